import { AsyncLocalStorage } from 'node:async_hooks'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { jsonValue } from '#shared/json'
import { LONGEST_LINE } from '../protocol/limits.ts'
import type { ToWorker } from '../protocol/message.ts'
import { failureOf } from './failure.ts'
import { LiveCall } from './live-call.ts'
import type { Wire } from './wire.ts'

type RunMessage = Extract<ToWorker, { do: 'run' }>
type MigrateMessage = Extract<ToWorker, { do: 'migrate' }>

/** What a worker has to offer. */
export type Offer = {
  /** does one call: the output by which it leaves, and the value */
  run(message: RunMessage, call: LiveCall): Promise<{ out: string; value: unknown }>
  /** what is told of an error that none of its code caught */
  explain(thrown: unknown): unknown
  describe(): Promise<readonly Json[]>
  migrate(message: MigrateMessage): Promise<JsonObject>
  /** calls at a time */
  atOnce: number
}

/** ms after which what is ready is sent before the next call begins. */
const FLUSH_MS = 1
const BEAT_MS = 1000

// a block may change what it likes of its world; what travels must not depend on it
const { parse, stringify } = JSON
// performance would have to be loaded first
const { now } = Date

/**
 * Takes calls from the wire and answers them. Each call begins in a tick of its own, and what the ones before it
 * gave is sent off first, so that one that holds the thread keeps nobody's answer back and is known by its silence.
 */
export class Server {
  readonly #wire: Wire
  readonly #offer: Offer
  readonly #live = new Map<number, LiveCall>()
  readonly #waiting: RunMessage[] = []
  /** whose code is running */
  readonly #current = new AsyncLocalStorage<LiveCall>()
  #ready: string[] = []
  #flushedAt = 0
  #planned = false
  #beats: NodeJS.Timeout | null = null

  constructor(wire: Wire, offer: Offer) {
    this.#wire = wire
    this.#offer = offer
  }

  start(hello: { permissions: boolean }): void {
    this.#say({ hello: { v: 1, ...hello } })
    this.#wire.listen((line) => process.nextTick(() => this.#take(parse(line))))
    const broke = (thrown: unknown) => this.#broke(thrown)
    process.on('uncaughtException', broke)
    process.on('unhandledRejection', broke)
    // code that ends its process has said something before: a small write goes out at once
    process.on('exit', () => this.#flush())
  }

  /** Whose code is running at this moment; the only call there is, where that cannot be told. */
  current(): LiveCall | undefined {
    const known = this.#current.getStore()
    if (known) return known
    return this.#live.size === 1 ? this.#live.values().next().value : undefined
  }

  #take(message: ToWorker): void {
    if (this.#ready.length > 0 && now() - this.#flushedAt > FLUSH_MS) this.#flush()
    switch (message.do) {
      case 'run':
        if (this.#live.size < this.#offer.atOnce) this.#begin(message)
        else this.#waiting.push(message)
        return
      case 'cancel':
        this.#cancel(message.id)
        return
      case 'describe':
        void this.#offer.describe().then(
          (blocks) => this.#say({ blocks }),
          (thrown) => this.#say({ error: failureOf(thrown, this.#nobody(0)) }),
        )
        return
      case 'migrate':
        void this.#offer.migrate(message).then(
          (config) => this.#say({ id: message.id, config }),
          (thrown) => this.#say({ id: message.id, error: failureOf(thrown, this.#nobody(message.id)) }),
        )
    }
  }

  #begin(message: RunMessage): void {
    const { id, key, deadline } = message
    const until = deadline === undefined ? undefined : Date.parse(deadline)
    const call = new LiveCall(id, key, until, (said) => this.#say(said))
    this.#live.set(id, call)
    this.#plan()
    this.#current.run(call, () => {
      this.#offer.run(message, call).then(
        ({ out, value }) => this.#answer(call, out, value),
        (thrown) => this.#fail(call, thrown),
      )
    })
  }

  #cancel(id: number): void {
    const at = this.#waiting.findIndex((one) => one.id === id)
    if (at >= 0) {
      this.#waiting.splice(at, 1)
      this.#say({ id, error: { code: 'worker.cancelled', message: 'It was cancelled before it began.' } })
    } else this.#live.get(id)?.stop(new AppError({ code: 'worker.cancelled', message: 'It was cancelled.' }))
  }

  #answer(call: LiveCall, out: string, value: unknown): void {
    if (call.over) return
    try {
      const line = stringify({ id: call.id, out, value: jsonValue(value) })
      if (line.length * 3 > LONGEST_LINE && Buffer.byteLength(line) > LONGEST_LINE) throw tooLarge()
      this.#end(call)
      this.#push(line)
    } catch (thrown) {
      this.#fail(call, thrown)
    }
  }

  #fail(call: LiveCall, thrown: unknown): void {
    if (call.over) return
    const error = failureOf(thrown, call)
    this.#end(call)
    this.#say({ id: call.id, error })
  }

  #end(call: LiveCall): void {
    call.over = true
    this.#live.delete(call.id)
    const next = this.#waiting.shift()
    if (next) process.nextTick(() => this.#begin(next))
  }

  /** An error that nobody caught: of the call whose code threw it, where that can be told. */
  #broke(thrown: unknown): void {
    const call = this.current()
    if (call) this.#fail(call, this.#offer.explain(thrown))
    else if (this.#live.size > 0) throw thrown
  }

  #nobody(id: number): LiveCall {
    const call = new LiveCall(id, '', undefined, () => {})
    call.over = true
    return call
  }

  #say(message: object): void {
    this.#push(stringify(message))
  }

  #push(line: string): void {
    this.#ready.push(line)
    this.#plan()
  }

  #plan(): void {
    if (this.#planned) return
    this.#planned = true
    process.nextTick(() => this.#flush())
  }

  #flush(): void {
    this.#planned = false
    this.#flushedAt = now()
    for (const call of this.#live.values()) {
      if (call.told) continue
      call.told = true
      this.#ready.push(`{"id":${call.id},"beat":true}`)
    }
    if (this.#ready.length === 0) return
    this.#wire.send(`${this.#ready.join('\n')}\n`)
    this.#ready = []
    if (this.#live.size > 0) this.#keepBeating()
  }

  /** As long as the event loop turns, whoever is busy here says so. */
  #keepBeating(): void {
    this.#beats ??= setInterval(() => {
      for (const call of this.#live.values()) call.beat()
      if (this.#live.size > 0 || !this.#beats) return
      clearInterval(this.#beats)
      this.#beats = null
    }, BEAT_MS)
  }
}

const tooLarge = (): AppError =>
  new AppError({
    code: 'value.too-large',
    message: 'What the block gives is larger than 16 MB, the most that a worker can hand over.',
    fix: 'Write it to a file and pass the file on, or work in smaller pieces.',
  })
