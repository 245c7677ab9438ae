import type { JsonObject } from '#shared/flow'
import { type BlockFace, blockFace, type FaceSource } from './block-face.ts'
import type { TextWidth } from './text-width.ts'

/** Words are cut down to this, px at most; below it they say nothing any more. */
const LEAST = 36

/**
 * A block's face of at most `most` canvas units: what stands in its fields ends in three dots, the widest first, and
 * where that is not enough its words do. Chips are left whole, unless `cutChips`: where the block is only looked at. One
 * that cannot be as narrow comes as narrow as it gets.
 */
export function narrowFace(
  source: FaceSource,
  config: JsonObject,
  width: TextWidth,
  most: number,
  { cutChips = false } = {},
): BlockFace {
  const cut = new Map<string, string>()
  const lay = () => blockFace(source, config, width, (text) => cut.get(text) ?? text)
  let face = lay()
  for (const texts of [fieldTexts(face), cutChips ? chipTexts(face) : [], wordsOf(face)])
    while (face.width > most) {
      const shown = (text: string) => width(cut.get(text) ?? text, 14, 500)
      const widest = texts.reduce((a, b) => (shown(b) > shown(a) ? b : a), '')
      if (shown(widest) <= LEAST) break
      cut.set(widest, shorter(widest, Math.max(LEAST, shown(widest) - (face.width - most)), width))
      face = lay()
    }
  return face
}

const wordsOf = ({ items }: BlockFace): string[] =>
  items.flatMap((item) => (item.is === 'word' ? [item.text] : []))

const fieldTexts = ({ items }: BlockFace): string[] =>
  items
    .flatMap((item) => (item.is === 'field' ? item.pieces : []))
    .flatMap((piece) => (piece.is === 'chip' ? [] : [piece.text]))

const chipTexts = ({ items }: BlockFace): string[] =>
  items
    .flatMap((item) => (item.is === 'field' ? item.pieces : []))
    .flatMap((piece) => (piece.is === 'chip' ? [piece.text] : []))

/** The beginning of a text that, with its dots, is at most so wide. */
function shorter(text: string, most: number, width: TextWidth): string {
  const signs = [...text]
  while (signs.length > 1 && width(`${signs.join('').trimEnd()}…`, 14, 500) > most) signs.pop()
  return `${signs.join('').trimEnd()}…`
}
