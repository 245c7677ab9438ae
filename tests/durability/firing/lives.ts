import { type DiskHost, diskHosts } from '../../support/disk-host.ts'
import type { Death } from './history.ts'

/** Thrown through what was under way when its host died. */
export class Died extends Error {}

/** How the hosts of one history ended. */
export type Deaths = {
  /** right after a commit */
  afterCommit: number
  /** with writes that were on no disk yet */
  withLostWrites: number
  /** while another one's runs and triggers were taken up */
  whileTakingUp: number
}

const TURNS = 6

/** One host after the other on the same disk, on one wall clock; each dies when it was told to. */
export class Lives {
  readonly deaths: Deaths = { afterCommit: 0, withLostWrites: 0, whileTakingUp: 0 }
  /** starts of a host whose word that it has started was on disk, and all starts */
  started = { told: 0, all: 0 }
  readonly #hosts = diskHosts()
  #host: DiskHost
  #death: Death | null = null
  #turns = 0
  #commits = 0

  constructor(at: number) {
    this.#host = this.#hosts.first(undefined, { at, commitsByHand: true })
  }
  get host(): DiskHost {
    return this.#host
  }

  /** Starts the first one. */
  async begin(): Promise<void> {
    await this.#start()
  }

  /**
   * Does something, and all that follows from it without the clock. Where the host dies on the way the next ones take
   * over, each as long as it is given.
   * @returns whether it was done, and on disk, before its host died
   */
  async attempt(deaths: readonly Death[], deed: (host: DiskHost) => Promise<void> | void): Promise<boolean> {
    const left = [...deaths]
    this.#die(left.shift())
    let done = false
    try {
      await this.#drive(Promise.resolve(deed(this.#host)))
      await this.#settle()
      done = true
      // it may be told to die later than anything happens
      this.#death = null
    } catch (error) {
      if (!(error instanceof Died)) throw error
      await this.#takeOver(left)
    }
    return done
  }

  /** Turns until it has resolved, looking for the moment to die. */
  async #drive<T>(work: Promise<T>): Promise<T> {
    let over = false
    const end = () => {
      over = true
    }
    work.then(end, end)
    while (!over) await this.#turn()
    return work
  }

  async #settle(): Promise<void> {
    for (let again = 0; again < 2; again++) {
      for (let i = 0; i < TURNS; i++) await this.#turn()
      await this.#drive(this.#host.store.journal.flush())
    }
  }

  async #turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    const { commits } = this.#host.store.journal.stats
    const committed = commits - this.#commits
    this.#commits = commits
    const turn = this.#turns++
    if (!this.#death) return
    if (this.#death.after === 'turn') {
      if (turn < this.#death.n) return
      if (committed === 0) this.deaths.withLostWrites += 1
    } else {
      this.#death.n -= committed
      if (committed === 0 || this.#death.n > 0) return
      this.deaths.afterCommit += 1
    }
    this.#death = null
    throw new Died()
  }

  #die(death: Death | undefined): void {
    this.#death = death ? { ...death } : null
    this.#turns = 0
    this.#commits = this.#host.store.journal.stats.commits
  }

  async #takeOver(left: Death[]): Promise<void> {
    for (;;) {
      const wasTakingUp = this.#host.clock
      this.#host = this.#hosts.crash(undefined, { at: wasTakingUp.now(), commitsByHand: true })
      this.#die(left.shift())
      try {
        await this.#start()
        this.#death = null
        return
      } catch (error) {
        if (!(error instanceof Died)) throw error
        this.deaths.whileTakingUp += 1
      }
    }
  }

  async #start(): Promise<void> {
    const { runtime, triggers } = this.#host
    if (triggers.pausedSince() === null) this.started.all += 1
    await this.#drive(runtime.recover())
    await this.#drive(triggers.start())
    await this.#settle()
    if (triggers.pausedSince() === null) this.started.told += 1
  }

  remove(): Promise<void> {
    return this.#hosts.remove()
  }
}
