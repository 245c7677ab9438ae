import { useEffect } from 'react'
import { type Drag, useDrag } from '../../../model/drag-store.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { allowsFrom } from '../allowed.ts'
import { showDrag, useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import type { OwnScene } from '../use-scene.ts'
import { routesOf } from '../wire-routes.ts'
import { type DragSession, takeNew } from './drag-session.ts'
import { isOverCanvas } from './drop-places.ts'
import { scrollAtEdges } from './edge-scroll.ts'
import { dropAt, holdAt, putBack, type ToCanvas } from './hold.ts'

/** Watches blocks on their way from the palette: shows them over the canvas, takes the drop. */
export function usePaletteDrag(own: OwnScene): void {
  const view = useCanvasView()
  useEffect(() => {
    let end: (() => void) | null = null
    let scroll: ReturnType<typeof scrollAtEdges> | null = null
    const begin = () => {
      const edges = scrollAtEdges(view.panBy, true)
      const endSight = view.watchSight(() => {
        const { drag } = useDrag.getState()
        if (drag) follow(drag, own, view.toCanvas)
      })
      scroll = edges
      end = () => {
        edges.stop()
        endSight()
        end = null
      }
    }
    const unsubscribe = useDrag.subscribe((now, before) => {
      if (now.drag) {
        if (!end) begin()
        follow(now.drag, own, view.toCanvas)
        scroll?.at(now.drag.at)
      } else if (before.drag) {
        end?.()
        finish(now.dropped, view.toCanvas)
      }
    })
    return () => {
      end?.()
      unsubscribe()
    }
  }, [own, view])
}

const held = (): DragSession | undefined => useCanvas.getState().drag?.session

function follow(drag: Drag, own: OwnScene, toCanvas: ToCanvas) {
  const over = isOverCanvas(drag.at)
  const target = over ? 'canvas' : null
  if (useDrag.getState().dropTarget !== target && useDrag.getState().dropTarget !== 'palette')
    useDrag.getState().setDropTarget(target)
  const { document } = useFlow.getState()
  if (!document) return
  const session =
    held() ?? takeNew(drag.block, { document, sceneOf: own.sceneOf, allows: allowsFrom(document), routesOf })
  if (!held()) showDrag(session)
  holdAt(session, drag.at, drag.grab, toCanvas, over)
}

function finish(dropped: Drag | null, toCanvas: ToCanvas) {
  const session = held()
  if (session && dropped) dropAt(session, dropped.at, dropped.grab, toCanvas)
  else putBack()
}
