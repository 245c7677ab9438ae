import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import type { AnswerKind, QuestionView, RunSummary } from '#shared/run'
import type { CommandIo } from './command-io.ts'
import type { LineReader } from './line-reader.ts'

/** What may be typed as an answer. */
export const ANSWER_WORDS: Record<Exclude<AnswerKind, 'choice'>, string> = {
  'yes-no': 'yes | no',
  text: 'TEXT',
  number: 'NUMBER',
}

/** The words that answer a question, for a terminal. */
export const wordsFor = ({ kind, choices = [] }: Pick<QuestionView, 'kind' | 'choices'>): string =>
  kind === 'choice' ? choices.map((one) => JSON.stringify(one)).join(' | ') : ANSWER_WORDS[kind]

type Parts = { client: Client; io: CommandIo /** answers may be typed here */; reads: boolean }

/**
 * Says what a run that is followed asks; in a terminal the answer is typed there. Somebody may still be faster elsewhere,
 * so nothing waits for the line that is typed.
 */
export class AskHere {
  readonly #parts: Parts
  readonly #told = new Set<number>()
  #lines: LineReader | null = null
  #isReading = false
  #open: readonly QuestionView[] = []

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Told of the run as it is now. */
  at(run: RunSummary | undefined): void {
    if (!run) return
    const { io, reads } = this.#parts
    this.#open = run.asks ?? []
    for (const question of this.#open) {
      if (this.#told.has(question.pointer)) continue
      this.#told.add(question.pointer)
      io.err(`${question.question} (${wordsFor(question)})\n`)
      if (!reads) io.err(`Answer with: blockloom runs reply ${run.id} "${question.blockName}" ANSWER\n`)
    }
    if (reads && this.#open.length > 0) void this.#read(run.id)
  }

  /** Each line answers the oldest question that is open then. */
  async #read(run: string): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    this.#lines ??= this.#parts.io.lines()
    const line = await this.#lines.next()
    const question = this.#open[0]
    if (line === null) return
    if (question) await this.#reply(run, question, line)
    this.#isReading = false
    if (this.#open.length > 0) void this.#read(run)
  }

  async #reply(id: string, { pointer }: QuestionView, answer: string): Promise<void> {
    const { client, io } = this.#parts
    try {
      await client.runs.reply({ id, pointer, answer })
      this.#open = this.#open.filter((one) => one.pointer !== pointer)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      io.err(`${error.message} ${error.fix ?? ''}\n`)
    }
  }

  close(): void {
    this.#open = []
    this.#lines?.close()
  }
}
