import { useTranslation } from 'react-i18next'
import { useFlow } from '../../../model/flow-store.ts'
import { blockOutline } from '../../../ui/block-art/outline.ts'
import { useCanvas } from '../canvas-store.ts'
import type { PlacedStack } from '../geometry/layout.ts'

const WIDTH = 200
const ROW = 48

/** Under a flow's only block, while that is a hat: a dashed outline of what belongs there, and how it comes there. */
export function FirstHint({ stack }: { stack: PlacedStack }) {
  const { t } = useTranslation('canvas')
  const alone = useFlow(({ document }) => document?.blocks.length === 1)
  const dragging = useCanvas((state) => state.drag !== null)
  if (!alone || dragging || stack.blocks[0]?.hanging.form.shape !== 'hat') return null
  return (
    <div className="first-hint" style={{ top: stack.height }}>
      <svg width={WIDTH + 4} height={ROW + 12} viewBox={`-2 0 ${WIDTH + 4} ${ROW + 12}`} aria-hidden="true">
        <path d={blockOutline({ shape: 'stack', width: WIDTH, row: ROW })} />
      </svg>
      <p>{t('firstBlock')}</p>
    </div>
  )
}
