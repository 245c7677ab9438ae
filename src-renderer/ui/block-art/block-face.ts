import { type BlockDeclaration, mouthsOf, parseSentence, type SentencePart } from '#shared/block'
import type { BlockShape, JsonObject } from '#shared/flow'
import { type FieldShape, fieldFace } from './field-face.ts'
import { MEASURE, onGrid } from './measures.ts'

import { chipOf, type Piece, shortened } from './template-pieces.ts'
import type { TextWidth } from './text-width.ts'

/** x from the block's left edge; everything is centred on the row. */
export type PlacedPiece = Piece & { x: number; w: number; h: number }
export type PlacedItem =
  | { is: 'word'; text: string; x: number; w: number; h: number }
  | { is: 'chip'; piece: PlacedPiece; x: number; w: number; h: number }
  | { is: 'field'; key: string; shape: FieldShape; pieces: PlacedPiece[]; x: number; w: number; h: number }

/** The first row of a block with every word and field in its place. */
export type BlockFace = { items: PlacedItem[]; width: number; row: number }

/** What of a declaration the face is made of. `sentence` may be a translation. */
export type FaceSource = Pick<BlockDeclaration, 'sentence' | 'fields' | 'mouths'> & { shape: BlockShape }

/** What is written for a text of the sentence. */
type Written = (text: string) => string
const asItIs: Written = (text) => text

/**
 * Lays out a block's sentence. Sizes are computed here and nowhere measured by the browser.
 * @param written shortens words and what stands in fields
 */
export function blockFace(
  source: FaceSource,
  config: JsonObject,
  width: TextWidth,
  written: Written = asItIs,
): BlockFace {
  let x: number = MEASURE.padX + MEASURE.icon + MEASURE.gap
  const items: PlacedItem[] = []
  for (const part of partsOf(source, config)) {
    const item = placedItem(part, source, config, { width, written }, x)
    items.push(item)
    x += item.w + MEASURE.gap
  }
  const words = dividerWords(source, config).map((word) => width(word, 14, 500) + 2 * MEASURE.padX)
  const least = Math.max(source.shape === 'hat' ? MEASURE.hatMinW : MEASURE.minW, ...words.map(onGrid))
  const tallest = Math.max(0, ...items.map((item) => item.h))
  return {
    items,
    width: Math.max(least, onGrid(x - MEASURE.gap + MEASURE.padX)),
    row: Math.max(MEASURE.row, tallest + 16),
  }
}

/** A face with more words at its end. */
export function withWord(face: BlockFace, text: string, width: TextWidth): BlockFace {
  const last = face.items.at(-1)
  const x = last ? last.x + last.w + MEASURE.gap : MEASURE.padX + MEASURE.icon + MEASURE.gap
  const w = width(text, 14, 500)
  const item: PlacedItem = { is: 'word', text, x, w, h: 20 }
  return { ...face, items: [...face.items, item], width: Math.max(face.width, onGrid(x + w + MEASURE.padX)) }
}

/** The sentence, and at its end the word of the first mouth. */
function partsOf(source: FaceSource, config: JsonObject): SentencePart[] {
  const parts = parseSentence(source.sentence)
  const word = mouthsOf(source, config)[0]?.word
  return word === undefined ? parts : [...parts, { is: 'word', text: shortened(word) }]
}

/** What stands on the dividers of a C-block, from the second mouth on. */
export const dividerWords = (source: Pick<FaceSource, 'fields' | 'mouths'>, config: JsonObject): string[] =>
  mouthsOf(source, config)
    .slice(1)
    .map((mouth) => shortened(mouth.word ?? mouth.name))

function placedItem(
  part: SentencePart,
  source: FaceSource,
  config: JsonObject,
  { width, written }: { width: TextWidth; written: Written },
  x: number,
): PlacedItem {
  if (part.is === 'word') {
    const text = written(part.text)
    return { ...part, text, x, w: width(text, 14, 500), h: 20 }
  }
  if (part.is === 'chip') {
    const piece = placed(chipOf(part.path), width, x)
    return { is: 'chip', piece, x, w: piece.w, h: piece.h }
  }
  const field = source.fields[part.key]
  const face = field
    ? fieldFace(field, config[part.key])
    : { shape: 'round' as const, pieces: [{ is: 'hint' as const, text: part.key }] }
  const pieces = face.pieces.map((piece) => ({ ...piece, text: written(piece.text) }))
  return { is: 'field', key: part.key, shape: face.shape, ...fieldBox(face.shape, pieces, width, x) }
}

function fieldBox(shape: FieldShape, pieces: readonly Piece[], width: TextWidth, x: number) {
  const gap = shape === 'hex' ? 8 : 5
  const bare = pieces.map((piece) => placed(piece, width, 0))
  const inner = bare.reduce((sum, piece) => sum + piece.w, 0) + gap * Math.max(0, bare.length - 1)
  const { left, w, h } = boxAround(shape, pieces, inner)
  let at = x + left
  const put = bare.map((piece) => {
    const here = { ...piece, x: at }
    at += piece.w + gap
    return here
  })
  return { pieces: put, x, w, h }
}

/** Room around what is inside: chips sit 4 from a round end, words 12; a hexagon's ends take 20 each. */
function boxAround(shape: FieldShape, pieces: readonly Piece[], inner: number) {
  if (shape === 'hex') {
    const filled = pieces.length > 0
    return { left: 20, w: inner + (filled ? 40 : 48), h: filled ? MEASURE.filledHex : MEASURE.pill }
  }
  if (shape === 'choice') return { left: 12, w: inner + 36, h: MEASURE.pill }
  const left = pieces[0]?.is === 'chip' ? 4 : 12
  const right = pieces.at(-1)?.is === 'chip' ? 4 : 12
  const spare = Math.max(0, 40 - inner - left - right)
  return { left: left + spare / 2, w: inner + left + right + spare, h: MEASURE.pill }
}

function placed(piece: Piece, width: TextWidth, x: number): PlacedPiece {
  if (piece.is === 'chip') return { ...piece, x, w: width(piece.text, 13, 500) + 28, h: 24 }
  if (piece.is === 'literal')
    return { ...piece, x, w: Math.max(40, width(piece.text, 14, 500) + 24), h: MEASURE.pill }
  const weight = piece.is === 'hint' ? 400 : 500
  return { ...piece, x, w: width(piece.text, 14, weight), h: 20 }
}
