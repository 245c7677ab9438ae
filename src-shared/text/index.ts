export { type Decoder, decodeStream, type MakeDecoder, TextDecoding } from './text-decoding.ts'
export { TextPlace } from './text-place.ts'
