import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import type { RunStanding, RunSummary } from '#shared/run'
import { type CommandIo, printJsonLine } from './command-io.ts'
import type { LineReader } from './line-reader.ts'
import { parseJson } from './run-arguments.ts'
import { sayStop, variableLines } from './say-stop.ts'

const HELP =
  's step over, i into, o out, c continue, r BLOCK run to, v variables, set NAME JSON, input JSON, q cancel'

type Parts = { client: Client; io: CommandIo; runId: string; json: boolean }
/** Whether the run moves on because of what was said. */
type Said = 'moved' | 'stays'

/**
 * Shows where a run stops and reads from stdin what to do then; the end of stdin cancels the run.
 * With `json` every answer is one JSON line on stdout.
 */
export class StepThrough {
  readonly #parts: Parts
  readonly #lines: LineReader
  /** stops that were shown, by run */
  readonly #seen = new Map<string, number>()
  /** the run that was shown last: what is said is about it */
  #runId: string
  #turn: Promise<void> = Promise.resolve()
  #isOver = false
  #isHelped = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#lines = parts.io.lines()
    this.#runId = parts.runId
  }

  /** Told of the run, or of one it called, as it is now; comes back when that may go on. One at a time. */
  at(run: RunSummary | undefined): Promise<void> {
    this.#turn = this.#turn.then(() => this.#stand(run))
    return this.#turn
  }

  async #stand(run: RunSummary | undefined): Promise<void> {
    const standing = run?.standing
    if (this.#isOver || !run || !standing || standing.stops === this.#seen.get(run.id)) return
    this.#seen.set(run.id, standing.stops)
    this.#runId = run.id
    this.#show(standing)
    let said: Said = 'stays'
    while (said === 'stays') said = await this.#ask()
  }

  close(): void {
    this.#lines.close()
  }

  async #ask(): Promise<Said> {
    const { io, json } = this.#parts
    if (!json) io.err('> ')
    const line = await this.#read()
    if (line === null) return this.#cancel()
    try {
      return await this.#obey(line.trim())
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (json) printJsonLine(io, { error: error.toJSON() })
      else io.err(`${error.message}${error.fix ? ` ${error.fix}` : ''}\n`)
      return 'stays'
    }
  }

  /** The next line; null: there is none, or the person pressed Ctrl+C. */
  async #read(): Promise<string | null> {
    const { signal } = this.#parts.io
    if (signal.aborted) return null
    const { promise: stopped, resolve } = Promise.withResolvers<null>()
    const stop = () => resolve(null)
    signal.addEventListener('abort', stop, { once: true })
    try {
      return await Promise.race([this.#lines.next(), stopped])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  async #obey(line: string): Promise<Said> {
    const { client } = this.#parts
    const id = this.#runId
    const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(line) ?? []
    switch (word) {
      case 's':
        return this.#move(client.runs.step({ id, how: 'over' }))
      case 'i':
        return this.#move(client.runs.step({ id, how: 'into' }))
      case 'o':
        return this.#move(client.runs.step({ id, how: 'out' }))
      case 'c':
        return this.#move(client.runs.continue({ id }))
      case 'r':
        return this.#move(client.runs.step({ id, to: rest }))
      case 'v':
        return this.#variables()
      case 'set':
        return this.#set(rest)
      case 'input':
        return this.#changed(await client.runs.change({ id, value: parseJson(rest, 'The input') }))
      case 'q':
        return this.#cancel()
      default:
        return this.#help(word)
    }
  }

  async #move(moving: PromiseLike<unknown>): Promise<Said> {
    await moving
    return 'moved'
  }

  async #set(rest: string): Promise<Said> {
    const { client } = this.#parts
    const id = this.#runId
    const [, variable = '', text = ''] = /^(\S+)\s+([\s\S]*)$/.exec(rest) ?? []
    if (!variable)
      throw new AppError({
        code: 'command.wrong-use',
        message: 'This sets nothing.',
        fix: 'Write it like this: set count 5',
      })
    const value = parseJson(text, `The value of ${variable}`)
    return this.#changed(await client.runs.change({ id, variable, value }))
  }

  #changed({ standing }: RunSummary): Said {
    if (standing) this.#show(standing)
    return 'stays'
  }

  async #variables(): Promise<Said> {
    const { client, io, json } = this.#parts
    const id = this.#runId
    const { standing } = await client.runs.get({ id })
    if (standing && json) printJsonLine(io, { variables: standing.variables })
    else if (standing) io.err(`${variableLines(standing).join('\n') || '  no variables'}\n`)
    return 'stays'
  }

  async #cancel(): Promise<Said> {
    const { client, runId: id } = this.#parts
    this.#isOver = true
    await client.runs.cancel({ id })
    return 'moved'
  }

  #help(word: string): Said {
    if (word === '' || word === 'h' || word === '?') this.#parts.io.err(`${HELP}\n`)
    else
      throw new AppError({
        code: 'command.wrong-use',
        message: `"${word}" is none of the words here.`,
        fix: `They are: ${HELP}.`,
      })
    return 'stays'
  }

  #show(standing: RunStanding): void {
    const { io, json } = this.#parts
    if (json) printJsonLine(io, { runId: this.#runId, stopped: standing })
    else io.err(sayStop(standing) + (this.#isHelped ? '' : `${HELP}\n`))
    this.#isHelped = true
  }
}
