import { type Command, type RunEvent, type RunState, transition } from '#shared/run'
import type { Clock, Journal } from './ports.ts'
import type { RunSecrets } from './secrets/run-secrets.ts'

/** Events are handed to the journal in groups of at most this many. */
const GROUP = 256

/** Two events further apart than this (ms), or in the wrong order: perhaps the wall clock was set. */
const ODD = 1000

/**
 * One run's events on their way: what is noted is folded in the same turn and handed to the journal in groups.
 * Commands that follow are owed until the loop takes them, first in, first out.
 *
 * Values of secrets are masked here, where everything passes that leaves a block: what is folded, kept and shown is
 * the same.
 */
export class Notebook {
  readonly id: string
  readonly state: RunState
  /** null: the flow names none */
  readonly secrets: RunSecrets | null
  readonly #journal: Journal
  readonly #clock: Clock
  #noted: RunEvent[] = []
  #owed: Command[] = []
  #paid = 0
  /** both clocks when they were compared last, and the time of the event before */
  #wall: number
  #monotonic: number
  #lastAt: number

  constructor(
    id: string,
    state: RunState,
    journal: Journal,
    clock: Clock,
    secrets: RunSecrets | null = null,
  ) {
    this.secrets = secrets
    this.id = id
    this.state = state
    this.#journal = journal
    this.#clock = clock
    this.#wall = clock.now()
    this.#monotonic = clock.monotonic()
    this.#lastAt = this.#wall
  }

  /** Notes an event and folds it. Its `seq` is the state's. */
  note(told: RunEvent): void {
    const apart = told.at - this.#lastAt
    this.#lastAt = told.at
    const heard = this.mask(told)
    const event = apart >= 0 && apart <= ODD ? heard : this.#withJump(heard)
    const commands = transition(this.state, event)
    this.#noted.push(event)
    for (let i = 0; i < commands.length; i++) this.#owed.push(commands[i] as Command)
    if (this.#noted.length >= GROUP) this.handOver()
  }

  /** The run was held for so many ms of the monotonic clock: its next event says so, as if the wall clock was set. */
  stoodStill(ms: number): void {
    this.#monotonic += ms
  }

  /** A value of this run without values of secrets. */
  mask<T>(value: T): T {
    return this.secrets ? this.secrets.mask(value) : value
  }

  /** An event that says by how much the wall clock went otherwise than the monotonic one, if it did. */
  #withJump(event: RunEvent): RunEvent {
    const now = this.#clock.now()
    const monotonic = this.#clock.monotonic()
    const jump = Math.round(now - this.#wall - (monotonic - this.#monotonic))
    this.#wall = now
    this.#monotonic = monotonic
    return Math.abs(jump) > ODD ? { ...event, jump } : event
  }

  /** Gives what was noted to the journal. */
  handOver(): void {
    if (this.#noted.length === 0) return
    const noted = this.#noted
    this.#noted = []
    this.#journal.append(this.id, noted)
  }

  /** Resolves when all that was noted is on disk, however long the disk refuses. */
  async durable(): Promise<void> {
    this.handOver()
    for (;;) {
      try {
        await this.#journal.flush()
        return
      } catch {
        await this.#diskAgain()
      }
    }
  }
  #diskAgain(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#journal.onHalt((halted) => {
        if (halted) return
        stop()
        resolve()
      })
    })
  }

  /** All events of the run so far. */
  history(): RunEvent[] {
    this.handOver()
    return this.#journal.read(this.id) as RunEvent[]
  }

  owe(commands: readonly Command[]): void {
    for (const command of commands) this.#owed.push(command)
  }
  takeCommand(): Command | undefined {
    if (this.#paid === this.#owed.length) return undefined
    const command = this.#owed[this.#paid++]
    if (this.#paid === this.#owed.length) {
      this.#owed = []
      this.#paid = 0
    }
    return command
  }
}
