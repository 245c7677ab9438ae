import type { Ordered } from './open-run.ts'
import { Pace } from './pace.ts'
import type { Clock, Journal, RunRow } from './ports.ts'
import { RunTimers } from './run-timers.ts'

/** When runs may take their place in line: at once, at a time, or as the limit of their trigger leaves room. */
export class StartTimes {
  readonly #late: RunTimers
  readonly #pace: Pace

  constructor(clock: Clock, journal: Pick<Journal, 'begunBefore'>) {
    this.#late = new RunTimers(clock)
    this.#pace = new Pace(clock, (hat, most) => journal.begunBefore?.(hat, most) ?? [])
  }

  /** @param n of the run in this host */
  wait(n: number, row: RunRow, order: Ordered | null | undefined, inLine: () => void): void {
    const { due, waitMs = 0, pace } = order ?? {}
    const hat = { flowId: row.flowId, block: row.trigger.block }
    const turn = () => {
      if (pace) this.#pace.line(hat, pace, { n, due: due ?? row.queuedAt, begin: inLine })
      else inLine()
    }
    if (due === undefined) turn()
    else this.#late.wait({ n, due, waitMs }, turn)
  }

  /** It begins now. */
  began(n: number, order: Ordered | null | undefined): void {
    if (order?.pace) this.#pace.began({ n })
  }

  /** It is over, perhaps before its time. */
  forget(n: number, order: Ordered | null | undefined): void {
    this.#late.forget({ n })
    if (order?.pace) this.#pace.forget({ n })
  }

  stop(): void {
    this.#late.stop()
    this.#pace.stop()
  }
}
