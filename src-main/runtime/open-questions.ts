import { type Pointer, type QuestionView, type RunState, stepPath } from '#shared/run'
import type { LiveRun } from './live-run.ts'
import type { RunRow } from './ports.ts'

/** An open question and the run that asks it. */
export type OpenQuestion = QuestionView & { run: string; flow: string; flowName: string; link?: string }

/** A question as people see it. */
function questionView(pointer: Pointer): QuestionView {
  const { n, block, question } = pointer
  if (!question) throw new Error(`pointer ${n} asks nothing`)
  const { text, kind, choices, since, due } = question
  return {
    pointer: n,
    block: block.id,
    blockName: block.name,
    path: stepPath(pointer),
    question: text,
    kind,
    ...(choices.length > 0 && { choices }),
    since,
    ...(due > 0 && { until: due }),
  }
}

/** The open questions of a run, for the one who looks at it. */
export const asksOf = (run: LiveRun | undefined): QuestionView[] =>
  run ? [...run.loop.state.questions.values()].map(questionView) : []

export function viewIn({ id, flowId, flowName }: RunRow, pointer: Pointer): OpenQuestion {
  const { link } = pointer.question ?? {}
  return { run: id, flow: flowId, flowName, ...questionView(pointer), ...(link && { link }) }
}

export const openIn = (row: RunRow, { questions }: RunState): OpenQuestion[] =>
  [...questions.values()].map((pointer) => viewIn(row, pointer))

/** How many questions are open; a run that asks nothing has no such key. */
export function keepQuestions(row: RunRow, { questions }: RunState): void {
  if (questions.size > 0) row.questions = questions.size
  else if (row.questions !== undefined) delete row.questions
}
