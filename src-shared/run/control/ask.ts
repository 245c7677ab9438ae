import { AppError } from '#shared/error'
import { type Json, type JsonObject, parseDuration } from '#shared/flow'
import { leave, openScope } from '../moves.ts'
import { setPhase } from '../phase.ts'
import { ANSWER_KINDS, type AnswerKind, type Question } from '../question.ts'
import type { StepReplied } from '../run-event.ts'
import type { Kernel, Pointer, RunState } from '../run-state.ts'

/** What a person sees of a question has its bounds. */
const LONGEST_QUESTION = 10_000
const MOST_CHOICES = 100

/**
 * Asks a person, and waits however long it takes. The question is open from the moment the step begins: an answer
 * that comes while the blocks in the mouth are still telling somebody is kept until they are done.
 */
export const ask: Kernel = {
  asks: true,
  enter(_, { n }) {
    throw new Error(`pointer ${n} entered a question: it has to be asked`)
  },
  closed(state, pointer) {
    const { reply, due } = questionOf(pointer)
    if (reply) leave(state, pointer, 'next', reply.answer)
    else if (due > 0 && due <= state.now) tooLate(state, pointer)
    else waitForReply(state, pointer, due)
  },
  woke: tooLate,
}

/** A step begins by asking. @throws AppError the block's own failure: what it would ask cannot be asked */
export function beginAsking(
  state: RunState,
  pointer: Pointer,
  config: JsonObject,
  link: string | null,
): void {
  const question = readQuestion(config, state.now, link)
  pointer.question = question
  state.questions.set(pointer.n, pointer)
  openScope(state, pointer, 0, { question: question.text, link, input: pointer.value })
}

/** Somebody answered. @throws Error when nobody asked: the hands look first */
export function takeReply(state: RunState, { pointer: n, answer, by, at }: StepReplied): void {
  const pointer = state.questions.get(n)
  if (!pointer) throw new Error(`pointer ${n} asks nobody`)
  state.questions.delete(n)
  const question = questionOf(pointer)
  question.reply = { answer, by, at }
  if (pointer.phase !== 'replying') return
  if (question.due > 0) state.commands.push({ do: 'abort', pointer })
  setPhase(state, pointer, 'inside')
  leave(state, pointer, 'next', answer)
}

function waitForReply(state: RunState, pointer: Pointer, due: number): void {
  setPhase(state, pointer, 'replying')
  if (state.watcher) state.watcher.stepIs(pointer, 'waiting')
  if (due === 0) return
  pointer.due = due
  pointer.waitMs = due - state.now
  state.commands.push({ do: 'wait', pointer })
}

function tooLate(state: RunState, pointer: Pointer): void {
  setPhase(state, pointer, 'inside')
  leave(state, pointer, 'late', pointer.value)
}

function questionOf(pointer: Pointer): Question {
  if (!pointer.question) throw new Error(`pointer ${pointer.n} asks nothing`)
  return pointer.question
}

function readQuestion(config: JsonObject, now: number, link: string | null): Question {
  const kind = kindOf(config.kind)
  const text = String(config.question ?? '').trim()
  if (text === '' || text.length > LONGEST_QUESTION) throw badText(text)
  const { within } = config
  const ms = typeof within === 'string' && within !== '' ? parseDuration(within) : 0
  return {
    text,
    kind,
    choices: kind === 'choice' ? choicesOf(config.choices) : [],
    since: now,
    due: ms > 0 ? now + ms : 0,
    link,
    reply: null,
  }
}

function kindOf(given: Json | undefined): AnswerKind {
  const kind = ANSWER_KINDS.find((one) => one === (given ?? 'yes-no'))
  if (kind) return kind
  throw new AppError({
    code: 'config.not-a-choice',
    message: `"Answer" cannot be ${JSON.stringify(given).slice(0, 80)}.`,
    fix: `Give one of: ${ANSWER_KINDS.join(', ')}.`,
    details: { field: 'kind' },
  })
}

/** Texts to choose from; numbers stand as they are written. */
function choicesOf(given: Json | undefined): string[] {
  const list: readonly Json[] = Array.isArray(given) ? given : []
  const choices = list.map((one) => (typeof one === 'number' ? String(one) : one))
  const odd = choices.find((one) => typeof one !== 'string' || one.trim() === '')
  if (odd !== undefined) throw badChoices(`${JSON.stringify(odd).slice(0, 80)} is no text to choose.`)
  const texts = choices.map((one) => String(one).trim())
  const twice = texts.find((one, i) => texts.indexOf(one) !== i)
  if (twice !== undefined) throw badChoices(`"${twice.slice(0, 80)}" stands there twice.`)
  if (texts.length === 0) throw badChoices('There is nothing to choose from.')
  if (texts.length > MOST_CHOICES) throw badChoices(`${texts.length} are more than ${MOST_CHOICES}.`)
  return texts
}

const badText = (text: string): AppError =>
  new AppError({
    code: text === '' ? 'config.required' : 'config.out-of-range',
    message:
      text === '' ? '"Question" is empty.' : `"Question" is longer than ${LONGEST_QUESTION} characters.`,
    fix: 'Write the question as a person should read it.',
    details: { field: 'question' },
  })

const badChoices = (why: string): AppError =>
  new AppError({
    code: 'config.wrong-kind',
    message: `"Choices" must be a list of different texts. ${why}`,
    fix: 'Give each choice once, for example "Small", "Large".',
    details: { field: 'choices' },
  })
