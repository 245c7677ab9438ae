import { AppError } from '#shared/error'
import { acceptFlow, type Block, type Link, type Note } from '#shared/flow'

/**
 * Blocks taken out of a flow, with the links among them and notes beside them: what is copied and pasted, also as text
 * from and to other programs, and what the backpack keeps. Heads of stacks have the place they stood at.
 */
export type Snippet = {
  blockloom: 1
  blocks: readonly Block[]
  links: readonly Link[]
  notes?: readonly Note[]
}

/** bytes of UTF-8 that one snippet in the backpack may have; 1 MB */
export const LARGEST_SNIPPET = 1024 * 1024

/**
 * A snippet that came from outside, guarded as a flow is. What it says is not looked at: a block with a problem can be
 * put in and mended. Keys that are no part of a snippet are left out.
 * @throws AppError `snippet.wrong-shape` for what is none; as `acceptFlow` for blocks, links and notes
 */
export function acceptSnippet(value: unknown): Snippet {
  const { blockloom, blocks, links, notes } = (value ?? {}) as Partial<Snippet>
  if (blockloom !== 1) throw wrongShape('A snippet begins with "blockloom": 1.', 'blockloom')
  const { document } = acceptFlow({ format: 1, name: '', blocks, links, ...(notes && { notes }) })
  refuseLoose(document)
  return {
    blockloom,
    blocks: document.blocks,
    links: document.links,
    ...(document.notes && document.notes.length > 0 && { notes: document.notes }),
  }
}

/** Each block once, and no link that leads out. */
function refuseLoose({ blocks, links }: Pick<Snippet, 'blocks' | 'links'>): void {
  const ids = new Set<string>()
  for (const [i, { id }] of blocks.entries()) {
    if (ids.has(id)) throw wrongShape(`Two blocks of the snippet have the id "${id}".`, `blocks[${i}].id`)
    ids.add(id)
  }
  for (const [i, { from, to }] of links.entries()) {
    const missing = [from, to].find((id) => !ids.has(id))
    if (missing !== undefined)
      throw wrongShape(`A link leads to "${missing}", which is no block of the snippet.`, `links[${i}]`)
  }
}

const wrongShape = (message: string, path: string): AppError =>
  new AppError({
    code: 'snippet.wrong-shape',
    message,
    fix: 'Copy blocks on the canvas: what is then on the clipboard is a snippet.',
    details: { path },
  })
