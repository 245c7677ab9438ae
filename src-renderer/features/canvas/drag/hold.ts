import type { FlowEdit } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { noteUse } from '../../../model/recent-blocks.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { setCanvas, showDrag } from '../canvas-store.ts'
import { focusBlock } from '../editing.ts'
import type { DragSession } from './drag-session.ts'
import { moveHand } from './hand.ts'

/** Canvas units of a point of the page. */
export type ToCanvas = (at: { x: number; y: number }) => { x: number; y: number }
type Point = { x: number; y: number }

/** Moves what is held: `grab` is where in the block it was taken, canvas units from its top left. */
export function holdAt(session: DragSession, page: Point, grab: Point, toCanvas: ToCanvas, over: boolean) {
  const at = toCanvas(page)
  const [x, y] = [at.x - grab.x, at.y - grab.y]
  moveHand(x, y)
  if (over ? session.move(x, y) : session.leave()) showDrag(session)
}

/**
 * Drops what is held, `more` with it: one undo step. The dropped block is selected, so the inspector shows its fields.
 */
export function dropAt(
  session: DragSession,
  page: Point,
  grab: Point,
  toCanvas: ToCanvas,
  more: readonly FlowEdit[] = [],
): void {
  const at = toCanvas(page)
  const edits = [...session.dropAt(at.x - grab.x, at.y - grab.y), ...more]
  setCanvas({ drag: null, ghosts: null })
  useFlow.getState().apply(edits)
  const added = session.held.flow.blocks.get(session.lifted.first)?.block.type
  if (session.isNew && added !== undefined) noteUse(added)
  useSelection.getState().select([session.lifted.first])
  focusBlock(session.lifted.first)
}

/** Puts what is held back where it was. */
export const putBack = (): void => setCanvas({ drag: null, ghosts: null })
