import type { BlockState, StopSignal } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { BlockStates, StateOwner } from './ports.ts'
import type { StateTurns } from './state-turns.ts'

/** Characters of JSON, keys included, and keys, that one block may remember. */
const MOST_TEXT = 4 * 1024 * 1024
const MOST_KEYS = 1000

/** The state of its block as one attempt sees it: what it sets waits here until the step has ended well. */
export class StepState implements BlockState {
  readonly #owner: StateOwner
  readonly #states: BlockStates
  readonly #turns: StateTurns
  readonly #signal: StopSignal
  #turn: Promise<() => void> | null = null
  /** JSON by key, with what this attempt changed */
  #held: Map<string, string> | null = null
  #changed = new Set<string>()
  #over = false

  constructor(owner: StateOwner, states: BlockStates, turns: StateTurns, signal: StopSignal) {
    this.#owner = owner
    this.#states = states
    this.#turns = turns
    this.#signal = signal
  }

  async get(key: string): Promise<Json | undefined> {
    const text = (await this.#open()).get(key)
    return text === undefined ? undefined : (JSON.parse(text) as Json)
  }

  async set(key: string, value: Json): Promise<void> {
    const held = await this.#open()
    const text = JSON.stringify(value)
    if (held.get(key) === text) return
    const others = [...held].reduce(
      (sum, [name, one]) => sum + (name === key ? 0 : name.length + one.length),
      0,
    )
    if (others + key.length + text.length > MOST_TEXT || (held.size >= MOST_KEYS && !held.has(key)))
      throw tooLarge(this.#owner)
    held.set(key, text)
    this.#changed.add(key)
  }

  async delete(key: string): Promise<void> {
    if ((await this.#open()).delete(key)) this.#changed.add(key)
  }

  async #open(): Promise<Map<string, string>> {
    this.#turn ??= this.#turns.take(this.#owner, this.#signal)
    await this.#turn
    if (this.#over) throw this.#signal.aborted ? this.#signal.reason : new Error('this step is over')
    this.#held ??= new Map(this.#states.read(this.#owner))
    return this.#held
  }

  /** The step ended well: what it set goes into the commit that its end goes into. */
  keep(): void {
    for (const key of this.#changed) this.#states.set(this.#owner, key, this.#held?.get(key))
    this.drop()
  }

  /** The attempt is over: whatever it set and did not keep is gone, and it is the next one's turn. */
  drop(): void {
    this.#over = true
    this.#held = null
    this.#changed = new Set()
    this.#turn?.then(
      (end) => end(),
      () => {},
    )
  }
}

const tooLarge = ({ block, type }: StateOwner): AppError =>
  new AppError({
    code: 'state.too-large',
    message: `The block remembers more than it may: ${MOST_TEXT / 1024 / 1024} MB, under at most ${MOST_KEYS} names.`,
    fix: 'Let it remember less, or keep the data in a file or a database.',
    details: { block, type },
  })
