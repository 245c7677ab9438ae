export { type Decoder, decodeStream, type MakeDecoder, TextDecoding } from './text-decoding.ts'
export { type EncodingOf, nameOfText, type TextSource, textPieces } from './text-pieces.ts'
export { TextPlace } from './text-place.ts'
