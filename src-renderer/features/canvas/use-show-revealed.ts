import { useEffect } from 'react'
import { useFlow } from '../../model/flow-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { useCanvas } from './canvas-store.ts'
import { useCanvasView } from './canvas-view.ts'
import { focusBlock } from './editing.ts'
import { openFor } from './fold-commands.ts'
import { focusNote } from './notes/focus-note.ts'
import { useOwnScene } from './use-scene.ts'
import { moveIntoSight } from './use-show-focus.ts'

/** A block or note that was asked for (found, added by keyboard, named by a problem) comes into sight; what it is folded into opens. */
export function useShowRevealed(): void {
  const { getSight, setSight, getSize } = useCanvasView()
  const own = useOwnScene()
  const revealed = useSelection((state) => state.revealed)
  const place = useFlow((flow) => {
    if (!revealed) return undefined
    if ('block' in revealed) return own.layout.blocks.get(revealed.block)
    return flow.document?.notes?.[revealed.note]
  })
  const folded = place !== undefined && 'foldedInto' in place && place.foldedInto !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each asking, as soon as the block has a place and is drawn
  useEffect(() => {
    if (!place) return
    if (revealed && 'block' in revealed && openFor(own.flow, revealed.block)) return
    const { x, y, zoom } = getSight()
    const [left, top] = 'at' in place ? place.at : [place.x, place.y]
    const { width, height } = getSize()
    const row = { left: x + left * zoom, top: y + top * zoom }
    const [dx, dy] = moveIntoSight(row, { left: 0, top: 0, right: width, bottom: height })
    if (dx !== 0 || dy !== 0) setSight({ x: x + dx, y: y + dy, zoom }, { duration: 160 })
    if (!revealed?.focus || useCanvas.getState().editing !== null) return
    if ('block' in revealed) focusBlock(revealed.block)
    else focusNote(revealed.note)
  }, [revealed, place === undefined, folded])
}
