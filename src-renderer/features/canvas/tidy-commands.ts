import type { FlowEdit } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { outputsOf } from './block-kinds.ts'
import { headOf } from './geometry/hanging.ts'
import type { PlacedStack } from './geometry/layout.ts'
import { portOf } from './geometry/ports.ts'
import { alignStacks, type Edge, type Place, type StackWire, tidyStacks } from './geometry/tidying.ts'
import type { OwnScene } from './use-scene.ts'

/** All stacks in columns along their wires. One undo step; what is in its place stays. */
export const tidy = (own: OwnScene): void => put(own, tidyStacks(own.layout.stacks, stackWires(own)))

/** The stacks in which anything is chosen. */
export function chosenStacks(own: OwnScene): readonly PlacedStack[] {
  const heads = new Set([...useSelection.getState().blocks].map((id) => headOf(own.flow, id)))
  return own.layout.stacks.filter((stack) => heads.has(stack.id))
}

export const align = (own: OwnScene, edge: Edge): void => put(own, alignStacks(chosenStacks(own), edge))

function stackWires({ flow, layout, wires }: OwnScene): StackWire[] {
  return wires.flatMap((link) => {
    const [from, to] = [layout.blocks.get(link.from), layout.blocks.get(link.to)]
    const [a, b] = [headOf(flow, link.from), headOf(flow, link.to)]
    if (!from || !to || a === b) return []
    const top = (head: string) => layout.blocks.get(head)?.y ?? 0
    const port = portOf(from, outputsOf(from.hanging.block), link.out)
    return [{ from: a, to: b, fromY: port.y - top(a), toY: to.y + to.face.row / 2 - top(b) }]
  })
}

function put(own: OwnScene, places: readonly Place[]): void {
  const edits = places.flatMap(({ id, at }): FlowEdit[] => {
    const now = own.flow.blocks.get(id)?.block.at
    return now?.[0] === at[0] && now[1] === at[1] ? [] : [{ do: 'move-block', id, at }]
  })
  if (edits.length > 0) useFlow.getState().apply(edits)
}
