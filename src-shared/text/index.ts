export { type Decoder, type MakeDecoder, TextDecoding } from './text-decoding.ts'
export { TextPlace } from './text-place.ts'
