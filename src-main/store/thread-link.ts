import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { Clock } from '../runtime/ports.ts'
import type { ThreadAnswer, ThreadOrder } from './store-thread.ts'

type Order<T = ThreadOrder> = T extends ThreadOrder ? Omit<T, 'id'> : never
type Waiter = { resolve(rows: unknown[]): void; reject(reason: Error): void }

/** Memory is worth more than the 50 ms of another start: an idle thread holds some 15 MB. */
const IDLE_MS = 10_000
/** MB; what the thread holds are rows on their way */
const LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 }

/**
 * The store's thread, seen from the main one. It is started by the first order, goes when there was none for a
 * while, and is started again when it went or died.
 */
export type ThreadLink = {
  /** @throws SqliteError as SQLite said it over there */
  ask(order: Order): Promise<unknown[]>
  /** after what was ordered before; the thread's connections are closed then */
  close(): Promise<void>
}

/** @param file the thread's script; tests may take another */
export function createThreadLink(database: string, clock: Clock, file: URL = threadFile()): ThreadLink {
  const waiting = new Map<number, Waiter>()
  let worker: Worker | undefined
  let ids = 0
  let cancelIdle: (() => void) | null = null

  function lost(reason: Error): void {
    worker = undefined
    const refused = [...waiting.values()]
    waiting.clear()
    for (const { reject } of refused) reject(reason)
  }
  function answered(answer: ThreadAnswer): void {
    const waiter = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) rest()
    if ('rows' in answer) waiter?.resolve(answer.rows)
    else waiter?.reject(asThrown(answer.error))
  }
  /** keeps no process alive */
  function rest(): void {
    worker?.unref()
    cancelIdle?.()
    cancelIdle = clock.after(IDLE_MS, () => {
      cancelIdle = null
      const idle = worker
      if (waiting.size > 0) return
      worker = undefined
      idle?.postMessage({ id: -1, do: 'close' } satisfies ThreadOrder)
    })
  }
  function start(): Worker {
    const started = new Worker(file, { workerData: database, name: 'store', resourceLimits: LIMITS })
    started.on('message', answered)
    started.on('error', (error: Error) => worker === started && lost(error))
    started.on('exit', () => {
      if (worker === started) lost(new Error("the store's thread ended"))
    })
    return started
  }
  function ask(order: Order): Promise<unknown[]> {
    worker ??= start()
    worker.ref()
    const id = ids++
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker?.postMessage({ ...order, id })
    })
  }
  return {
    ask,
    async close() {
      const last = worker
      if (last) await ask({ do: 'close' }).catch(() => {})
      cancelIdle?.()
      await last?.terminate()
    },
  }
}

const asThrown = ({ message, code }: { message: string; code?: string }): Error =>
  code?.startsWith('SQLITE') ? new Database.SqliteError(message, code) : new Error(message)

/** Beside this file in the source; the bundle has it beside its entry points (electron.vite.config.ts). */
function threadFile(): URL {
  const here = import.meta.url
  if (here.endsWith('.ts')) return new URL('./store-thread.ts', here)
  return new URL(/\/chunks\/[^/]+$/.test(here) ? '../store-thread.js' : './store-thread.js', here)
}
