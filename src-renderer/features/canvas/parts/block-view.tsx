import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useRun } from '../../../model/run-store.ts'
import { BlockBody } from '../../../ui/block-art/block-body.tsx'
import { blockOutline } from '../../../ui/block-art/outline.ts'
import { kindOf } from '../block-kinds.ts'
import { useCanvas } from '../canvas-store.ts'
import type { PlacedBlock } from '../geometry/layout.ts'
import { sourceCategory } from '../geometry/sources.ts'
import { useFoldRun } from '../use-fold-run.ts'
import { useIsStale } from '../use-fresh.ts'
import { useReading } from '../use-reading.ts'
import { useJoins } from '../use-scene.ts'

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
  const { block, form } = placed.hanging
  const kind = kindOf(block)
  const ghost = useCanvas((state) => !held && state.ghosts?.has(block.id) === true)
  const running = useFoldRun(placed)?.state === 'running'
  const tail = usePasses(block.id, t)
  const joins = useJoins()
  const reading = useReading(placed, t)
  const disabled = block.options?.disabled === true
  const old = useIsStale(block.id) && !disabled
  return (
    <g
      className={`block cat-${kind.declaration ? kind.category : 'unknown'}${ghost ? ' ghost' : ''}${disabled ? ' disabled' : ''}${old ? ' stale' : ''}`}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      data-block={block.id}
      {...(held || ghost ? { 'aria-hidden': true } : { tabIndex: 0, role: 'group', 'aria-label': reading })}
    >
      {running && !ghost && !held && <path className="glow" d={outlineOf(placed)} />}
      <BlockBody
        type={block.type}
        category={kind.category}
        shape={form.shape}
        face={placed.face}
        width={placed.width}
        mouths={placed.mouths}
        words={kind.words}
        mini={mini}
        pile={Math.min(2, placed.hides?.length ?? 0)}
        // folded away with its foot: the counts beside it and its bubble say how it went
        tail={placed.hides ? undefined : tail}
        hatch={disabled ? 'url(#canvas-hatch)' : undefined}
        colourOf={(source) => sourceCategory(joins.flow, block.id, source, (of) => kindOf(of).category)}
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
