import type { FlowDocument, FlowEdit, Note } from '#shared/flow'
import { nearGrid } from '../../../ui/block-art/measures.ts'

/** Canvas units. */
export const NOTE = { width: 240, height: 120, leastWidth: 120, leastHeight: 64 } as const

type Notes = Pick<FlowDocument, 'notes'>
const notesOf = ({ notes }: Notes): readonly Note[] => notes ?? []

const set = (notes: readonly Note[]): FlowEdit =>
  notes.length > 0 ? { do: 'set-flow', set: { notes } } : { do: 'set-flow', set: {}, clear: ['notes'] }

/** Adds an empty note; it comes last. */
export const addNote = (document: Notes, [x, y]: readonly [number, number]): FlowEdit =>
  set([...notesOf(document), { at: [nearGrid(x), nearGrid(y)], size: [NOTE.width, NOTE.height], text: '' }])

/** Takes a note away; the last one takes the key with it. */
export const removeNote = (document: Notes, index: number): FlowEdit =>
  set(notesOf(document).filter((_, i) => i !== index))

/** Takes notes away, by their places in the list. */
export const removeNotes = (document: Notes, gone: ReadonlySet<number>): FlowEdit[] =>
  gone.size === 0 ? [] : [set(notesOf(document).filter((_, i) => !gone.has(i)))]

/** Adds notes as they are; they come last. */
export const addNotes = (document: Notes, more: readonly Note[]): FlowEdit[] =>
  more.length === 0 ? [] : [set([...notesOf(document), ...more])]

/** Where notes come to lie when they are moved by so much. */
export const shiftedNotes = (
  document: Notes,
  moved: ReadonlySet<number>,
  [dx, dy]: readonly [number, number],
): Map<number, readonly [number, number]> =>
  new Map(
    notesOf(document).flatMap(({ at: [x, y] }, i) =>
      moved.has(i) ? [[i, [nearGrid(x + dx), nearGrid(y + dy)] as const] as const] : [],
    ),
  )

/** Puts notes somewhere else, by their places in the list. */
export function placeNotes(
  document: Notes,
  places: ReadonlyMap<number, readonly [number, number]>,
): FlowEdit[] {
  const notes = notesOf(document)
  const moves = notes.some(({ at }, i) => places.has(i) && String(places.get(i)) !== String(at))
  return moves ? [set(notes.map((note, i) => ({ ...note, at: places.get(i) ?? note.at })))] : []
}

/** The notes that the box between two corners touches. */
export function notesInBox(
  document: Notes,
  a: readonly [number, number],
  b: readonly [number, number],
): number[] {
  const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])]
  const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])]
  return notesOf(document).flatMap(({ at: [x, y], size: [width, height] }, i) =>
    x < right && x + width > left && y < bottom && y + height > top ? [i] : [],
  )
}

/** Changes one note. Its place keeps to the grid, its size does not fall under the least. */
export function changeNote(document: Notes, index: number, change: Partial<Note>): FlowEdit {
  return set(notesOf(document).map((note, i) => (i === index ? onGrid({ ...note, ...change }) : note)))
}

const onGrid = (note: Note): Note => ({
  ...note,
  at: [nearGrid(note.at[0]), nearGrid(note.at[1])],
  size: [
    Math.max(NOTE.leastWidth, nearGrid(note.size[0])),
    Math.max(NOTE.leastHeight, nearGrid(note.size[1])),
  ],
})
