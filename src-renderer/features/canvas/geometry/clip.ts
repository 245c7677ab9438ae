import type { Block, FlowDocument, FlowEdit, Link, Note } from '#shared/flow'
import { addNotes } from '../notes/note-edits.ts'

/** Blocks and notes on the clipboard: JSON that other programs can read and write too. */
export type Clip = { blockloom: 1; blocks: Block[]; links: Link[]; notes?: Note[] }

/** The chosen blocks with the links among them, and the chosen notes; heads keep where they stood. */
export function clipOf(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  at: (id: string) => readonly [number, number],
  chosenNotes: ReadonlySet<number> = new Set(),
): Clip {
  const links = document.links.filter((link) => ids.has(link.from) && ids.has(link.to))
  const hung = new Set(links.filter((link) => link.snap).map((link) => link.to))
  const blocks = document.blocks
    .filter((block) => ids.has(block.id))
    .map((block) => (hung.has(block.id) ? block : { ...block, at: at(block.id) }))
  const notes = document.notes?.filter((_, i) => chosenNotes.has(i)) ?? []
  return { blockloom: 1, blocks, links, ...(notes.length > 0 && { notes }) }
}

/** Reads a clip; undefined for any other text. */
export function readClip(text: string): Clip | undefined {
  try {
    const clip = JSON.parse(text) as Partial<Clip>
    const good = clip.blockloom === 1 && Array.isArray(clip.blocks) && Array.isArray(clip.links)
    const notes = clip.notes === undefined || (Array.isArray(clip.notes) && clip.notes.every(isNote))
    return good && notes && clip.blocks?.every(isBlock) ? (clip as Clip) : undefined
  } catch {
    return undefined
  }
}

const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Block).id === 'string' &&
  typeof (value as Block).type === 'string' &&
  typeof (value as Block).name === 'string' &&
  typeof (value as Block).config === 'object'

const isNote = (value: unknown): value is Note => {
  const { at, size, text } = (value ?? {}) as Partial<Note>
  return [at, size].every(isPair) && typeof text === 'string'
}

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((each) => Number.isFinite(each))

/** What gives a pasted block an id and a name that are new to the document. */
export type Renew = (block: Block, taken: FlowDocument) => { id: string; name: string }

/** The edits that put a clip in, `by` canvas units away from where it was copied. */
export function pasteEdits(
  document: FlowDocument,
  clip: Clip,
  by: readonly [number, number],
  renew: Renew,
): { edits: FlowEdit[]; ids: string[]; notes: number[] } {
  const ids = new Map<string, string>()
  let taken = document
  const blocks = clip.blocks.map((block) => {
    const fresh = renew(block, taken)
    ids.set(block.id, fresh.id)
    const at = block.at ? { at: [block.at[0] + by[0], block.at[1] + by[1]] as const } : {}
    const put: Block = { ...block, ...fresh, ...at }
    taken = { ...taken, blocks: [...taken.blocks, put] }
    return put
  })
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
