import type { ExpressionScope, RootName } from '#shared/expression'
import type { Json } from '#shared/flow'
import { makeDice, uuidOf } from '#shared/run'
import type { StepOrder } from '../heavy-messages.ts'
import type { StepLink } from './step-link.ts'

/** What a field sees in a thread that is evaluated once per item: the item from here, all else from the engine. */
export class ThreadScope implements ExpressionScope {
  item: Json = null
  index = 0
  readonly zone: string
  readonly #now: number
  readonly #link: StepLink
  readonly #dice: () => number

  constructor({ zone, now, seeds }: Pick<StepOrder, 'zone' | 'now' | 'seeds'>, link: StepLink) {
    this.zone = zone
    this.#now = now
    this.#link = link
    this.#dice = makeDice(seeds.items)
  }

  /** @throws AppError of the engine's scope */
  root(name: RootName): unknown {
    if (name === 'item') return this.item
    return name === 'index' ? this.index : this.#link.value({ of: 'scope', root: name })
  }
  now(): number {
    return this.#now
  }
  random(): number {
    return this.#dice()
  }
  uuid(): string {
    return uuidOf(this.#dice)
  }
}
