import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestionView } from '#shared/run'
import { client } from '../../../link/client.ts'
import { useRun } from '../../../model/run-store.ts'
import { QuestionForm } from '../../../ui/question-form.tsx'
import { useCanvas } from '../canvas-store.ts'
import type { PlacedBlock, PlacedStack } from '../geometry/layout.ts'

/** The open questions of the shown run, by block. */
export function useQuestions(): ReadonlyMap<string, readonly QuestionView[]> {
  const asks = useRun((run) => run.summary?.asks)
  return useMemo(() => Map.groupBy(asks ?? [], (question) => question.block), [asks])
}

/** What the blocks of a stack ask, folded ones too; it is answered in place. */
export function QuestionBubbles({ stack }: { stack: PlacedStack }) {
  const questions = useQuestions()
  if (questions.size === 0) return null
  return stack.blocks.map((placed) => {
    const ids = [placed.hanging.block.id, ...(placed.hides ?? [])]
    const asked = ids.flatMap((id) => questions.get(id) ?? [])
    return asked.length > 0 ? (
      <QuestionBubble key={placed.hanging.block.id} {...{ placed, stack, asked }} />
    ) : null
  })
}

type BubbleProps = { placed: PlacedBlock; stack: PlacedStack; asked: readonly QuestionView[] }

function QuestionBubble({ placed, stack, asked }: BubbleProps) {
  const { t } = useTranslation('question')
  const runId = useRun((run) => run.runId)
  const { id } = placed.hanging.block
  const hidden = useCanvas((state) => state.ghosts?.has(id) === true || state.drag !== null)
  const question = asked[0]
  if (!question || runId === null || hidden) return null
  const { pointer } = question
  const place = {
    insetInlineStart: placed.x - stack.x + placed.width + 20,
    top: placed.y - stack.y + placed.face.row / 2 - 18,
  }
  return (
    <div
      className="value-bubble beside question-bubble nopan nodrag nowheel"
      style={place}
      // presses here are for the form, not for the canvas below
      onPointerDown={(event) => event.stopPropagation()}
    >
      <QuestionForm
        key={pointer}
        question={question}
        onAnswer={(answer) => client.runs.reply({ id: runId, pointer, answer })}
      >
        {asked.length > 1 && <p className="sm muted">{t('others', { count: asked.length - 1 })}</p>}
      </QuestionForm>
    </div>
  )
}
