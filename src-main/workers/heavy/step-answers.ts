import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { asFailure } from './failure.ts'
import type { Answer, Ask, Errand, ValueName } from './heavy-messages.ts'
import type { EngineContext, StepInside } from './step-inside.ts'
import { piecesOf, ValueInPieces, type ValuePiece } from './value-pieces.ts'

/** What the main thread gives to a step that runs in another one, and what it takes from it. */
export class StepAnswers {
  readonly #config: JsonObject
  readonly #ctx: EngineContext
  readonly #bin: ((path: string) => Promise<void>) | undefined
  readonly #walked = new Map<string, Generator<ValuePiece, void>>()
  readonly #given = new ValueInPieces()
  #inside: StepInside | null = null

  constructor(config: JsonObject, ctx: EngineContext, bin: ((path: string) => Promise<void>) | undefined) {
    this.#config = config
    this.#ctx = ctx
    this.#bin = bin
  }

  /** what came of the step, piece by piece */
  get given(): Json | undefined {
    return this.#given.whole
  }

  /** The answer to what the thread stands still for. */
  to(ask: Ask): Answer {
    try {
      if (ask.do === 'secret') return { text: this.#ctx.secret(ask.name) }
      if (ask.do === 'value') return this.#nextOf(ask.name)
      this.#given.take(ask.piece)
      return { nothing: true }
    } catch (thrown) {
      return { failure: asFailure(thrown) }
    }
  }

  #nextOf(name: ValueName): Answer {
    const key = JSON.stringify(name)
    const known = this.#walked.get(key)
    const value = known ? null : this.#valueOf(name)
    if (value === undefined) return { nothing: true }
    const pieces = known ?? piecesOf(value as Json)
    this.#walked.set(key, pieces)
    const { value: piece } = pieces.next()
    if (!piece) throw new Error(`${key} was asked for beyond its end`)
    return { piece }
  }

  #valueOf(name: ValueName): unknown {
    if (name.of === 'input') return this.#ctx.input
    if (name.of === 'vars') return this.#ctx.vars
    if (name.of === 'config') return this.#config[name.key]
    this.#inside ??= this.#ctx.inside()
    return this.#inside.scope.root(name.root as Parameters<StepInside['scope']['root']>[0])
  }

  /** @throws what doing it throws */
  async run({ name, given }: Errand): Promise<unknown> {
    const errand = Object.hasOwn(ERRANDS, name) ? ERRANDS[name] : undefined
    if (!errand) throw new Error(`nothing is known of the errand ${name}`)
    return errand(this.#ctx, given as never, this.#bin)
  }
}

type Do = (ctx: EngineContext, given: never, bin?: (path: string) => Promise<void>) => unknown
type Given<F> = F extends (...given: infer G) => unknown ? G : never

/** Each by its name; what belongs to the step's place in the engine, or to this process. */
const ERRANDS: Readonly<Record<string, Do>> = {
  sleep: (ctx, given: Given<EngineContext['sleep']>) => ctx.sleep(...given),
  http: (ctx, given: Given<EngineContext['http']>) => ctx.http(...given),
  runCode: (ctx, given: Given<EngineContext['runCode']>) => ctx.runCode(...given),
  'state.get': (ctx, given: [string]) => ctx.state.get(...given),
  'state.set': (ctx, given: [string, Json]) => ctx.state.set(...given),
  'state.delete': (ctx, given: [string]) => ctx.state.delete(...given),
  'computer.notify': (ctx, given: [string, string]) => ctx.computer.notify(...given),
  'computer.open': (ctx, given: [string]) => ctx.computer.open(...given),
  'computer.readClipboard': (ctx) => ctx.computer.readClipboard(),
  'computer.writeClipboard': (ctx, given: [string]) => ctx.computer.writeClipboard(...given),
  'computer.run': (ctx, given: Given<EngineContext['computer']['run']>) => ctx.computer.run(...given),
  'computer.facts': (ctx) => ctx.computer.facts(),
  bin: (_ctx, given: [string], bin) => {
    if (!bin) throw new AppError({ code: 'files.no-bin', message: 'This host has no bin of its own.' })
    return bin(...given)
  },
}
