import { useEffect } from 'react'
import { useSelection } from '../../model/selection-store.ts'
import { useCanvas } from './canvas-store.ts'
import { useCanvasView } from './canvas-view.ts'
import { focusBlock } from './editing.ts'
import { useOwnScene } from './use-scene.ts'
import { moveIntoSight } from './use-show-focus.ts'

/** A block that was asked for (found, added by keyboard, named by a problem) comes into sight. */
export function useShowRevealed(): void {
  const { getSight, setSight, getSize } = useCanvasView()
  const own = useOwnScene()
  const revealed = useSelection((state) => state.revealed)
  const place = revealed ? own.layout.blocks.get(revealed.block) : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each asking, as soon as the block has a place
  useEffect(() => {
    if (!place) return
    const { x, y, zoom } = getSight()
    const { width, height } = getSize()
    const row = { left: x + place.x * zoom, top: y + place.y * zoom }
    const [dx, dy] = moveIntoSight(row, { left: 0, top: 0, right: width, bottom: height })
    if (dx !== 0 || dy !== 0) setSight({ x: x + dx, y: y + dy, zoom }, { duration: 160 })
    const typing = useCanvas.getState().editing !== null
    if (revealed?.focus && !typing) focusBlock(revealed.block)
  }, [revealed, place === undefined])
}
