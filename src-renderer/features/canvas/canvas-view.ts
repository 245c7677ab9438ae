import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import { isMirrored } from '../../ui/direction.ts'

/*
 * The one place that knows of a mirrored canvas. A flow keeps its places as they are read from the left, and all
 * geometry works on those. Where the page reads from the right, the view is the document mirrored at x = 0: a stack's
 * node stands at -(x + width), its drawing is flipped about its middle, words and icons are flipped back by the style
 * sheet. What comes from the pointer is mirrored before anything else sees it.
 */

type Point = { x: number; y: number }
/** px from the edge where reading begins, and from the top; `zoom` px a canvas unit. */
export type Sight = { x: number; y: number; zoom: number }

/** A place's x in the view, or a view's x in the document: each is the other mirrored. */
const flip = (x: number): number => (isMirrored() && x !== 0 ? -x : x)

/** Where the left edge of what is `width` wide stands in the view. */
export const leftInView = (x: number, width: number): number => (isMirrored() ? -(x + width) : x)

/** The library's viewport as px from the edge where reading begins, and back. */
export const readingSight = ({ x, y, zoom }: Sight, width: number): Sight => ({
  ...{ x: isMirrored() ? width - x : x, y, zoom },
})

/** A box on the screen as one that is read from the left, within the area around it. */
export function readingBox(
  { left, right, top }: { left: number; right: number; top: number },
  area: { left: number; right: number },
): { left: number; top: number } {
  return { left: isMirrored() ? area.left + area.right - right : left, top }
}

/** The canvas as the geometry sees it. Points are the document's, canvas units. */
export type CanvasView = {
  /** @param at px of the window */
  toCanvas(at: Point): Point
  /** @returns px of the window */
  toScreen(at: Point): Point
  getSight(): Sight
  setSight(sight: Sight, options?: { duration?: number }): void
  /** px, as the hand goes */
  panBy(dx: number, dy: number): void
  /** tells whenever the canvas was moved or zoomed. @returns ends it */
  watchSight(tell: () => void): () => void
  centerOn(at: Point): void
  /** px */
  getSize(): { width: number; height: number }
  /** what is in sight, canvas units */
  getArea(): { left: number; top: number; right: number; bottom: number }
}

export function useCanvasView(): CanvasView {
  const library = useReactFlow()
  const store = useStoreApi()
  return useMemo(() => {
    const { screenToFlowPosition, flowToScreenPosition, getViewport, setViewport, setCenter } = library
    const getSize = () => {
      const { width, height } = store.getState()
      return { width, height }
    }
    const getSight = () => readingSight(getViewport(), getSize().width)
    return {
      toCanvas(at) {
        const { x, y } = screenToFlowPosition(at, { snapToGrid: false })
        return { x: flip(x), y }
      },
      toScreen: ({ x, y }) => flowToScreenPosition({ x: flip(x), y }),
      getSight,
      setSight: (sight, options) => void setViewport(readingSight(sight, getSize().width), options),
      panBy(dx, dy) {
        const { x, y, zoom } = getViewport()
        void setViewport({ x: x + dx, y: y + dy, zoom })
      },
      watchSight: (tell) =>
        store.subscribe(({ transform }, before) => {
          if (transform !== before.transform) tell()
        }),
      centerOn: ({ x, y }) => void setCenter(flip(x), y, { zoom: getViewport().zoom }),
      getSize,
      getArea() {
        const [{ x, y, zoom }, { width, height }] = [getSight(), getSize()]
        return { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom }
      },
    }
  }, [library, store])
}
