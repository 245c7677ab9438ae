import type { FlowDocument, FlowEdit } from '#shared/flow'
import { foldsBelow, withFolded } from './folding.ts'
import { chainFrom, type Hanging, type HangingFlow, withAllBelow, withInside } from './hanging.ts'
import { healWires } from './healing-wires.ts'

/**
 * Blocks taken up together: `ids` in reading order, `first` and `last` are the ends of the outer chain. `along` are the
 * heads of other stacks that go along as they stand.
 */
export type Lifted = { ids: readonly string[]; first: string; last: string; along?: readonly string[] }
export type Lift = { lifted: Lifted; edits: FlowEdit[] }

/**
 * Takes a block up with everything below and inside it; `alone` takes just the block (with what is inside)
 * and the gap heals, a folded stack goes whole. `at` tells where a block stands that becomes a head by it.
 */
export function liftBlock(
  flow: HangingFlow,
  id: string,
  alone: boolean,
  at: (id: string) => readonly [number, number],
): Lift {
  const hanging = flow.blocks.get(id)
  if (!hanging) throw new Error(`no block ${id} to lift`)
  if (!alone || foldsBelow(hanging)) {
    const ids = withAllBelow(flow, id)
    return { lifted: { ids, first: id, last: lastOf(flow, id) }, edits: cutParent(hanging) }
  }
  return {
    lifted: { ids: withInside(flow, id), first: id, last: id },
    edits: [...cutParent(hanging), ...heal(flow, hanging, at)],
  }
}

/**
 * Takes up just these blocks, with what is inside and folded into them: each run of them is a stack, and gaps heal. The
 * run that `id` is in leads.
 */
export function liftChosen(
  flow: HangingFlow,
  chosen: Iterable<string>,
  id: string,
  at: (id: string) => readonly [number, number],
): Lift {
  const taken = new Set(withFolded(flow, chosen).flatMap((each) => withInside(flow, each)))
  const isTaken = (each: string) => taken.has(each)
  const heads = [...taken].filter((each) => !taken.has(flow.blocks.get(each)?.parent?.id ?? ''))
  let first = id
  for (let up = flow.blocks.get(id)?.parent?.id; up !== undefined; up = flow.blocks.get(up)?.parent?.id)
    if (isTaken(up)) first = up
    else break
  const edits = heads.flatMap((head): FlowEdit[] => {
    const last = lastOf(flow, head, isTaken)
    const below = flow.blocks.get(last)?.below
    const cut = cutParent(flow.blocks.get(head) as Hanging)
    if (below === undefined) return cut
    const above = firstKeptAbove(flow, flow.blocks.get(last) as Hanging, taken)
    return [
      ...cut,
      { do: 'remove-link', link: { from: last, out: 'next', to: below, snap: true } },
      ...(above === null
        ? [{ do: 'move-block' as const, id: below, at: at(below) }]
        : hangOn(flow, above, below)),
    ]
  })
  const along = heads.filter((head) => head !== first)
  const ids = [first, ...along].flatMap((head) =>
    runFrom(flow, head, isTaken).flatMap((each) => withInside(flow, each)),
  )
  return { lifted: { ids, first, last: lastOf(flow, first, isTaken), along }, edits }
}

/** Takes blocks out of a flow for good, with what is inside them; what hung below closes up, and so do wires. */
export function deleteBlocks(
  flow: HangingFlow,
  ids: Iterable<string>,
  at: (id: string) => readonly [number, number],
): FlowEdit[] {
  const gone = new Set([...ids].flatMap((id) => withInside(flow, id)))
  const healing: FlowEdit[] = []
  for (const id of gone) {
    const hanging = flow.blocks.get(id) as Hanging
    const below = hanging.below
    if (below === undefined || gone.has(below)) continue
    const above = firstKeptAbove(flow, hanging, gone)
    if (above === null) healing.push({ do: 'move-block', id: below, at: at(below) })
    else healing.push(...hangOn(flow, above, below))
  }
  const joined = healing.flatMap((edit) => (edit.do === 'add-link' ? [edit.link] : []))
  return [
    ...[...gone].map((id): FlowEdit => ({ do: 'remove-block', id })),
    ...healing,
    ...healWires(flow, gone, joined),
  ]
}

/** What stays of a document while some of its blocks are in the hand. */
export function without(document: FlowDocument, ids: readonly string[]): FlowDocument {
  const gone = new Set(ids)
  return {
    ...document,
    blocks: document.blocks.filter((block) => !gone.has(block.id)),
    links: document.links.filter((link) => !gone.has(link.from) && !gone.has(link.to)),
  }
}

/** Just these blocks and the links among them. */
export function only(document: FlowDocument, ids: readonly string[]): FlowDocument {
  const kept = new Set(ids)
  return {
    ...document,
    blocks: document.blocks.filter((block) => kept.has(block.id)),
    links: document.links.filter((link) => kept.has(link.from) && kept.has(link.to)),
  }
}

/** The chain straight down from `id`, as far as it is taken. */
function runFrom(flow: HangingFlow, id: string, isTaken: (id: string) => boolean): string[] {
  const chain = chainFrom(flow, id)
  const end = chain.findIndex((each) => !isTaken(each))
  return end < 0 ? chain : chain.slice(0, end)
}

const lastOf = (flow: HangingFlow, id: string, isTaken: (id: string) => boolean = () => true): string =>
  runFrom(flow, id, isTaken).at(-1) ?? id

function cutParent({ block, parent }: Hanging): FlowEdit[] {
  if (!parent) return []
  return [{ do: 'remove-link', link: { from: parent.id, out: parent.out, to: block.id, snap: true } }]
}

function heal(
  flow: HangingFlow,
  { block, parent, below }: Hanging,
  at: (id: string) => readonly [number, number],
): FlowEdit[] {
  if (below === undefined) return []
  const cut: FlowEdit = { do: 'remove-link', link: { from: block.id, out: 'next', to: below, snap: true } }
  if (!parent) return [cut, { do: 'move-block', id: below, at: at(block.id) }]
  return [cut, ...hangOn(flow, parent, below)]
}

/** Hangs a block where there is a gap now. A wire that says the same becomes the join. */
function hangOn(
  { document }: HangingFlow,
  { id: from, out }: { id: string; out: string },
  to: string,
): FlowEdit[] {
  const wire = document.links.find((link) => link.from === from && link.out === out && link.to === to)
  return [
    ...(wire ? [{ do: 'remove-link' as const, link: wire }] : []),
    { do: 'add-link', link: { from, out, to, snap: true } },
  ]
}

function firstKeptAbove(flow: HangingFlow, hanging: Hanging, gone: ReadonlySet<string>) {
  let up = hanging.parent
  while (up && gone.has(up.id)) {
    const above = flow.blocks.get(up.id)
    if (up.out !== 'next') return null
    up = above?.parent
  }
  return up ?? null
}
