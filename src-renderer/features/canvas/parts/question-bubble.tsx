import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestionView } from '#shared/run'
import { client } from '../../../link/client.ts'
import { useRun } from '../../../model/run-store.ts'
import { QuestionForm } from '../../../ui/question-form.tsx'
import { useCanvas } from '../canvas-store.ts'
import type { PlacedBlock, PlacedStack } from '../geometry/layout.ts'
import { useSeenPlace } from './use-bubble-place.ts'

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

function QuestionBubble(props: BubbleProps) {
  const { id } = props.placed.hanging.block
  const hidden = useCanvas((state) => state.ghosts?.has(id) === true || state.drag !== null)
  return hidden ? null : <ShownQuestion {...props} />
}

function ShownQuestion({ placed, stack, asked }: BubbleProps) {
  const { t } = useTranslation('question')
  const runId = useRun((run) => run.runId)
  const ref = useSeenPlace({ placed, stack, least: 240 }, '.question-bubble, .hat-failure')
  const question = asked[0]
  if (!question || runId === null) return null
  const { pointer } = question
  return (
    <div
      ref={ref}
      className="value-bubble question-bubble nopan nodrag nowheel"
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
