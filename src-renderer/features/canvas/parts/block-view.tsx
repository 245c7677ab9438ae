import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useRun } from '../../../model/run-store.ts'
import { blockOutline } from '../../../ui/block-art/outline.ts'
import { useCanvas } from '../canvas-store.ts'
import type { PlacedBlock } from '../geometry/layout.ts'
import { useFoldRun } from '../use-fold-run.ts'
import { useIsStale } from '../use-fresh.ts'
import { useReading } from '../use-reading.ts'
import { useJoins } from '../use-scene.ts'
import { categoryClass, PlacedBody } from './placed-body.tsx'

type BlockViewProps = {
  placed: PlacedBlock
  x: number
  y: number
  mini: boolean
  held?: boolean
  /** of the stack: 1,000 blocks must not listen for a language each */
  t: TFunction<'canvas'>
}

/** One block: glow, outline, sentence. Rings, dots and marks lie above all blocks, in `BlockMarks`. */
export const BlockView = memo(function BlockView({ placed, x, y, mini, held = false, t }: BlockViewProps) {
  const { block } = placed.hanging
  const ghost = useCanvas((state) => !held && state.ghosts?.has(block.id) === true)
  const running = useFoldRun(placed)?.state === 'running'
  const tail = usePasses(block.id, t)
  const joins = useJoins()
  const reading = useReading(placed, t)
  const disabled = block.options?.disabled === true
  const old = useIsStale(block.id) && !disabled
  return (
    <g
      className={`block ${categoryClass(placed)}${ghost ? ' ghost' : ''}${disabled ? ' disabled' : ''}${old ? ' stale' : ''}`}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      data-block={block.id}
      {...(held || ghost ? { 'aria-hidden': true } : { tabIndex: 0, role: 'group', 'aria-label': reading })}
    >
      {running && !ghost && !held && <path className="glow" d={outlineOf(placed)} />}
      <PlacedBody
        {...{ placed, mini, tail, flow: joins.flow }}
        hatch={disabled ? 'url(#canvas-hatch)' : undefined}
      />
    </g>
  )
})

export const outlineOf = (placed: PlacedBlock): string =>
  blockOutline({
    shape: placed.hanging.form.shape,
    width: placed.width,
    row: placed.hides ? placed.height : placed.face.row,
    mouths: placed.mouths,
  })

/** "12 passes" on the foot of a loop that has run. */
function usePasses(id: string, t: TFunction<'canvas'>): string | undefined {
  const passes = useRun((state) => state.blocks[id]?.passes ?? 0)
  return passes > 0 ? t('passes', { count: passes }) : undefined
}
