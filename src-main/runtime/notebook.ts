import { type Command, type RunEvent, type RunState, transition } from '#shared/run'
import type { Journal } from './ports.ts'

/** Events are handed to the journal in groups of at most this many. */
const GROUP = 256

/**
 * One run's events on their way: what is noted is folded in the same turn and handed to the journal in groups.
 * Commands that follow are owed until the loop takes them, first in, first out.
 */
export class Notebook {
  readonly id: string
  readonly state: RunState
  readonly #journal: Journal
  #noted: RunEvent[] = []
  #owed: Command[] = []
  #paid = 0

  constructor(id: string, state: RunState, journal: Journal) {
    this.id = id
    this.state = state
    this.#journal = journal
  }

  /** Notes an event and folds it. Its `seq` is the state's. */
  note(event: RunEvent): void {
    const commands = transition(this.state, event)
    this.#noted.push(event)
    for (let i = 0; i < commands.length; i++) this.#owed.push(commands[i] as Command)
    if (this.#noted.length >= GROUP) this.handOver()
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
