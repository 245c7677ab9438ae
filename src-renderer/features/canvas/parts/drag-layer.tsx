import { useStore } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { watchHand } from '../drag/hand.ts'
import { BlockView } from './block-view.tsx'

/**
 * The blocks in the hand, above everything: they are seen all the way from the palette. They follow the pointer outside
 * React; only taking up and letting go are drawn anew.
 */
export function DragLayer() {
  const { t } = useTranslation('canvas')
  const hand = useRef<HTMLDivElement>(null)
  const view = useCanvasView()
  const session = useCanvas((state) => state.drag?.session)
  // moved by keys there is no hand: the ghost alone shows where it would land
  const byKeys = useCanvas((state) => state.byKeys !== null)
  const reach = useStore(reachOf)
  const held = byKeys && session?.preview ? undefined : session?.held
  useEffect(() => {
    let at: readonly [number, number] = [0, 0]
    const draw = () => {
      if (!hand.current) return
      const { x, y } = view.toScreen({ x: at[0], y: at[1] })
      hand.current.style.transform = `translate(${x}px, ${y}px) scale(${view.getSight().zoom})`
    }
    const endSight = view.watchSight(draw)
    const endHand = watchHand((x, y) => {
      at = [x, y]
      draw()
    })
    return () => {
      endSight()
      endHand()
    }
  }, [view])
  return createPortal(
    <div ref={hand} className="in-hand" aria-hidden="true">
      {held?.layout.stacks.map((stack) => (
        <svg
          key={stack.id}
          className="block-art"
          aria-hidden="true"
          width={stack.width}
          height={stack.height}
          style={{ insetInlineStart: stack.x, top: stack.y }}
        >
          {stack.blocks
            .filter(({ y }) => Math.abs(y) < reach)
            .map((placed) => (
              <BlockView
                key={placed.hanging.block.id}
                placed={placed}
                x={placed.x - stack.x}
                y={placed.y - stack.y}
                mini={false}
                held
                t={t}
              />
            ))}
        </svg>
      ))}
    </div>,
    document.body,
  )
}

/**
 * Canvas units around the hand that can be in sight: of a stack of hundreds only these are drawn. In steps, so that a
 * zoom does not draw them anew with every frame.
 */
const reachOf = ({
  height,
  transform: [, , zoom],
}: {
  height: number
  transform: [number, number, number]
}) => Math.ceil(height / zoom / STEP + 1) * STEP
const STEP = 512
