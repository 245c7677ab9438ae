import { AppError } from '#shared/error'
import type { RuntimeSettings } from './ports.ts'

const KEY = 'stoppedSince'

/** Stands over everything: while it is on no run starts, in this host or the next one. */
export class KillSwitch {
  readonly #settings: RuntimeSettings
  #since: number | null

  constructor(settings: RuntimeSettings) {
    this.#settings = settings
    const since = settings.get(KEY)
    this.#since = typeof since === 'number' ? since : null
  }

  /** ms since the epoch; null: it is off */
  get since(): number | null {
    return this.#since
  }

  /** It is on from now on, even where the disk refuses. @throws AppError `store.cannot-write` */
  turnOn(now: number): void {
    this.#since ??= now
    this.#settings.set(KEY, this.#since)
  }

  /** @throws AppError `store.cannot-write`; it then stays on */
  turnOff(): void {
    this.#settings.set(KEY, null)
    this.#since = null
  }

  /** @throws AppError `host.stopped-all` while it is on */
  check(): void {
    if (this.#since === null) return
    throw new AppError({
      code: 'host.stopped-all',
      message: 'Everything was stopped: no run starts until somebody says to go on.',
      fix: 'Let runs start again with: blockloom resume-all',
      details: { since: this.#since },
    })
  }
}
