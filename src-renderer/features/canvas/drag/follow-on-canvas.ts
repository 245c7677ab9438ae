import type { CanvasView } from '../canvas-view.ts'
import { type Point, scrollAtEdges } from './edge-scroll.ts'
import { watchPointer } from './pointer-watch.ts'

/** What a press on the canvas becomes. Places are px of the window. */
export type Following = {
  /** the pointer has moved, or the canvas under it */
  at(place: Point): void
  up(place: Point, event: PointerEvent): void
  cancel(): void
  /** whether something is on its way: then the canvas scrolls at its edges, and no key but Escape does anything */
  isHolding(): boolean
}

type Pressed = { pointerId: number; clientX: number; clientY: number }

/** Follows a press to its end, also while the canvas moves under it: by the wheel, or by itself at its edges. */
export function followOnCanvas(
  pressed: Pressed,
  { panBy, watchSight }: Pick<CanvasView, 'panBy' | 'watchSight'>,
  following: Following,
): void {
  let last = placeOf(pressed)
  const scroll = scrollAtEdges(panBy)
  const endSight = watchSight(() => {
    if (following.isHolding()) following.at(last)
  })
  const end = () => {
    scroll.stop()
    endSight()
  }
  watchPointer(pressed.pointerId, {
    isHolding: following.isHolding,
    move(event) {
      last = placeOf(event)
      following.at(last)
      if (following.isHolding()) scroll.at(last)
    },
    up(event) {
      end()
      following.up(placeOf(event), event)
    },
    cancel() {
      end()
      following.cancel()
    },
  })
}

const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => ({
  ...{ x: clientX, y: clientY },
})
