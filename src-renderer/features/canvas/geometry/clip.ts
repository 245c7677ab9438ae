import type { Block, FlowDocument, FlowEdit, Link } from '#shared/flow'

/** Blocks on the clipboard: JSON that other programs can read and write too. */
export type Clip = { blockloom: 1; blocks: Block[]; links: Link[] }

/** The chosen blocks with the links among them; heads keep where they stood. */
export function clipOf(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  at: (id: string) => readonly [number, number],
): Clip {
  const links = document.links.filter((link) => ids.has(link.from) && ids.has(link.to))
  const hung = new Set(links.filter((link) => link.snap).map((link) => link.to))
  const blocks = document.blocks
    .filter((block) => ids.has(block.id))
    .map((block) => (hung.has(block.id) ? block : { ...block, at: at(block.id) }))
  return { blockloom: 1, blocks, links }
}

/** Reads a clip; undefined for any other text. */
export function readClip(text: string): Clip | undefined {
  try {
    const clip = JSON.parse(text) as Partial<Clip>
    const good = clip.blockloom === 1 && Array.isArray(clip.blocks) && Array.isArray(clip.links)
    return good && clip.blocks?.every(isBlock) ? (clip as Clip) : undefined
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

/** What gives a pasted block an id and a name that are new to the document. */
export type Renew = (block: Block, taken: FlowDocument) => { id: string; name: string }

/** The edits that put a clip in, `by` canvas units away from where it was copied. */
export function pasteEdits(
  document: FlowDocument,
  clip: Clip,
  by: readonly [number, number],
  renew: Renew,
): { edits: FlowEdit[]; ids: string[] } {
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
  return {
    edits: [
      ...blocks.map((block): FlowEdit => ({ do: 'add-block', block })),
      ...links.map((link): FlowEdit => ({ do: 'add-link', link })),
    ],
    ids: [...ids.values()],
  }
}
