import { useEffect } from 'react'
import { type Drag, useDrag } from '../../../model/drag-store.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { allowsFrom } from '../allowed.ts'
import { showDrag, useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { renew } from '../use-clipboard.ts'
import type { OwnScene } from '../use-scene.ts'
import { routesOf } from '../wire-routes.ts'
import { type DragSession, takeNew } from './drag-session.ts'
import { isOverCanvas, panelAt } from './drop-places.ts'
import { scrollAtEdges } from './edge-scroll.ts'
import { dropAt, holdAt, putBack, type ToCanvas } from './hold.ts'
import { takeSnippet } from './take-snippet.ts'

/** Watches blocks and snippets on their way from the palette: shows them over the canvas, takes the drop. */
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
  // a snippet that is dropped where it came from gets another place there
  const back = 'snippet' in drag && panelAt(drag.at) === 'backpack'
  useDrag.getState().setDropTarget(over ? 'canvas' : back ? 'backpack' : null)
  const session = held() ?? take(drag, own)
  if (!session) return
  if (!held()) showDrag(session)
  holdAt(session, drag.at, drag.grab, toCanvas, over)
}

function take(drag: Drag, { sceneOf }: OwnScene): DragSession | undefined {
  const { document } = useFlow.getState()
  if (!document) return undefined
  const around = { document, sceneOf, allows: allowsFrom(document), routesOf }
  return 'block' in drag ? takeNew(drag.block, around) : takeSnippet(drag.snippet, renew, around)?.session
}

function finish(dropped: Drag | null, toCanvas: ToCanvas) {
  const session = held()
  if (session && dropped) dropAt(session, dropped.at, dropped.grab, toCanvas)
  else putBack()
}
