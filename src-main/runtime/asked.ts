import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { type RunState, stepPath } from '#shared/run'
import type { Clock } from './ports.ts'
import { resume } from './resume.ts'
import type { RunLoop } from './run-loop.ts'

/** What an interrupted run asks a person. */
export type Asked = {
  /** null: about the run as a whole */
  pointer: number | null
  block?: string
  blockName?: string
  path?: string
  input?: Json
  message: string
}

/** retry: do it again. skip: its input goes on. give: this value goes on. */
export type Answer = { do: 'retry' | 'skip' | 'give'; value?: Json; pointer?: number }

/** Everything that a run asks, the oldest first. */
export function askedBy(state: RunState): Asked[] {
  if (state.heldBack)
    return [
      {
        pointer: null,
        message: `"${state.flow.document.name}" was under way when Blockloom stopped. Let it go on, or cancel it.`,
      },
    ]
  const asking = [...state.held.values()].filter(({ phase }) => phase === 'asking')
  return asking.map((pointer) => ({
    pointer: pointer.n,
    block: pointer.block.id,
    blockName: pointer.block.name,
    path: stepPath(pointer),
    input: pointer.value,
    message: `"${pointer.block.name}" had started when Blockloom stopped, and nobody knows whether it was done. Retry it, skip it (its input goes on), or give its result by hand.`,
  }))
}

/**
 * Answers one question of a run, in the run's own turn.
 * @param taken the run was only just taken up: saying "retry" is enough
 * @throws AppError `run.asks-nothing`, `run.answer-does-not-fit`
 */
export function answerIn(loop: RunLoop, clock: Clock, answer: Answer, taken: boolean): void {
  const { state, notes } = loop
  const asked = askedBy(state)
  const one =
    answer.pointer === undefined ? asked[0] : asked.find(({ pointer }) => pointer === answer.pointer)
  if (!one) {
    if (taken && asked.length === 0 && answer.do === 'retry') return
    throw asksNothing()
  }
  const about = { seq: state.seq, at: clock.now() }
  if (one.pointer === null) {
    if (answer.do !== 'retry') throw doesNotFit()
    notes.note({ ...about, kind: 'let-go' })
    resume(loop, clock)
  } else if (answer.do === 'give')
    notes.note({
      ...about,
      kind: 'answered',
      pointer: one.pointer,
      answer: 'value',
      value: answer.value ?? null,
    })
  else notes.note({ ...about, kind: 'answered', pointer: one.pointer, answer: answer.do })
}

const asksNothing = (): AppError =>
  new AppError({
    code: 'run.asks-nothing',
    message: 'The run asks nothing that this could answer.',
    fix: 'Runs that ask are found with: blockloom runs list --status interrupted',
  })

const doesNotFit = (): AppError =>
  new AppError({
    code: 'run.answer-does-not-fit',
    message: 'The run asks whether it may go on at all; there is no step to skip or to give a result for.',
    fix: 'Let it go on ("retry"), or cancel it.',
  })
