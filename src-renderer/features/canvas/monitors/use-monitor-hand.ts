import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { MonitorLook } from '#shared/flow'
import type { Pair } from '../../../model/monitor-edits.ts'
import { isMirrored } from '../../../ui/direction.ts'
import { useCanvasView } from '../canvas-view.ts'
import { followOnCanvas } from '../drag/follow-on-canvas.ts'
import { DRAG_AFTER } from '../drag/use-block-drag.ts'
import { onGrid, type Placed, placeMonitor, sizeMonitor } from './change-monitor.ts'

/** Arrow keys, canvas units: far with Shift. */
const STEP = 8
const FAR = 40
const ARROWS: Readonly<Record<string, Pair>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export type MonitorHand = {
  /** where the card is while it is in the hand; null: where its monitor says */
  held: Partial<Placed> | null
  hold(held: Partial<Placed> | null): void
  /** take a press of the pointer */
  onDrag(pressed: PointerEvent): void
  onResize(pressed: PointerEvent): void
  /** take an arrow key. @returns whether it was one */
  moveByKey(event: KeyboardEvent): boolean
  resizeByKey(event: KeyboardEvent): boolean
}

/** A card moved or sized by the pointer, in one undo step, or by the arrow keys. */
export function useMonitorHand(name: string, { at, size }: Placed, look: MonitorLook): MonitorHand {
  const view = useCanvasView()
  const [held, hold] = useState<Partial<Placed> | null>(null)
  const follow = (pressed: PointerEvent, shown: (by: Pair) => Partial<Placed>, done: (by: Pair) => void) => {
    if (pressed.button !== 0) return
    const start = { x: pressed.clientX, y: pressed.clientY }
    const from = view.toCanvas(start)
    let by: Pair | undefined
    followOnCanvas(pressed, view, {
      isHolding: () => by !== undefined,
      at(place) {
        if (!by && Math.hypot(place.x - start.x, place.y - start.y) < DRAG_AFTER) return
        const { x, y } = view.toCanvas(place)
        by = [x - from.x, y - from.y]
        hold(shown(by))
      },
      up() {
        hold(null)
        if (by) done(by)
      },
      cancel: () => hold(null),
    })
  }
  const byKey = (event: KeyboardEvent, does: (by: Pair) => void): boolean => {
    const way = ARROWS[event.key]
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return false
    const step = event.shiftKey ? FAR : STEP
    does([(isMirrored() ? -1 : 1) * way[0] * step, way[1] * step])
    return true
  }
  return {
    ...{ held, hold },
    onDrag: (pressed) =>
      follow(
        pressed,
        (by) => ({ at: plus(at, by) }),
        (by) => placeMonitor(name, plus(at, by)),
      ),
    onResize: (pressed) =>
      follow(
        pressed,
        (by) => ({ size: onGrid(plus(size, by), look) }),
        (by) => sizeMonitor(name, plus(size, by), look),
      ),
    moveByKey: (event) => byKey(event, (by) => placeMonitor(name, plus(at, by), `monitor ${name} at`)),
    resizeByKey: (event) =>
      byKey(event, (by) => sizeMonitor(name, plus(size, by), look, `monitor ${name} size`)),
  }
}

const plus = ([x, y]: Pair, [dx, dy]: Pair): Pair => [x + dx, y + dy]
