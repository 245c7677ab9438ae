import i18next from 'i18next'
import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import type { FlowEdit, Link } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { useNotices } from '../../../model/notice-store.ts'
import { type WireFault, wireFault } from '../allowed.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { type CanvasView, useCanvasView } from '../canvas-view.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { isOverCanvas } from './drop-places.ts'
import type { Point } from './edge-scroll.ts'
import { followOnCanvas } from './follow-on-canvas.ts'

/** Dragging from an output's dot to a block makes a wire; where it may not go, it says why. */
export function useWireDrag() {
  const view = useCanvasView()
  return useCallback(
    (event: ReactPointerEvent): boolean => {
      const { port, on = '' } = (event.target as Element).closest<SVGElement>('[data-port]')?.dataset ?? {}
      if (port === undefined || event.button !== 0) return false
      const [from = '', out = ''] = port.split(' ')
      drag({ from, out, shown: on }, event, view)
      return true
    },
    [view],
  )
}

/** `shown`: the block that is drawn for `from`. */
function drag(
  { from, out, shown }: { from: string; out: string; shown: string },
  pressed: ReactPointerEvent,
  view: CanvasView,
) {
  const known = new Map<string, WireFault | undefined>()
  const under = (place: Point): { to: string; fault?: WireFault | undefined } | null => {
    const found = document
      .elementFromPoint(place.x, place.y)
      ?.closest<SVGElement>('[data-block], [data-socket]')
    const to = found?.dataset.block ?? found?.dataset.socket
    if (to === undefined || to === shown) return null
    if (!known.has(to)) known.set(to, faultOf({ from, out, to }))
    return { to, fault: known.get(to) }
  }
  followOnCanvas(pressed, view, {
    isHolding: () => useCanvas.getState().wireDrag !== null,
    at(place) {
      const { x, y } = view.toCanvas(place)
      const goal = under(place)
      const over = goal && !goal.fault ? goal.to : null
      const refused = goal?.fault && { why: goal.fault, at: place }
      setCanvas({ wireDrag: { from, out, at: [x, y], over, refused }, hovered: null })
    },
    up(place) {
      const goal = under(place)
      setCanvas({ wireDrag: null })
      if (!goal) return openWhereFree(from, out, place, view)
      if (!goal.fault) return void useFlow.getState().apply([addWire({ from, out, to: goal.to })])
      const message = i18next.t(`canvas:wireFault.${goal.fault}`)
      useNotices.getState().tell({ kind: 'info', message, topic: 'wire' })
    },
    cancel: () => setCanvas({ wireDrag: null }),
  })
}

export const addWire = (link: Link): FlowEdit => ({ do: 'add-link', link })

function faultOf(link: Link): WireFault | undefined {
  const { document } = useFlow.getState()
  return document ? wireFault(document, link) : undefined
}

/** Whether a wire may be made: it is new, and leads nowhere a wire must not. */
export const canJoin = (link: Link): boolean =>
  useFlow.getState().document !== null && faultOf(link) === undefined

/** Let go over nothing, a wire asks what it shall lead to; over a panel, a block that cannot take it, it goes back. */
function openWhereFree(from: string, out: string, point: Point, { toCanvas }: CanvasView): void {
  const under = document.elementFromPoint(point.x, point.y)
  if (!isOverCanvas(point) || !under?.closest('.react-flow__pane')) return
  const { x, y } = toCanvas(point)
  openQuickAdd({ kind: 'wire', from, out, at: [x, y - 24] })
}
