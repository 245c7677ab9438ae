import type { Json } from '#shared/flow'
import { asThrown } from '../failure.ts'
import type { Failure, FromThread, StepOrder, ToThread, ValueName } from '../heavy-messages.ts'
import { piecesOf, ValueInPieces, type ValuePiece } from '../value-pieces.ts'
import { type AskMain, say } from './ask-main.ts'

type Waiting = { resolve(value: unknown): void; reject(thrown: unknown): void }
type Said<T> = T extends FromThread ? Omit<T, 'step'> : never

/** One step's line to the main thread; it is dead once the step is over. */
export class StepLink {
  readonly step: number
  readonly #main: AskMain
  readonly #errands = new Map<number, Waiting>()
  readonly #values = new Map<string, unknown>()
  #ids = 0
  #isOver = false

  constructor(main: AskMain, { step }: StepOrder) {
    this.#main = main
    this.step = step
  }

  say(what: Said<FromThread>): void {
    if (!this.#isOver) say({ ...what, step: this.step } as FromThread)
  }

  /** A value of the step's, once from there and then from here. */
  value(name: ValueName): unknown {
    const key = JSON.stringify(name)
    if (!this.#values.has(key)) this.#values.set(key, this.#fetch(name))
    return this.#values.get(key)
  }

  /** The same, where it is here already. */
  known(name: ValueName): unknown {
    return this.#values.get(JSON.stringify(name))
  }

  #fetch(name: ValueName): Json | undefined {
    const value = new ValueInPieces()
    while (value.whole === undefined) {
      const answer = this.#ask({ do: 'value', name })
      if (!('piece' in answer)) return undefined
      value.take(answer.piece)
    }
    return value.whole
  }

  secret(name: string): string {
    const answer = this.#ask({ do: 'secret', name })
    if (!('text' in answer)) throw new Error('a secret came without its text')
    return answer.text
  }

  /** Hands a value over but for its last piece, which goes with the end of the step. */
  give(value: Json): ValuePiece {
    let last: ValuePiece | undefined
    for (const piece of piecesOf(value)) {
      if (last) this.#ask({ do: 'give', piece: last })
      last = piece
    }
    return last as ValuePiece
  }

  #ask(ask: Parameters<AskMain['ask']>[1]) {
    if (this.#isOver) throw new Error('this step is over')
    return this.#main.ask(this.step, ask)
  }

  /** Has something done over there. @throws what doing it throws */
  errand<T>(name: string, given: readonly unknown[]): Promise<T> {
    if (this.#isOver) return Promise.reject(new Error('this step is over'))
    const id = this.#ids++
    return new Promise<T>((resolve, reject) => {
      this.#errands.set(id, { resolve: resolve as Waiting['resolve'], reject })
      this.say({ say: 'errand', id, errand: { name, given } })
    })
  }

  back({ errand, value, failure }: Extract<ToThread, { do: 'back' }>): void {
    const waiting = this.#errands.get(errand)
    this.#errands.delete(errand)
    if (failure) waiting?.reject(asThrown(failure))
    else waiting?.resolve(value)
  }

  end(how: { out: string | null; same?: true; value?: ValuePiece } | { failure: Failure }): void {
    if ('failure' in how) this.say({ say: 'failed', ...how })
    else this.say({ say: 'end', ...how })
    this.#isOver = true
  }
}
