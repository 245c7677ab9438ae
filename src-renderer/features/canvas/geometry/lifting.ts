import type { FlowDocument, FlowEdit } from '#shared/flow'
import { foldsBelow } from './folding.ts'
import { type Hanging, type HangingFlow, withAllBelow, withInside } from './hanging.ts'
import { healWires } from './healing-wires.ts'

/** Blocks taken up together: `ids` in reading order, `first` and `last` are the ends of the outer chain. */
export type Lifted = { ids: readonly string[]; first: string; last: string }
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
    edits: [...cutParent(hanging), ...heal(hanging, at)],
  }
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
    else healing.push({ do: 'add-link', link: { from: above.id, out: above.out, to: below, snap: true } })
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

function lastOf(flow: HangingFlow, id: string): string {
  let last = id
  for (let next = flow.blocks.get(last)?.below; next; next = flow.blocks.get(last)?.below) last = next
  return last
}

function cutParent({ block, parent }: Hanging): FlowEdit[] {
  if (!parent) return []
  return [{ do: 'remove-link', link: { from: parent.id, out: parent.out, to: block.id, snap: true } }]
}

function heal({ block, parent, below }: Hanging, at: (id: string) => readonly [number, number]): FlowEdit[] {
  if (below === undefined) return []
  const cut: FlowEdit = { do: 'remove-link', link: { from: block.id, out: 'next', to: below, snap: true } }
  if (!parent) return [cut, { do: 'move-block', id: below, at: at(block.id) }]
  return [cut, { do: 'add-link', link: { from: parent.id, out: parent.out, to: below, snap: true } }]
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
