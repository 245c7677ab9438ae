import { useStore } from '@xyflow/react'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { type CanvasView, useCanvasView } from '../canvas-view.ts'
import { type Area, type BubblePlace, placeBubble } from '../geometry/bubble-place.ts'
import type { PlacedBlock } from '../geometry/layout.ts'
import { useOwnScene } from '../use-scene.ts'

type Stack = { x: number; y: number }
type BubbleOf = {
  placed: PlacedBlock
  stack: Stack
  /** canvas units under which it is too narrow to be read */
  least: number
  /** its height where it is as narrow as that */
  tall?: number
}

/** Left of a stack: marks, counts, breakpoints, as far as they reach. */
const SELVAGE = 76
const ENDLESS: Area = { x: -1e9, y: -1e9, width: 2e9, height: 2e9 }
/** A bubble lies over no panel, and over no question that somebody is asked. */
const IN_THE_WAY = 4

/** Puts a bubble to its block's side, and out of the way of questions. For the many that are always there. */
export function useRestingPlace(of: BubbleOf): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  const view = useCanvasView()
  useLayoutEffect(() => {
    if (ref.current) place(ref.current, view, of, { room: ENDLESS, blocks: [], others: '.question-bubble' })
  })
  return ref
}

/** Puts a bubble that matters now where it is in sight and covers no block, and keeps it so while the canvas moves. */
export function useSeenPlace(of: BubbleOf, others: string): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  const view = useCanvasView()
  const { layout } = useOwnScene()
  // the room is another one whenever the canvas was moved, zoomed, or made larger
  useStore(({ transform, width, height }) => `${transform} ${width} ${height}`)
  useLayoutEffect(() => {
    if (!ref.current) return
    const { left, top, right, bottom } = view.getArea()
    const blocks = layout.stacks.flatMap((stack) => stack.blocks)
    const room = { x: left, y: top, width: right - left, height: bottom - top }
    place(
      ref.current,
      view,
      { ...of, ...narrowest(ref.current, of.least) },
      { room, blocks, others: `${others}, .react-flow__panel, .keys-bar` },
    )
  })
  return ref
}

type Around = { room: Area; blocks: readonly PlacedBlock[]; others: string }

/** How narrow it can be made, `least` or more where its buttons need more as in other languages, and how tall it is then. */
function narrowest(bubble: HTMLElement, least: number): { least: number; tall: number } {
  bubble.dataset.narrow = ''
  bubble.style.maxWidth = `${least}px`
  const needed = bubble.scrollWidth > bubble.clientWidth ? bubble.scrollWidth + 2 : least
  return { least: needed, tall: bubble.offsetHeight }
}

/** Written to the element, not through React: what it takes is known only once it stands there. */
function place(
  bubble: HTMLElement,
  view: CanvasView,
  { placed, stack, least, tall }: BubbleOf,
  around: Around,
) {
  bubble.style.maxWidth = ''
  delete bubble.dataset.narrow
  const found = placeBubble({
    of: placed,
    row: placed.face.row,
    under: placed.hanging.below === undefined && placed.depth === 0,
    size: { width: bubble.offsetWidth, height: bubble.offsetHeight },
    least,
    ...(tall !== undefined && { tall }),
    room: around.room,
    selvage: stack.x - SELVAGE,
    spare: [
      ...around.blocks.flatMap((each) => (each === placed ? [] : [{ area: bodyOf(each), weight: 1 }])),
      ...othersBefore(bubble, around.others, view).map((area) => ({ area, weight: IN_THE_WAY })),
    ],
  })
  write(bubble, found, stack)
}

/** Of a C-block its own row: what is inside speaks for itself, and its arm is narrow. */
const bodyOf = ({ x, y, width, face }: PlacedBlock): Area => ({ x, y, width, height: face.row })

function write({ style, dataset }: HTMLElement, { side, x, y, most, tip }: BubblePlace, stack: Stack) {
  style.insetInlineStart = `${x - stack.x}px`
  style.top = `${y - stack.y}px`
  style.maxWidth = most === undefined ? '' : `${most}px`
  if (most !== undefined) dataset.narrow = ''
  style.setProperty('--tip', `${tip}px`)
  dataset.side = side
}

/** What else lies over the canvas, canvas units. Of two of a kind the later one gives way. */
function othersBefore(bubble: HTMLElement, selector: string, view: CanvasView): Area[] {
  const canvas = bubble.closest('.canvas')
  return [...(canvas?.querySelectorAll(selector) ?? [])].flatMap((other) => {
    if (other === bubble || (isLater(bubble, other) && bubble.matches(selector))) return []
    const box = other.getBoundingClientRect()
    const one = view.toCanvas({ x: box.left, y: box.top })
    const two = view.toCanvas({ x: box.right, y: box.bottom })
    return [
      {
        ...{ x: Math.min(one.x, two.x), y: Math.min(one.y, two.y) },
        ...{ width: Math.abs(two.x - one.x), height: Math.abs(two.y - one.y) },
      },
    ]
  })
}

const isLater = (bubble: Node, other: Node): boolean =>
  (bubble.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
