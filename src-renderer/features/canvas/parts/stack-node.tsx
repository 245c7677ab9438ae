import { useStore } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlowPreview } from '../../../model/preview-store.ts'
import { useRun } from '../../../model/run-store.ts'
import { onlyBlock, useSelection } from '../../../model/selection-store.ts'
import type { PlacedStack } from '../geometry/layout.ts'
import { BlockMarks } from './block-marks.tsx'
import { BlockView } from './block-view.tsx'
import { FieldEditorOf } from './field-editor.tsx'
import { FirstHint } from './first-hint.tsx'
import { HatState } from './hat-state.tsx'
import { QuestionBubbles } from './question-bubble.tsx'
import { ValueBubbles } from './value-bubble.tsx'

export type StackNodeData = { stack: PlacedStack }

/** Less detail at zoom 0.5 and under; the zoom itself only there, in steps, since names keep their screen size. */
export const MINI_AT = 0.5
const miniZoom = (state: { transform: [number, number, number] }): number =>
  state.transform[2] <= MINI_AT ? Math.max(0.3, Math.round(state.transform[2] * 20) / 20) : 1

/** A stack: one node, one SVG, its editor and bubbles. */
export const StackNode = memo(function StackNode({ data: { stack } }: { data: StackNodeData }) {
  const { t } = useTranslation('canvas')
  const zoom = useStore(miniZoom)
  const mini = zoom <= MINI_AT
  const hasRun = useRun((run) => run.runId !== null)
  const hasValues = useHasValues(stack) || hasRun
  return (
    <div className="stack nopan nodrag" style={{ width: stack.width, height: stack.height }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in an SVG */}
      <svg
        className={`block-art${mini ? ' mini' : ''}`}
        width={stack.width}
        height={stack.height}
        role="group"
        aria-label={t('stack', { name: stack.blocks[0]?.hanging.block.name })}
      >
        {mini && <StackName stack={stack} zoom={zoom} />}
        {stack.blocks.map((placed) => (
          <BlockView
            key={placed.hanging.block.id}
            placed={placed}
            x={placed.x - stack.x}
            y={placed.y - stack.y}
            mini={mini}
            t={t}
          />
        ))}
        {stack.blocks.map((placed) => (
          <BlockMarks
            key={placed.hanging.block.id}
            placed={placed}
            stackX={stack.x}
            stackY={stack.y}
            mini={mini}
            zoom={zoom}
          />
        ))}
      </svg>
      <FieldEditorOf stack={stack} />
      {!mini && <FirstHint stack={stack} />}
      {!mini && <HatState stack={stack} />}
      {/* questions find their places first, the others give way to them */}
      {!mini && hasRun && <QuestionBubbles stack={stack} />}
      {!mini && hasValues && <ValueBubbles stack={stack} />}
    </div>
  )
})

/** Whether there is a value to be shown, or a block of the stack is chosen and may be run alone. */
function useHasValues(stack: PlacedStack): boolean {
  const worked = useFlowPreview((state) => Object.keys(state.blocks).length > 0)
  const chosen = useSelection((state) => {
    const only = onlyBlock(state)
    return only !== null && stack.blocks.some(({ hanging }) => hanging.block.id === only)
  })
  return worked || chosen
}

/** In the overview a stack is called by its first block's name, at the size of the screen. */
function StackName({ stack, zoom }: { stack: PlacedStack; zoom: number }) {
  const head = stack.blocks[0]?.hanging
  const rise = head?.form.shape === 'hat' ? 16 : 0
  return (
    <text className="stack-name" x={0} y={-rise - 8 / zoom} fontSize={13 / zoom}>
      {head?.block.name}
    </text>
  )
}
