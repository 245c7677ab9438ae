import type { FlowEdit } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { monitorBoxes, monitorOf, setMonitor } from '../../model/monitor-edits.ts'
import { useSelection } from '../../model/selection-store.ts'
import { outputsOf } from './block-kinds.ts'
import { headOf } from './geometry/hanging.ts'
import { portOf } from './geometry/ports.ts'
import {
  alignStacks,
  type Box,
  type Edge,
  type Place,
  type StackWire,
  tidyStacks,
} from './geometry/tidying.ts'
import { placeNotes } from './notes/note-edits.ts'
import { tidyNotes } from './notes/tidy-notes.ts'
import type { OwnScene } from './use-scene.ts'

/** All stacks in columns along their wires, notes and monitors beside theirs. One undo step; what is in its place stays. */
export function tidy(own: OwnScene): void {
  const places = tidyStacks(own.layout.stacks, stackWires(own))
  put(own, [...places, ...tidyNotes([...noteBoxes(own), ...cardBoxes(own)], own.layout.stacks, places)])
}

/** Notes as boxes; what begins so is no id of a block. */
const NOTE = ' note '
const noteBoxes = ({ flow }: OwnScene): Box[] =>
  (flow.document.notes ?? []).map(({ at: [x, y], size: [width, height] }, i) => ({
    ...{ id: `${NOTE}${i}`, x, y },
    ...{ width, height },
  }))

/** The cards of watched variables, likewise. */
const MONITOR = ' monitor '
const cardBoxes = ({ flow }: OwnScene): Box[] =>
  monitorBoxes(flow.document).map(({ name, at: [x, y], size: [width, height] }) => ({
    ...{ id: `${MONITOR}${name}`, x, y },
    ...{ width, height },
  }))

/** The stacks in which anything is chosen, and the chosen notes. */
export function chosenBoxes(own: OwnScene): readonly Box[] {
  const heads = new Set([...useSelection.getState().blocks].map((id) => headOf(own.flow, id)))
  const { notes } = useSelection.getState()
  return [
    ...own.layout.stacks.filter((stack) => heads.has(stack.id)),
    ...noteBoxes(own).filter((_, i) => notes.has(i)),
  ]
}

export const align = (own: OwnScene, edge: Edge): void => put(own, alignStacks(chosenBoxes(own), edge))

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
  const notes = new Map(
    places.flatMap(({ id, at }) =>
      id.startsWith(NOTE) ? [[Number(id.slice(NOTE.length)), at] as const] : [],
    ),
  )
  const moves = places.flatMap(({ id, at }): FlowEdit[] => {
    if (id.startsWith(NOTE)) return []
    if (id.startsWith(MONITOR)) return placeCard(own, id.slice(MONITOR.length), at)
    const now = own.flow.blocks.get(id)?.block.at
    return now?.[0] === at[0] && now[1] === at[1] ? [] : [{ do: 'move-block', id, at }]
  })
  const edits = [...moves, ...placeNotes(own.flow.document, notes)]
  if (edits.length > 0) useFlow.getState().apply(edits)
}

function placeCard({ flow: { document } }: OwnScene, name: string, at: Place['at']): FlowEdit[] {
  const monitor = monitorOf(document, name)
  const moves = monitor && (monitor.at[0] !== at[0] || monitor.at[1] !== at[1])
  return moves ? [setMonitor(name, { ...monitor, at })] : []
}
