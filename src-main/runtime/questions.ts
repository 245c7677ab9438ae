import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import {
  isOver,
  newRun,
  type Pointer,
  type QuestionView,
  type ReplyWay,
  type RunEvent,
  type RunState,
  readReply,
  sayAnswer,
} from '#shared/run'
import { foldInSlices } from './fold-in-slices.ts'
import type { LiveRun } from './live-run.ts'
import type { LiveRuns } from './live-runs.ts'
import { asksOf, type OpenQuestion, openIn, viewIn } from './open-questions.ts'
import type { RunRow } from './ports.ts'
import { hostStops, notFound } from './run-errors.ts'

/** Which question of a run is meant: by its pointer, by its block (id or name), or the only one that is open. */
export type WhichQuestion = { pointer?: number; block?: string }
export type Reply = WhichQuestion & { answer: Json; by: ReplyWay }

/** What became of a question: open, answered, or closed without an answer. */
export type QuestionState =
  | { is: 'open'; question: OpenQuestion }
  | { is: 'answered'; flowName: string; answer: Json; at: number }
  | { is: 'closed' }

/** Questions that flows ask people. Where a run is named, all throw AppError `run.not-found`. */
export type RunQuestions = {
  /** those of a run that is alive here */
  asks(runId: string): readonly QuestionView[]
  /** all that are open, the oldest first */
  questions(): Promise<OpenQuestion[]>
  /** what became of one */
  question(runId: string, pointer: number): Promise<QuestionState>
  /**
   * Answers a question, taking the run up where no host has; done when it is on disk. The first answer counts.
   * @throws AppError `reply.does-not-fit`, `question.answered`, `question.closed`, `question.which`, why the disk refuses
   */
  reply(runId: string, reply: Reply): Promise<void>
  /** told of every question that is asked from now on */
  onQuestion(listener: (question: OpenQuestion) => void): () => void
}

export function questionsOf(runs: LiveRuns): RunQuestions {
  const { journal, clock } = runs.parts

  const rowOf = (id: string): RunRow => {
    const row = runs.get(id) ?? journal.get(id)
    if (!row) throw notFound(id)
    return row
  }
  /** the state of a run, folded where it is not alive here */
  const stateOf = async (row: RunRow): Promise<RunState> => {
    const here = runs.find(row.id)
    if (here) return here.loop.state
    const state = newRun(runs.flowOf(row))
    await foldInSlices(state, journal, row.id, clock)
    return state
  }

  return {
    asks: (id) => asksOf(runs.find(id)),
    async questions() {
      const found: OpenQuestion[] = []
      for (const row of runs.alive()) if (mayAsk(runs, row)) found.push(...openIn(row, await stateOf(row)))
      return found.sort((a, b) => a.since - b.since)
    },
    async question(id, pointer) {
      const row = rowOf(id)
      if (!isOver(row.status)) {
        const open = (await stateOf(row)).questions.get(pointer)
        if (open) return { is: 'open', question: viewIn(row, open) }
      }
      return lastReply(runs, row, pointer)
    },
    async reply(id, { answer, by, ...which }) {
      runs.checkOpen()
      const row = rowOf(id)
      if (isOver(row.status)) throw notOpen(await lastReply(runs, row, which.pointer))
      const { loop } = runs.find(id) ?? runs.adopt(id)
      let gone = false
      await loop.inTurn(() => {
        const { state, notes } = loop
        const pointer = isOver(state.status) ? undefined : meant(state, which)
        if (!pointer?.question) gone = true
        else {
          const value = readReply(pointer.question, answer)
          notes.note({
            seq: state.seq,
            at: clock.now(),
            kind: 'replied',
            pointer: pointer.n,
            answer: value,
            by,
          })
        }
      }, hostStops)
      if (gone) throw notOpen(await lastReply(runs, row, which.pointer))
      await journal.flush()
    },
    onQuestion: (listener) => newQuestions(runs, listener),
  }
}

/** Whether a question of this run can be open, told without its journal. */
function mayAsk(runs: LiveRuns, row: RunRow): boolean {
  const here = runs.find(row.id)
  if (here) return here.loop.state.questions.size > 0
  if (row.status === 'queued') return false
  try {
    return runs.flowOf(row).blocks.some(({ kernel }) => kernel?.asks)
  } catch (gone) {
    // its version is gone or has problems: nothing of it can be told
    if (gone instanceof AppError) return false
    throw gone
  }
}

/** @throws AppError `question.which` when several are open and nothing says which is meant */
function meant({ questions }: RunState, { pointer, block }: WhichQuestion): Pointer | undefined {
  if (pointer !== undefined) return questions.get(pointer)
  const open = [...questions.values()]
  if (block !== undefined) return open.find((one) => one.block.id === block || one.block.name === block)
  if (open.length > 1) throw whichOne(open)
  return open[0]
}

/** The answer that a question got, looked for in the journal. */
async function lastReply(
  runs: LiveRuns,
  row: RunRow,
  pointer: number | undefined,
): Promise<Exclude<QuestionState, { is: 'open' }>> {
  const { journal } = runs.parts
  let found: Extract<RunEvent, { kind: 'replied' }> | undefined
  for (const piece of journal.walk(row.id))
    for (const event of piece as readonly RunEvent[])
      if (event.kind === 'replied' && (pointer === undefined || event.pointer === pointer)) found = event
  if (!found) return { is: 'closed' }
  return { is: 'answered', flowName: row.flowName, answer: found.answer, at: found.at }
}

function notOpen(state: Exclude<QuestionState, { is: 'open' }>): AppError {
  if (state.is === 'answered')
    return new AppError({
      code: 'question.answered',
      message: `Somebody was faster: the answer was ${JSON.stringify(sayAnswer(state.answer))}.`,
      fix: 'The first answer counts. See what came of it in the run.',
      details: { answer: state.answer, at: state.at },
    })
  return new AppError({
    code: 'question.closed',
    message: 'This question is not open: its time ran out, its run ended, or it was never asked.',
    fix: 'See the open questions with: blockloom runs questions',
  })
}

const whichOne = (open: readonly Pointer[]): AppError =>
  new AppError({
    code: 'question.which',
    message: `${open.length} questions of this run are open: ${[...new Set(open.map(({ block }) => `"${block.name}"`))].join(', ')}.`,
    fix: 'Say which one is meant, by the name of its block or the number of its pointer.',
    details: { pointers: open.map(({ n }) => n) },
  })

/** Tells of each question once; of those that were open when this host began, nobody is told again. */
function newQuestions(runs: LiveRuns, listener: (question: OpenQuestion) => void): () => void {
  const from = runs.parts.clock.now()
  const told = new Map<string, Set<number>>()
  return runs.listen(({ row, loop }: LiveRun) => {
    const { questions } = loop.state
    if (questions.size === 0) {
      told.delete(row.id)
      return
    }
    const known = told.get(row.id) ?? new Set()
    told.set(row.id, known)
    for (const pointer of questions.values()) {
      if (known.has(pointer.n)) continue
      known.add(pointer.n)
      if ((pointer.question?.since ?? 0) >= from) listener(viewIn(row, pointer))
    }
  })
}
