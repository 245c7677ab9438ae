import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import { applyEdits, type FlowEdit, type Link } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { allowsFrom } from '../allowed.ts'
import { setCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { isOverCanvas } from './drop-places.ts'
import { watchPointer } from './pointer-watch.ts'

/** Dragging from an output's dot to a block makes a wire; where it may not go, nothing lights up. */
export function useWireDrag() {
  const { toCanvas } = useCanvasView()
  return useCallback(
    (event: ReactPointerEvent): boolean => {
      const { port, on = '' } = (event.target as Element).closest<SVGElement>('[data-port]')?.dataset ?? {}
      if (port === undefined || event.button !== 0) return false
      const [from = '', out = ''] = port.split(' ')
      drag({ from, out, shown: on }, event, toCanvas)
      return true
    },
    [toCanvas],
  )
}

/** `shown`: the block that is drawn for `from`. */
function drag(
  { from, out, shown }: { from: string; out: string; shown: string },
  pressed: ReactPointerEvent,
  toCanvas: (at: { x: number; y: number }) => { x: number; y: number },
) {
  const possible = new Map<string, boolean>()
  const over = (event: PointerEvent): string | null => {
    const id = document
      .elementFromPoint(event.clientX, event.clientY)
      ?.closest<SVGElement>('[data-block], [data-socket]')
    const to = id?.dataset.block ?? id?.dataset.socket
    if (to === undefined || to === shown) return null
    if (!possible.has(to)) possible.set(to, canJoin({ from, out, to }))
    return possible.get(to) ? to : null
  }
  const show = (event: PointerEvent) => {
    const { x, y } = toCanvas({ x: event.clientX, y: event.clientY })
    setCanvas({ wireDrag: { from, out, at: [x, y], over: over(event) }, hovered: null })
  }
  watchPointer(pressed.pointerId, {
    move: show,
    up(event) {
      const to = over(event)
      setCanvas({ wireDrag: null })
      if (to === null) return openWhereFree(from, out, event, toCanvas)
      useFlow.getState().apply([addWire({ from, out, to })])
    },
    cancel: () => setCanvas({ wireDrag: null }),
  })
}

export const addWire = (link: Link): FlowEdit => ({ do: 'add-link', link })

/** Whether a wire may be made: it is new, and leads nowhere a wire must not. */
export function canJoin(link: Link): boolean {
  const { document } = useFlow.getState()
  if (!document) return false
  if (document.links.some((each) => each.from === link.from && each.out === link.out && each.to === link.to))
    return false
  return allowsFrom(document)(applyEdits(document, [addWire(link)]).document)
}

/** Let go over nothing, a wire asks what it shall lead to; over a panel, a block that cannot take it, it goes back. */
function openWhereFree(
  from: string,
  out: string,
  event: PointerEvent,
  toCanvas: (at: { x: number; y: number }) => { x: number; y: number },
): void {
  const point = { x: event.clientX, y: event.clientY }
  const under = document.elementFromPoint(point.x, point.y)
  if (!isOverCanvas(point) || !under?.closest('.react-flow__pane')) return
  const { x, y } = toCanvas(point)
  openQuickAdd({ kind: 'wire', from, out, at: [x, y - 24] })
}
