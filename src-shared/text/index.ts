export { pseudoTexts } from './pseudo-language.ts'
export { TextDecoding } from './text-decoding.ts'
export { nameOfText, textPieces } from './text-pieces.ts'
export { TextPlace } from './text-place.ts'
