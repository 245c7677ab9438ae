import type { BlockContext } from '#shared/block'
import type { Json } from '#shared/flow'
import type { LiveCall } from './live-call.ts'
import { sleep } from './sleep.ts'

type Http<K extends 'http' | 'openHttp'> = (
  request: Parameters<BlockContext[K]>[0],
  signal: AbortSignal,
) => ReturnType<BlockContext[K]>

/** What is made of the world's own makers, so that a package's block does what a standard one does. */
export type ContextParts = {
  files(signal: AbortSignal): BlockContext['files']
  http: Http<'http'>
  openHttp: Http<'openHttp'>
}

/** ms that a block may compute before others get their turn. */
const SLICE = 8

/** What blocks of packages see as `ctx`: that of the standard blocks, less what only Blockloom's own process can give. */
export class WorkerContext {
  readonly input: Json
  readonly #call: LiveCall
  readonly #parts: ContextParts
  readonly #at = Date.now()
  #since = performance.now()

  constructor(call: LiveCall, input: Json, parts: ContextParts) {
    this.#call = call
    this.input = input
    this.#parts = parts
  }

  get signal(): AbortSignal {
    return this.#call.signal
  }
  get idempotencyKey(): string {
    return this.#call.key
  }
  /** ms since the epoch: when its time is up */
  get deadline(): number | undefined {
    return this.#call.deadline
  }
  get log(): BlockContext['log'] {
    const call = this.#call
    return {
      info: (text) => call.log('info', String(text)),
      warn: (text) => call.log('warn', String(text)),
      error: (text) => call.log('error', String(text)),
    }
  }
  progress(share: number, text?: string): void {
    this.#call.progress(share, text)
  }
  heartbeat(): void {
    this.#call.beat()
  }
  get files(): BlockContext['files'] {
    return this.#parts.files(this.signal)
  }
  http(request: Parameters<BlockContext['http']>[0]): ReturnType<BlockContext['http']> {
    return this.#parts.http(request, this.signal)
  }
  openHttp(request: Parameters<BlockContext['openHttp']>[0]): ReturnType<BlockContext['openHttp']> {
    return this.#parts.openHttp(request, this.signal)
  }

  breathe(): Promise<void> | undefined {
    if (performance.now() - this.#since < SLICE) return undefined
    return new Promise((resolve, reject) =>
      setImmediate(() => {
        this.#since = performance.now()
        if (this.signal.aborted) reject(this.signal.reason)
        else resolve()
      }),
    )
  }

  sleep(ms: number): Promise<void> {
    return sleep(ms, this.signal)
  }

  now(): number {
    return this.#at
  }
  random(): number {
    return Math.random()
  }
}
