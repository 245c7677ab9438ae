import type { FlowEdit, Link } from '#shared/flow'
import type { HangingFlow } from './hanging.ts'

/**
 * The wires that close the gaps of deleted blocks: what led to one of them by a wire leads on to where its own
 * wires led, and what it hung from does where only a wire went on. `healed` are the joins that hanging closes already.
 */
export function healWires(flow: HangingFlow, gone: ReadonlySet<string>, healed: readonly Link[]): FlowEdit[] {
  const { links } = flow.document
  const taken = new Set([...links.filter(({ to }) => !gone.has(to)), ...healed].map(keyOf))
  const edits: FlowEdit[] = []
  for (const link of links) {
    if (gone.has(link.from) || !gone.has(link.to)) continue
    for (const to of goneOn(flow, link.to, gone)) {
      const wire = { from: link.from, out: link.out, to }
      if (to === link.from || taken.has(keyOf(wire))) continue
      taken.add(keyOf(wire))
      edits.push({ do: 'add-link', link: wire })
    }
  }
  return edits
}

/** The kept blocks that come next behind a deleted one; what is inside it is no way on. */
function goneOn(flow: HangingFlow, id: string, gone: ReadonlySet<string>): Set<string> {
  const seen = new Set<string>()
  const next = new Set<string>()
  const open = [id]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    for (const link of flow.document.links) {
      if (link.from !== at || link.out !== 'next') continue
      if (gone.has(link.to)) open.push(link.to)
      else next.add(link.to)
    }
  }
  return next
}

const keyOf = ({ from, out, to }: Link): string => JSON.stringify([from, out, to])
