import { AppError } from '#shared/error'
import type { HatId } from '../../runtime/ports.ts'
import type { CallValue } from './call-value.ts'

/** The longest that anybody waits for a call, ms. */
export const LONGEST_WAIT = 600_000

type Waiting = (value: CallValue) => void

/** People who wait to see the next call of a hat. */
export class NextCalls {
  readonly #waiting = new Map<string, Set<Waiting>>()

  /** @returns what ends the waiting */
  wait(hat: HatId, then: Waiting): () => void {
    const those = this.#waiting.get(nameOf(hat)) ?? new Set()
    this.#waiting.set(nameOf(hat), those.add(then))
    return () => {
      those.delete(then)
      if (those.size === 0) this.#waiting.delete(nameOf(hat))
    }
  }
  isWaited(hat: HatId): boolean {
    return this.#waiting.has(nameOf(hat))
  }
  seen(hat: HatId, value: CallValue): void {
    if (this.#waiting.size === 0) return
    for (const then of this.#waiting.get(nameOf(hat)) ?? []) then(value)
  }
}

const nameOf = ({ flowId, block }: HatId): string => `${flowId}\n${block}`

export const noCallCame = (): AppError =>
  new AppError({
    code: 'webhook.no-call',
    message: 'No call came within ten minutes.',
    fix: 'Wait again, and send a call to the address that is shown.',
  })
