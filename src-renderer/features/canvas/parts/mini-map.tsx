import { Panel, useStore, useStoreApi } from '@xyflow/react'
import { memo, type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Note } from '#shared/flow'
import type { Colour } from '../../../ui/block-art/colour.ts'
import { isMirrored } from '../../../ui/direction.ts'
import { kindOf } from '../block-kinds.ts'
import { readingSight, useCanvasView } from '../canvas-view.ts'
import type { PlacedStack } from '../geometry/layout.ts'
import { fitOf, fromMap, type MapBox, type MiniView, miniView, sightOnMap } from '../geometry/mini-view.ts'
import { outlineOf } from './block-view.tsx'

/** The picture waits until typing pauses, in ms: longer than a hand that looks for its next key. */
const PAINT_AFTER = 500
const MAP = { width: 168, height: 112 }

/** What lies beside the stacks: notes and monitors. */
type Laid = Pick<Note, 'at' | 'size'>
type Shown = { stacks: readonly PlacedStack[]; laid: readonly Laid[] }

const boxesOf = (laid: Shown['laid']): MapBox[] =>
  laid.map(({ at: [x, y], size: [width, height] }) => ({ x, y, width, height }))

/**
 * The whole flow, small: painted once per change of the flow. The frame over it follows the viewport as one
 * element of its own; a map of 1,000 SVG outlines was painted anew at every step of a pan.
 */
export const FlowMap = memo(function FlowMap({ stacks, laid }: Shown) {
  const { t } = useTranslation('canvas')
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const view = useMemo(
    () => miniView([...stacks, ...boxesOf(laid)], MAP, { width, height }),
    [stacks, laid, width, height],
  )
  const { centerOn } = useCanvasView()
  const goTo = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.querySelector('canvas')?.getBoundingClientRect()
    if (!box) return
    const shrunk = box.width / MAP.width
    const at = fromMap(view, {
      x: (isMirrored() ? box.right - event.clientX : event.clientX - box.left) / shrunk,
      y: (event.clientY - box.top) / shrunk,
    })
    event.currentTarget.setPointerCapture(event.pointerId)
    centerOn(at)
  }
  return (
    <Panel position={isMirrored() ? 'bottom-left' : 'bottom-right'} className="mini-map">
      <div
        className="mini-map-inside"
        role="img"
        aria-label={t('miniMap')}
        onPointerDown={goTo}
        onPointerMove={goTo}
      >
        <Sight stacks={stacks} laid={laid} view={view} />
      </div>
    </Panel>
  )
})

function Picture({ stacks, laid, view }: Shown & { view: MiniView }) {
  const picture = useRef<HTMLCanvasElement>(null)
  const isPainted = useRef(false)
  useEffect(() => {
    const draw = () => {
      if (!picture.current) return
      paint(picture.current, { stacks, laid }, view)
      isPainted.current = stacks.length > 0
    }
    // a flow that was just opened is seen at once
    const soon = setTimeout(draw, isPainted.current ? PAINT_AFTER : 0)
    const themes = new MutationObserver(draw)
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      clearTimeout(soon)
      themes.disconnect()
    }
  }, [stacks, laid, view])
  return <canvas ref={picture} style={MAP} />
}

function paint(picture: HTMLCanvasElement, { stacks, laid }: Shown, view: MiniView): void {
  const dots = window.devicePixelRatio
  picture.width = MAP.width * dots
  picture.height = MAP.height * dots
  const pen = picture.getContext('2d')
  if (!pen) return
  const roles = getComputedStyle(document.documentElement)
  const colours = new Map<Colour, { fill: string; edge: string }>()
  const coloursOf = (category: Colour) => {
    const known = colours.get(category) ?? {
      fill: roles.getPropertyValue(`--cat-${category}-fill`),
      edge: roles.getPropertyValue(`--cat-${category}-edge`),
    }
    colours.set(category, known)
    return known
  }
  const scale = view.scale * dots
  pen.setTransform(scale, 0, 0, scale, view.x * dots, view.y * dots)
  pen.lineWidth = 0.75 / view.scale
  // as on the canvas, notes lie under the blocks; so small, monitors may as well
  pen.fillStyle = roles.getPropertyValue('--hover')
  pen.strokeStyle = roles.getPropertyValue('--line-strong')
  for (const { x, y, width, height } of boxesOf(laid)) {
    pen.fillRect(x, y, width, height)
    pen.strokeRect(x, y, width, height)
  }
  for (const placed of stacks.flatMap((stack) => stack.blocks)) {
    const { fill, edge } = coloursOf(kindOf(placed.hanging.block).category)
    pen.setTransform(scale, 0, 0, scale, view.x * dots + placed.x * scale, view.y * dots + placed.y * scale)
    pen.lineWidth = 0.75 / view.scale
    pen.fillStyle = fill
    pen.strokeStyle = edge
    const outline = pathOf(outlineOf(placed))
    pen.fill(outline)
    if (view.scale > 0.05) pen.stroke(outline)
  }
}

/** Blocks of one width have one outline, and a flow has few widths. */
const paths = new Map<string, Path2D>()
const MOST_PATHS = 5000

function pathOf(outline: string): Path2D {
  const path = paths.get(outline) ?? new Path2D(outline)
  if (paths.size >= MOST_PATHS) paths.clear()
  paths.set(outline, path)
  return path
}

/** Picture and frame. Both are moved outside React: they change with every step of a pan. */
function Sight({ stacks, laid, view }: Shown & { view: MiniView }) {
  const whole = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const store = useStoreApi()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  useEffect(() => {
    const boxes = [...stacks, ...boxesOf(laid)]
    const draw = ({ transform }: { transform: [number, number, number] }) => {
      if (!frame.current || !whole.current) return
      const {
        x: from,
        y: down,
        zoom,
      } = readingSight({ x: transform[0], y: transform[1], zoom: transform[2] }, width)
      const sight = sightOnMap(view, [from, down, zoom], { width, height })
      const { x, y, scale } = fitOf(view, boxes, sight, MAP)
      whole.current.style.transform = `translate(${x}px, ${y}px) scale(${scale})`
      Object.assign(frame.current.style, {
        transform: `translate(${x + sight.left * scale}px, ${y + sight.top * scale}px)`,
        width: `${sight.width * scale}px`,
        height: `${sight.height * scale}px`,
      })
    }
    draw(store.getState())
    return store.subscribe(draw)
  }, [stacks, laid, view, width, height, store])
  return (
    <>
      <div ref={whole} style={{ ...MAP, transformOrigin: '0 0' }}>
        <Picture stacks={stacks} laid={laid} view={view} />
      </div>
      <div ref={frame} className="mini-map-frame" />
    </>
  )
}
