import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import { useDrag } from '../../../model/drag-store.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { allowsFrom } from '../allowed.ts'
import { setCanvas, showDrag, useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { editField } from '../editing.ts'
import type { OwnScene } from '../use-scene.ts'
import { routesOf } from '../wire-routes.ts'
import { type DragSession, liftFromCanvas } from './drag-session.ts'
import { isOverCanvas, isOverPalette } from './drop-places.ts'
import { type PanBy, type Point, scrollAtEdges } from './edge-scroll.ts'
import { dropAt, holdAt, putBack, type ToCanvas } from './hold.ts'
import { watchPointer } from './pointer-watch.ts'

/** A press becomes a drag after this many px. */
const DRAG_AFTER = 3

/**
 * Presses on blocks: a click selects (on a field: edits), 3 px make it a drag of the block with everything
 * below and inside it; with Alt only of itself.
 */
export function useBlockDrag(own: OwnScene) {
  const view = useCanvasView()
  return useCallback(
    (event: ReactPointerEvent) => {
      const target = event.target as Element
      const id = target.closest<SVGElement>('[data-block]')?.dataset.block
      if (id === undefined || event.button !== 0 || target.closest('input, .choice-menu')) return
      const field = target.closest<SVGElement>('[data-field]')?.dataset.field
      press(own, id, field, event, view)
    },
    [own, view],
  )
}

function press(
  own: OwnScene,
  id: string,
  field: string | undefined,
  pressed: ReactPointerEvent,
  { toCanvas, panBy }: { toCanvas: ToCanvas; panBy: PanBy },
) {
  const placed = own.layout.blocks.get(id)
  if (!placed) return
  const from = { x: pressed.clientX, y: pressed.clientY }
  const start = toCanvas(from)
  const grab = { x: start.x - placed.x, y: start.y - placed.y }
  const alone = pressed.altKey
  const held = () => useCanvas.getState().drag?.session
  const hold = (session: DragSession, at: Point) => holdAt(session, at, grab, toCanvas, isOverCanvas(at))
  const scroll = scrollAtEdges(panBy, (at) => {
    const session = held()
    if (session) hold(session, at)
  })
  watchPointer(pressed.pointerId, {
    move(event) {
      const at = { x: event.clientX, y: event.clientY }
      if (!held() && Math.hypot(at.x - from.x, at.y - from.y) >= DRAG_AFTER) lift(own, id, alone)
      const session = held()
      if (!session) return
      useDrag.getState().setDropTarget(isOverPalette(at) ? 'palette' : null)
      hold(session, at)
      scroll.at(at)
    },
    up(event) {
      scroll.stop()
      useDrag.getState().setDropTarget(null)
      const at = { x: event.clientX, y: event.clientY }
      const session = held()
      if (!session) click(own, id, field, event)
      else if (isOverPalette(at)) discard(session.lifted.ids)
      else dropAt(session, at, grab, toCanvas)
    },
    cancel() {
      scroll.stop()
      useDrag.getState().setDropTarget(null)
      putBack()
    },
  })
}

function lift(own: OwnScene, id: string, alone: boolean) {
  const { document } = useFlow.getState()
  if (!document || !own.flow.blocks.has(id)) return
  const around = { document, scene: own, sceneOf: own.sceneOf, allows: allowsFrom(document), routesOf }
  showDrag(liftFromCanvas(id, alone, around))
}

function click(own: OwnScene, id: string, field: string | undefined, event: PointerEvent) {
  const block = own.flow.blocks.get(id)?.block
  if (!block) return
  setCanvas({ selectedWire: null })
  if (event.shiftKey || event.ctrlKey || event.metaKey) return toggle(id)
  if (field !== undefined) editField(block, field)
  else useSelection.getState().select([id])
}

function toggle(id: string) {
  const { blocks, notes, select } = useSelection.getState()
  if (blocks.has(id))
    select(
      [...blocks].filter((each) => each !== id),
      { notes },
    )
  else select([id], { add: true })
}

/** Dropped on the palette: gone, with everything that hung below. */
function discard(ids: readonly string[]) {
  putBack()
  useFlow.getState().apply(ids.map((id) => ({ do: 'remove-block', id })))
  useSelection.getState().clear()
}
