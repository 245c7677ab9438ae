/**
 * The hands of one run: take a command or the first ready pointer, perform it, note the event, fold it.
 *
 * - Nothing is noted that is not folded in the same turn, and the other way round.
 * - Before a `write` step touches the world its started event and all before it are on disk.
 * - After `leave`, no attempt, timer or result moves the run any more.
 */
import { AppError } from '#shared/error'
import { type Command, firstReady, holdsReady, isOver, type Pointer, type RunState } from '#shared/run'
import { Attempts } from './attempts.ts'
import type { CallHost } from './calls.ts'
import { look } from './look.ts'
import { Notebook } from './notebook.ts'
import { Performer } from './perform.ts'
import type { SecretUser } from './ports.ts'
import type { PreparedFlow } from './prepared-flow.ts'
import type { RunPorts } from './run-ports.ts'
import { RunTimers } from './run-timers.ts'
import { RunSecrets } from './secrets/run-secrets.ts'

/** Who gives a run its turns, and hears when it moved or when it met a mistake of the engine. */
export type RunHost = {
  wake(): void
  changed(): void
  broke(bug: unknown): void
  calls: CallHost
  /** on whose behalf it uses secrets */
  user: SecretUser
}

export class RunLoop {
  readonly flow: PreparedFlow
  readonly notes: Notebook
  readonly state: RunState
  readonly #ports: RunPorts
  readonly #clock: RunPorts['clock']
  readonly #host: RunHost
  readonly #timers: RunTimers
  readonly #attempts: Attempts
  readonly #performer: Performer
  /** what came from outside since the last turn: noted in the next one, in this order */
  #arrivals: (() => void)[] = []
  #left = false
  /** on the monotonic clock */
  #haltedAt: number | null = null

  constructor(id: string, flow: PreparedFlow, state: RunState, ports: RunPorts, host: RunHost) {
    this.flow = flow
    this.state = state
    const secrets = flow.secretNames && new RunSecrets(flow.secretNames, host.user, ports.secrets)
    this.notes = new Notebook(id, state, ports.journal, ports.clock, secrets)
    this.#ports = ports
    this.#clock = ports.clock
    this.#host = host
    this.#timers = new RunTimers(ports.clock)
    this.#attempts = new Attempts(this.notes, ports.clock, (arrival) => this.#arrive(arrival))
    this.#performer = new Performer(flow, this.notes, ports, this.#attempts, host.calls)
  }

  readonly #timedOut = () => this.#arrive(() => this.#end('timed-out'))

  /** Works on what is ready until nothing is or the slice is up. True: there is more. */
  work(isUp: () => boolean): boolean {
    if (this.#left) return false
    let more = false
    try {
      more = this.#workOn(isUp)
      this.notes.handOver()
    } catch (bug) {
      this.#host.broke(bug)
      return false
    }
    if (this.#haltedAt === null) this.#timers.keepTimeout(this.state, this.#timedOut)
    this.#host.changed()
    return more
  }

  #workOn(isUp: () => boolean): boolean {
    for (;;) {
      if (this.#arrivals.length > 0) this.#receive()
      const command = this.notes.takeCommand()
      if (command) this.#obey(command)
      else if (!this.#takeNext()) return false
      if (isUp()) return true
    }
  }

  #arrive(arrival: () => void): void {
    if (this.#left) return
    this.#arrivals.push(arrival)
    this.#host.wake()
  }
  /** Does work in the run's own turn. @throws AppError what the work throws; `gone()` when the host leaves */
  inTurn(work: () => void, gone: () => AppError): Promise<void> {
    if (this.#left) return Promise.reject(gone())
    return new Promise((resolve, reject) =>
      this.#arrive(() => {
        try {
          work()
          resolve()
        } catch (thrown) {
          reject(thrown)
          if (!(thrown instanceof AppError)) throw thrown
        }
      }),
    )
  }
  #receive(): void {
    const arrivals = this.#arrivals
    this.#arrivals = []
    for (const arrival of arrivals) arrival()
  }

  #takeNext(): boolean {
    const { state } = this
    if (state.asking > 0 || state.status === 'queued' || isOver(state.status)) return false
    if (holdsReady(state)) return false
    const pointer = firstReady(state)
    if (!pointer) return false
    this.#performer.step(pointer)
    return true
  }

  /** A pointer may have been dropped since the command about it was given. */
  #obey({ do: what, pointer }: Command): void {
    switch (what) {
      case 'wait':
        if (pointer.phase !== 'gone')
          this.#timers.wait(pointer, () => this.#arrive(() => this.#woke(pointer)))
        break
      case 'abort':
        this.#timers.forget(pointer)
        this.#attempts.abort(pointer)
        if (pointer.call) this.#host.calls.hangUp(pointer)
        break
      case 'check':
        if (pointer.phase === 'checking') this.#performer.check(pointer)
        break
      case 'call':
        if (pointer.phase === 'calling') this.#host.calls.begin(pointer)
        break
      case 'look':
        if (this.state.pausing?.looking === pointer) look(pointer, this.notes, this.#ports)
        break
      case 'pass':
        if (pointer.phase === 'passing') this.#performer.pass(pointer)
        break
    }
  }

  #woke(pointer: Pointer): void {
    if (pointer.phase === 'gone') return
    this.notes.note({ seq: this.state.seq, at: this.#clock.now(), kind: 'woke', pointer: pointer.n })
  }

  #end(kind: 'cancelled' | 'timed-out'): void {
    if (isOver(this.state.status)) return
    this.notes.note({ seq: this.state.seq, at: this.#clock.now(), kind })
  }
  cancel(): void {
    this.#arrive(() => this.#end('cancelled'))
  }

  /** The disk refuses: nobody wakes the run, and its timeout stands until `goOn`. */
  halt(): void {
    this.#haltedAt ??= this.#clock.monotonic()
    this.#timers.holdTimeout()
  }
  goOn(): void {
    if (this.#haltedAt === null) return
    this.notes.stoodStill(this.#clock.monotonic() - this.#haltedAt)
    this.#haltedAt = null
  }

  /** Leaves the run where it is, in the journal, for a later host. */
  leave(): void {
    this.notes.handOver()
    this.#left = true
    this.#timers.stop()
    this.#attempts.leave()
  }
}
