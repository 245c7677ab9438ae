import { type Block, type FlowDocument, type FlowEdit, type Link, renameInConfig } from '#shared/flow'
import type { Snippet } from '#shared/snippet'
import { nearGrid } from '../../../ui/block-art/measures.ts'
import { addNotes } from '../notes/note-edits.ts'

/** The chosen blocks with the links among them, and the chosen notes; heads keep where they stood. */
export function clipOf(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  at: (id: string) => readonly [number, number],
  chosenNotes: ReadonlySet<number> = new Set(),
): Snippet {
  const links = document.links.filter((link) => ids.has(link.from) && ids.has(link.to))
  const hung = hungIn(links)
  const blocks = document.blocks
    .filter((block) => ids.has(block.id))
    .map((block) => (hung.has(block.id) ? block : { ...block, at: at(block.id) }))
  const notes = document.notes?.filter((_, i) => chosenNotes.has(i)) ?? []
  return { blockloom: 1, blocks, links, ...(notes.length > 0 && { notes }) }
}

/** The block at the top of all that stands in a clip. */
export const topmostOf = ({ blocks }: Pick<Snippet, 'blocks'>): Block | undefined =>
  blocks
    .filter((block) => block.at)
    .toSorted(({ at: a = [0, 0] }, { at: b = [0, 0] }) => a[1] - b[1] || a[0] - b[0])[0] ?? blocks[0]

/** Blocks that hang below or in another: they have no place of their own. */
export const hungIn = (links: readonly Link[]) =>
  new Set(links.filter((link) => link.snap).map(({ to }) => to))

/** What of the canvas is in sight, canvas units. */
export type Sight = { left: number; top: number; right: number; bottom: number }
/** Where to paste: at a place somebody pointed to, else somewhere in sight. */
export type PasteWhere = { at?: readonly [number, number]; sight?: Sight }

const BESIDE = 24

/**
 * How far from where it was copied a clip is put: a little beside it, and beside what was put there before. Where
 * nothing of it would be in sight, it comes into it.
 */
export function pastePlace(
  { blocks, notes = [] }: Pick<FlowDocument, 'blocks' | 'notes'>,
  clip: Snippet,
  { at, sight }: PasteWhere = {},
): readonly [number, number] {
  const places = [...clip.blocks, ...(clip.notes ?? [])].flatMap((one) => (one.at ? [one.at] : []))
  const [x0, y0] = places.reduce((a, b) => (b[0] + b[1] < a[0] + a[1] ? b : a), places[0] ?? [0, 0])
  const to = at ?? (sight && !places.some((place) => isIn(sight, place)) ? middleOf(sight) : undefined)
  let [dx, dy] = to ? [nearGrid(to[0]) - x0, nearGrid(to[1]) - y0] : [BESIDE, BESIDE]
  const taken = new Set([...blocks, ...notes].map((one) => String(one.at)))
  while (places.some(([x, y]) => taken.has(String([x + dx, y + dy])))) {
    dx += BESIDE
    dy += BESIDE
  }
  return [dx, dy]
}

/** Beside its old place, with room for what stands there. */
const isIn = ({ left, top, right, bottom }: Sight, [x, y]: readonly [number, number]): boolean =>
  x + BESIDE >= left && y + BESIDE >= top && x <= right - 64 - BESIDE && y <= bottom - 48 - BESIDE

/** Left of the middle and above it: what stands there reaches to the right and down. */
const middleOf = ({ left, top, right, bottom }: Sight): readonly [number, number] => [
  left + (right - left) / 4,
  top + (bottom - top) / 4,
]

/** What gives a pasted block an id and a name that are new to the document. */
export type Renew = (block: Block, taken: FlowDocument) => { id: string; name: string }

/** The edits that put a clip in, `by` canvas units away from where it was copied. */
export function pasteEdits(
  document: FlowDocument,
  clip: Snippet,
  by: readonly [number, number],
  renew: Renew,
): { edits: FlowEdit[]; ids: string[]; notes: number[] } {
  const ids = new Map<string, string>()
  let taken = document
  const renamed = new Map<string, string>()
  const named = clip.blocks.map((block) => {
    const fresh = renew(block, taken)
    ids.set(block.id, fresh.id)
    const at = block.at ? { at: [block.at[0] + by[0], block.at[1] + by[1]] as const } : {}
    const put: Block = { ...block, ...fresh, ...at }
    taken = { ...taken, blocks: [...taken.blocks, put] }
    // of two that share a name nobody knows which one is meant
    renamed.set(block.name, renamed.has(block.name) ? block.name : put.name)
    return put
  })
  // what reads a block that came along reads the new one
  const blocks = named.map((block) => ({ ...block, config: renameInConfig(block.config, renamed) }))
  const links = clip.links.flatMap((link): Link[] => {
    const [from, to] = [ids.get(link.from), ids.get(link.to)]
    return from !== undefined && to !== undefined ? [{ ...link, from, to }] : []
  })
  const before = document.notes?.length ?? 0
  const notes = (clip.notes ?? []).map(({ at: [x, y], size, text }) => ({
    at: [x + by[0], y + by[1]] as const,
    size,
    text,
  }))
  return {
    edits: [
      ...addNotes(document, notes),
      ...blocks.map((block): FlowEdit => ({ do: 'add-block', block })),
      ...links.map((link): FlowEdit => ({ do: 'add-link', link })),
    ],
    ids: [...ids.values()],
    notes: notes.map((_, i) => before + i),
  }
}
