import type { Block, BlockShape, FlowDocument, Link } from '#shared/flow'

/** What hanging together needs to know of a block as configured. */
export type BlockForm = { shape: BlockShape; mouths: readonly string[] }
export type FormOf = (block: Block) => BlockForm

/** One block and what is snapped to it. */
export type Hanging = {
  block: Block
  form: BlockForm
  /** what it hangs from: `out` is `next` or a mouth of `id` */
  parent?: { id: string; out: string }
  below?: string
  /** mouth -> first block in it */
  inside: Record<string, string>
}

/** A flow as stacks: every block hangs from at most one other, heads hang from none. */
export type HangingFlow = { document: FlowDocument; blocks: ReadonlyMap<string, Hanging>; heads: string[] }

/**
 * Reads the snapped links of a flow as stacks and mouths. Takes any document: a second snap to or from one
 * place, a ring of snaps, or one that a shape does not allow is left a plain link (and drawn as a wire).
 */
export function hangFlow(document: FlowDocument, formOf: FormOf): HangingFlow {
  const blocks = new Map<string, Hanging>()
  for (const block of document.blocks) blocks.set(block.id, { block, form: formOf(block), inside: {} })
  const above = new Heads()
  for (const link of document.links) if (link.snap) hang(blocks, above, link)
  const heads = document.blocks.filter((block) => !blocks.get(block.id)?.parent).map((block) => block.id)
  return { document, blocks, heads }
}

/** Whether two flows hang together the same: of the same blocks by id, type, name and fold, on the same links and mouths. */
export function sameJoins(a: HangingFlow, b: HangingFlow): boolean {
  if (a === b) return true
  const [before, now] = [a.document, b.document]
  return (
    before.links === now.links &&
    before.blocks.length === now.blocks.length &&
    before.blocks.every((block, i) => {
      const other = now.blocks[i]
      if (block === other) return true
      return (
        block.id === other?.id &&
        block.type === other.type &&
        block.name === other.name &&
        block.collapsed === other.collapsed &&
        sameList(a.blocks.get(block.id)?.form.mouths, b.blocks.get(other.id)?.form.mouths)
      )
    })
  )
}

const sameList = (a: readonly string[] = [], b: readonly string[] = []) =>
  a.length === b.length && a.every((one, i) => one === b[i])

function hang(blocks: ReadonlyMap<string, Hanging>, heads: Heads, link: Link): void {
  const from = blocks.get(link.from)
  const to = blocks.get(link.to)
  if (!from || !to || to.parent || to.form.shape === 'hat' || placeTaken(from, link.out)) return
  // it hangs from nothing yet: a ring would close where it is the head of what it is to hang from
  if (heads.of(link.from) === link.to) return
  heads.hang(link.to, link.from)
  to.parent = { id: link.from, out: link.out }
  if (link.out === 'next') from.below = link.to
  else from.inside[link.out] = link.to
}

const placeTaken = (from: Hanging, out: string): boolean =>
  out === 'next'
    ? from.form.shape === 'cap' || from.below !== undefined
    : !from.form.mouths.includes(out) || from.inside[out] !== undefined

/**
 * The head of each stack while links are read: a union of sets with halved paths (Tarjan and van Leeuwen, 1984), as
 * walking up a stack of thousands for each of its links takes seconds.
 */
class Heads {
  readonly #up = new Map<string, string>()

  of(id: string): string {
    let at = id
    for (let up = this.#up.get(at); up !== undefined; up = this.#up.get(at)) {
      const above = this.#up.get(up)
      if (above !== undefined) this.#up.set(at, above)
      at = above ?? up
    }
    return at
  }

  /** @param id a head so far */
  hang(id: string, from: string): void {
    this.#up.set(id, this.of(from))
  }
}

/** Whether this link is drawn by hanging together; all others are wires. */
export const isHung = (flow: HangingFlow, link: Link): boolean => {
  const parent = link.snap ? flow.blocks.get(link.to)?.parent : undefined
  return parent?.id === link.from && parent.out === link.out
}

/** The chain that starts with `id`, straight down, without what is inside. */
export function chainFrom(flow: HangingFlow, id: string | undefined): string[] {
  const ids: string[] = []
  for (let at = id; at !== undefined; at = flow.blocks.get(at)?.below) ids.push(at)
  return ids
}

/** `id` and all blocks inside it, in reading order. */
export function withInside(flow: HangingFlow, id: string): string[] {
  const hanging = flow.blocks.get(id)
  if (!hanging) return []
  const firsts = hanging.form.mouths.map((mouth) => hanging.inside[mouth])
  return [id, ...firsts.flatMap((first) => chainFrom(flow, first).flatMap((each) => withInside(flow, each)))]
}

/** `id`, what is inside it and everything that hangs below, in reading order. */
export const withAllBelow = (flow: HangingFlow, id: string): string[] =>
  chainFrom(flow, id).flatMap((each) => withInside(flow, each))

/** The head of the stack a block hangs in. */
export function headOf(flow: HangingFlow, id: string): string {
  let at = id
  for (let up = flow.blocks.get(at)?.parent; up; up = flow.blocks.get(at)?.parent) at = up.id
  return at
}

/** The C-blocks a block is inside of, innermost first. */
export function holdersOf(flow: HangingFlow, id: string): string[] {
  const holders: string[] = []
  for (let at = id, up = flow.blocks.get(at)?.parent; up; at = up.id, up = flow.blocks.get(at)?.parent)
    if (up.out !== 'next') holders.push(up.id)
  return holders
}
