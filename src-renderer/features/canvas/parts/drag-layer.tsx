import { useStore, ViewportPortal } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { useCanvas } from '../canvas-store.ts'
import { followHand } from '../drag/hand.ts'
import { BlockView } from './block-view.tsx'

/** The blocks in the hand. They follow the pointer outside React; only taking up and letting go are drawn anew. */
export function DragLayer() {
  const { t } = useTranslation('canvas')
  const session = useCanvas((state) => state.drag?.session)
  // moved by keys there is no hand: the ghost alone shows where it would land
  const byKeys = useCanvas((state) => state.byKeys !== null)
  const stack = byKeys && session?.preview ? undefined : session?.held.layout.stacks[0]
  const reach = useStore(reachOf)
  return (
    <ViewportPortal>
      <div ref={followHand} className="in-hand" aria-hidden="true">
        {stack && (
          <svg className="block-art" aria-hidden="true" width={stack.width} height={stack.height}>
            {stack.blocks
              .filter(({ y }) => y < reach)
              .map((placed) => (
                <BlockView
                  key={placed.hanging.block.id}
                  placed={placed}
                  x={placed.x}
                  y={placed.y}
                  mini={false}
                  held
                  t={t}
                />
              ))}
          </svg>
        )}
      </div>
    </ViewportPortal>
  )
}

/**
 * Canvas units below the hand that can be in sight: of a stack of hundreds only these are drawn. In steps, so that a
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
