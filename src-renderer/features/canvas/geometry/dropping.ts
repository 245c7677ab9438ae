import type { FlowEdit, Link } from '#shared/flow'
import type { Hanging, HangingFlow } from './hanging.ts'
import type { SnapTarget } from './snapping.ts'

/** What is being dropped: the ends of its chain and whether it is one C-block with nothing in it. */
export type Dropped = { first: Hanging; last: Hanging; emptyMouth?: string; links: readonly Link[] }

/** The dragged blocks as seen by a drop. `flow` holds at least the dragged blocks. */
export function droppedOf(flow: HangingFlow, first: string, last: string): Dropped {
  const head = flow.blocks.get(first)
  const foot = flow.blocks.get(last)
  if (!head || !foot) throw new Error('the dragged blocks are gone')
  const empty = first === last && Object.keys(head.inside).length === 0
  const mouth = head.form.mouths[0]
  const links = flow.document.links.filter(({ from, to }) => from === last || to === first)
  return { first: head, last: foot, links, ...(empty && mouth !== undefined ? { emptyMouth: mouth } : {}) }
}

/** Whether the join can be made by shape: nothing above a hat, nothing below a cap. */
export function shapesFit(rest: HangingFlow, dropped: Dropped, target: SnapTarget): boolean {
  const at = rest.blocks.get(target.id)
  if (!at) return false
  if (target.join === 'instead')
    return dropped.first.form.shape === 'hat' && dropped.first === dropped.last && at.form.shape === 'hat'
  if (target.join === 'above')
    return dropped.last.form.shape !== 'cap' && at.form.shape !== 'hat' && !at.parent
  if (dropped.first.form.shape === 'hat') return false
  if (target.join === 'wire') return dropped.last.form.shape !== 'cap'
  if (target.join === 'below' && at.form.shape === 'cap') return false
  const pushed = followerAt(at, target)
  return pushed === undefined || dropped.emptyMouth !== undefined || dropped.last.form.shape !== 'cap'
}

/**
 * The edits that join dropped blocks on: in mid-stack the rest is pushed down; an empty C-block takes
 * the rest into its first mouth. On a wire the blocks come between its ends. `above` gives the place the new head must take
 * for the old one to stay, or to stand where the old one stood.
 */
export function joinEdits(
  rest: HangingFlow,
  dropped: Dropped,
  target: SnapTarget,
  above: readonly [number, number],
): FlowEdit[] {
  const first = dropped.first.block.id
  const last = dropped.last.block.id
  if (target.join === 'instead')
    return [
      { do: 'move-block', id: first, at: above },
      ...rest.document.links
        .filter(({ from, out }) => from === target.id && out === 'next')
        .map((link): FlowEdit => ({ do: 'add-link', link: { ...link, from: first } })),
      { do: 'remove-block', id: target.id },
    ]
  if (target.join === 'above')
    return [
      { do: 'move-block', id: first, at: above },
      { do: 'move-block', id: target.id, at: null },
      ...join(dropped, { from: last, out: 'next', to: target.id }),
    ]
  if (target.join === 'wire')
    return [
      { do: 'move-block', id: first, at: target.at },
      { do: 'remove-link', link: target.link },
      ...wire(dropped, { from: target.link.from, out: target.link.out, to: first }),
      ...wire(dropped, { from: last, out: 'next', to: target.id }),
    ]
  const at = rest.blocks.get(target.id)
  if (!at) throw new Error(`no block ${target.id} to join on`)
  const out = target.join === 'below' ? 'next' : target.mouth
  const pushed = followerAt(at, target)
  const edits: FlowEdit[] = [{ do: 'move-block', id: first, at: null }]
  if (pushed !== undefined)
    edits.push({ do: 'remove-link', link: { from: target.id, out, to: pushed, snap: true } })
  edits.push(...join(dropped, { from: target.id, out, to: first }))
  if (pushed !== undefined)
    edits.push(...join(dropped, { from: last, out: dropped.emptyMouth ?? 'next', to: pushed }))
  return edits
}

const followerAt = (at: Hanging, target: SnapTarget): string | undefined =>
  target.join === 'mouth' ? at.inside[target.mouth] : at.below

/** A wire that is there already is left as it is. */
const wire = (dropped: Dropped, link: Link): FlowEdit[] =>
  dropped.links.some((other) => sameEnds(other, link)) ? [] : [{ do: 'add-link', link }]

const sameEnds = (a: Link, b: Link): boolean => a.from === b.from && a.out === b.out && a.to === b.to

/** A wire that says the same becomes the join: two links from one output would run the block twice. */
function join(dropped: Dropped, { from, out, to }: Link): FlowEdit[] {
  const wire = dropped.links.find((link) => sameEnds(link, { from, out, to }))
  const edits: FlowEdit[] = [{ do: 'add-link', link: { from, out, to, snap: true } }]
  return wire ? [{ do: 'remove-link', link: wire }, ...edits] : edits
}
