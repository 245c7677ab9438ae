import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import { keepSnippet } from '../../../model/backpack-store.ts'
import { useDrag } from '../../../model/drag-store.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { allowsFrom } from '../allowed.ts'
import { setCanvas, showDrag, useCanvas } from '../canvas-store.ts'
import { type CanvasView, useCanvasView } from '../canvas-view.ts'
import { editField } from '../editing.ts'
import { clipOf } from '../geometry/clip.ts'
import { placeNotes, removeNotes, shiftedNotes } from '../notes/note-edits.ts'
import { placeIn } from '../use-clipboard.ts'
import type { OwnScene } from '../use-scene.ts'
import { routesOf } from '../wire-routes.ts'
import { type DragSession, liftFromCanvas, liftTogether } from './drag-session.ts'
import { isOverCanvas, panelAt } from './drop-places.ts'
import type { Point } from './edge-scroll.ts'
import { followOnCanvas } from './follow-on-canvas.ts'
import { dropAt, holdAt, putBack } from './hold.ts'

/** A press becomes a drag after this many px. */
export const DRAG_AFTER = 3

/**
 * Presses on blocks: a click selects (on a field: edits), 3 px make it a drag of the block with everything
 * below and inside it; with Alt only of itself. One of several that are chosen takes them along, and them alone.
 */
export function useBlockDrag(own: OwnScene) {
  const view = useCanvasView()
  return useCallback(
    (event: ReactPointerEvent) => {
      const target = event.target as Element
      const id = target.closest<SVGElement>('[data-block]')?.dataset.block
      if (id === undefined || event.button !== 0 || target.closest('input, .choice-menu')) return
      const field = target.closest<SVGElement>('[data-field]')?.dataset.field
      dragBlocks(own, id, event, view, (end) => click(own, id, field, end))
    },
    [own, view],
  )
}

/** Follows a press that drags a block, and all that is chosen with it; `click` where it moves nothing. */
export function dragBlocks(
  own: OwnScene,
  id: string,
  pressed: ReactPointerEvent,
  view: CanvasView,
  click: (event: PointerEvent) => void,
): void {
  if (!own.layout.blocks.has(id) || useCanvas.getState().drag) return
  const from = { x: pressed.clientX, y: pressed.clientY }
  const sight = view.getSight()
  let held: Held | undefined
  followOnCanvas(pressed, view, {
    isHolding: () => held !== undefined,
    at(place) {
      if (!held && Math.hypot(place.x - from.x, place.y - from.y) >= DRAG_AFTER)
        held = lift(own, id, pressed.altKey, view.toCanvas(from))
      if (!held) return
      useDrag.getState().setDropTarget(panelAt(place))
      hold(held, place, view)
    },
    up(place, event) {
      useDrag.getState().setDropTarget(null)
      if (!held) click(event)
      else if (panelAt(place) === 'palette') discard(held)
      else if (panelAt(place) === 'backpack') {
        keep(own, held)
        // on its way it went over an edge, and the canvas with it
        view.setSight(sight)
      } else if (isOverCanvas(place)) drop(held, place, view)
      else putBack()
      setCanvas({ carried: null })
    },
    cancel() {
      useDrag.getState().setDropTarget(null)
      putBack()
      setCanvas({ carried: null })
    },
  })
}

type Held = {
  session: DragSession
  /** where it was taken, canvas units from the head's top left; and where the head was */
  grab: Point
  was: Point
  /** chosen notes go along */
  notes: ReadonlySet<number>
}

function lift(own: OwnScene, id: string, alone: boolean, at: Point): Held | undefined {
  const { document } = useFlow.getState()
  if (!document || !own.flow.blocks.has(id) || useCanvas.getState().drag) return undefined
  const around = { document, scene: own, sceneOf: own.sceneOf, allows: allowsFrom(document), routesOf }
  const { blocks, notes } = useSelection.getState()
  const together = blocks.has(id) && blocks.size + notes.size > 1
  const session = together ? liftTogether(blocks, id, around) : liftFromCanvas(id, alone, around)
  const was = own.layout.blocks.get(session.lifted.first) ?? at
  showDrag(session)
  return { session, was, grab: { x: at.x - was.x, y: at.y - was.y }, notes: together ? notes : new Set() }
}

/** How far the head is from where it was. */
function shiftOf({ grab, was }: Held, place: Point, { toCanvas }: CanvasView): readonly [number, number] {
  const at = toCanvas(place)
  return [at.x - grab.x - was.x, at.y - grab.y - was.y]
}

function hold(held: Held, place: Point, view: CanvasView): void {
  holdAt(held.session, place, held.grab, view.toCanvas, isOverCanvas(place))
  if (held.notes.size > 0) setCanvas({ carried: { notes: held.notes, by: shiftOf(held, place, view) } })
}

function drop(held: Held, place: Point, view: CanvasView): void {
  const { document } = useFlow.getState()
  const chosen = useSelection.getState()
  const notes = document ? shiftedNotes(document, held.notes, shiftOf(held, place, view)) : new Map()
  dropAt(held.session, place, held.grab, view.toCanvas, document ? placeNotes(document, notes) : [])
  if (chosen.blocks.size + chosen.notes.size > 1 && chosen.blocks.has(held.session.lifted.first))
    useSelection.getState().select(chosen.blocks, { notes: chosen.notes })
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

/** Dropped on the backpack: a copy is kept there, and all is as it was. */
function keep(own: OwnScene, { session, notes }: Held) {
  putBack()
  const { ids, first } = session.lifted
  const snippet = clipOf(own.flow.document, new Set(ids), placeIn(own), notes)
  void keepSnippet(snippet, own.flow.blocks.get(first)?.block.name)
}

/** Dropped on the palette: gone, with everything that went along. */
function discard({ session, notes }: Held) {
  putBack()
  const { document, apply } = useFlow.getState()
  if (document) apply([...session.discard(), ...removeNotes(document, notes)])
  useSelection.getState().clear()
}
