import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'

/** What an answer is: true or false, one of some texts, any text, a number. */
export const ANSWER_KINDS = ['yes-no', 'choice', 'text', 'number'] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

/** The way by which an answer came. */
export const REPLY_WAYS = ['desktop', 'browser', 'link', 'command', 'api'] as const
export type ReplyWay = (typeof REPLY_WAYS)[number]

/** A question that a step asks people. Times are ms since the epoch. */
export type Question = {
  readonly text: string
  readonly kind: AnswerKind
  /** of a choice, else empty */
  readonly choices: readonly string[]
  readonly since: number
  /** when it is too late; 0: never */
  readonly due: number
  /** where anybody who has it may answer; null: the host had no address to give */
  readonly link: string | null
  /** it came while the step was still telling people about the question */
  reply: { readonly answer: Json; readonly by: ReplyWay; readonly at: number } | null
}

/** An open question, for people and programs. */
export type QuestionView = {
  /** number of the pointer: names the question in its run */
  pointer: number
  block: string
  blockName: string
  path: string
  question: string
  kind: AnswerKind
  choices?: readonly string[]
  /** ms since the epoch */
  since: number
  /** when it is too late; left out: never */
  until?: number
}

/** A text as an answer has its bound. */
const LONGEST_ANSWER = 100_000
const YES: ReadonlySet<string> = new Set(['yes', 'true'])
const NO: ReadonlySet<string> = new Set(['no', 'false'])

/**
 * An answer as it goes on: what is typed ("yes", "3.5") becomes what is meant (true, 3.5).
 * @throws AppError `reply.does-not-fit`
 */
export function readReply(question: Pick<Question, 'kind' | 'choices'>, given: Json): Json {
  const answer = READ[question.kind](given, question.choices)
  if (answer !== undefined) return answer
  throw new AppError({
    code: 'reply.does-not-fit',
    message: `${given === '' ? 'An empty answer' : shown(given)} is not what was asked for.`,
    fix: FIX[question.kind](question.choices),
    details: { kind: question.kind, ...(question.choices.length > 0 && { choices: question.choices }) },
  })
}

type Read = (given: Json, choices: readonly string[]) => Json | undefined

const READ: Record<AnswerKind, Read> = {
  'yes-no'(given) {
    if (typeof given === 'boolean') return given
    const word = typeof given === 'string' ? given.trim().toLowerCase() : ''
    return YES.has(word) ? true : NO.has(word) ? false : undefined
  },
  choice(given, choices) {
    const word = typeof given === 'number' ? String(given) : typeof given === 'string' ? given.trim() : null
    return choices.find((one) => one === word)
  },
  text: (given) =>
    typeof given === 'string' && given.trim() !== '' && given.length <= LONGEST_ANSWER ? given : undefined,
  number(given) {
    const text = typeof given === 'string' ? given.trim() : null
    const number = text === null ? given : NUMBER.test(text) ? Number(text) : undefined
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined
  },
}

/** As JSON writes one; a sign, or zeros before it, do no harm. */
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

const FIX: Record<AnswerKind, (choices: readonly string[]) => string> = {
  'yes-no': () => 'Answer yes or no.',
  choice: (choices) => `Choose one of: ${choices.join(', ')}.`,
  text: () => `Write a text of at most ${LONGEST_ANSWER} characters.`,
  number: () => 'Give a number, such as 3 or 2.5.',
}

const shown = (value: Json): string => {
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** An answer as people read it. */
export const sayAnswer = (answer: Json): string =>
  answer === true
    ? 'yes'
    : answer === false
      ? 'no'
      : typeof answer === 'string'
        ? answer
        : JSON.stringify(answer)
