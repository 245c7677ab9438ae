import type { JsonObject } from '#shared/flow'
import { type BlockFace, blockFace, type FaceSource } from './block-face.ts'
import type { TextWidth } from './text-width.ts'

/** Words are cut down to this, px at most; below it they say nothing any more. */
const LEAST = 36

type NarrowOptions = {
  /** values of earlier blocks may lose their ends: the block is only looked at */
  cutChips?: boolean
  /** what a field holds at first may go as well before words do: its sentence is what a new block is known by */
  holes?: boolean
}

/**
 * A block's face of at most `most` canvas units: what stands in its fields ends in three dots, the widest first. Where
 * that is not enough, fields that hold nothing yet are empty holes, and where that is not enough either, words end in
 * dots. Chips are left whole. One that cannot be as narrow comes as narrow as it gets.
 */
export function narrowFace(
  source: FaceSource,
  config: JsonObject,
  width: TextWidth,
  most: number,
  { cutChips = false, holes = false }: NarrowOptions = {},
): BlockFace {
  const cut = new Map<string, string>()
  let shown = source
  const lay = () => blockFace(shown, config, width, (text) => cut.get(text) ?? text)
  let face = lay()
  const shorten = (texts: readonly string[]) => {
    while (face.width > most) {
      const wide = (text: string) => width(cut.get(text) ?? text, 14, 500)
      const widest = texts.reduce((a, b) => (wide(b) > wide(a) ? b : a), '')
      if (wide(widest) <= LEAST) return
      cut.set(widest, shorter(widest, Math.max(LEAST, wide(widest) - (face.width - most)), width))
      face = lay()
    }
  }
  const pieces = face.items.flatMap((item) => (item.is === 'field' ? item.pieces : []))
  const of = (kinds: readonly string[]) =>
    pieces.flatMap((piece) => (kinds.includes(piece.is) ? [piece.text] : []))
  const [hints, texts, chips] = [of(['hint']), of(['text', 'operator', 'literal']), of(['chip'])]
  const words = wordsOf(face)
  shorten([...hints, ...texts])
  if (face.width <= most) return face
  cut.clear()
  for (const hint of hints) cut.set(hint, '')
  face = lay()
  shorten(texts)
  if (holes && face.width > most) {
    shown = emptied(source)
    face = lay()
  }
  for (const each of [cutChips ? chips : [], words]) shorten(each)
  return face
}

/** Its fields hold nothing and say nothing; a drop-down says what is chosen. */
const emptied = (source: FaceSource): FaceSource => ({
  ...source,
  fields: Object.fromEntries(
    Object.entries(source.fields).map(([key, { default: given, ...field }]) =>
      field.kind === 'choice' || field.kind === 'yes-no'
        ? [key, { ...field, default: given }]
        : [key, { ...field, hint: '' }],
    ),
  ),
})

const wordsOf = ({ items }: BlockFace): string[] =>
  items.flatMap((item) => (item.is === 'word' ? [item.text] : []))

/** The beginning of a text that, with its dots, is at most so wide. */
function shorter(text: string, most: number, width: TextWidth): string {
  const signs = [...text]
  while (signs.length > 1 && width(`${signs.join('').trimEnd()}…`, 14, 500) > most) signs.pop()
  return `${signs.join('').trimEnd()}…`
}
