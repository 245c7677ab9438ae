import { AppError } from '#shared/error'
import { type FlowDocument, type JsonObject, parseDuration } from '#shared/flow'
import type { Trigger } from '#shared/run'
import type { Clock, HatId, TriggerStore } from '../runtime/ports.ts'
import { type RateLimit, SlidingWindow } from './rate-limit.ts'
import type { Fired, Happening, Hat } from './trigger-runner.ts'

/** What firing needs of the runtime. */
export type RunStarter = {
  /** @throws AppError `run.skipped`, `flow.has-problems`, `host.stops`, `host.stopped-all`, `store.cannot-write` */
  start(order: {
    flowId: string
    versionId: string
    document: FlowDocument
    input: Trigger['value']
    trigger: Trigger
    due?: number
    pace?: { most: number; perMs: number }
    id?: string
  }): string
  /** whether it stands in line: for its time, for its trigger's limit, or for other runs */
  waits(runId: string): boolean
}

export type FiringParts = {
  store: TriggerStore
  runs: RunStarter
  clock: Clock
  documentOf(versionId: string): FlowDocument
}

const nameOf = ({ flowId, block }: HatId): string => `${flowId}\n${block}`

/**
 * Makes runs of what happens. A run, its key and the counts of its trigger are given to the store in one turn, so
 * they are on disk together or not at all.
 */
export class Firing {
  readonly #parts: FiringParts
  readonly #windows = new Map<string, SlidingWindow>()

  constructor(parts: FiringParts) {
    this.#parts = parts
  }

  /** @throws AppError those of `RunStarter.start` but `run.skipped`: nothing happened, try again later */
  fire(
    hat: Hat,
    config: JsonObject,
    { value, at = this.#parts.clock.now(), key, runId: id }: Happening,
  ): Fired {
    const { store, runs, documentOf } = this.#parts
    const known = key === undefined ? undefined : store.runOf(hat, key)
    if (known !== undefined) return { outcome: 'known', runId: known }
    const limit = limitOf(config)
    const admission = this.#admit(hat, limit)
    if ('dropped' in admission) return this.#drop(hat, limitWords(config), admission.retryAfterMs)
    const now = this.#parts.clock.now()
    const trigger: Trigger = { type: hat.type, block: hat.block, at, value }
    const { flowId, versionId } = hat
    const late = admission.at > now
    try {
      const order = { flowId, versionId, document: documentOf(versionId), input: value, trigger }
      const runId = runs.start({
        ...order,
        ...(late && { due: admission.at }),
        // the time it was given may come in sleep, together with those of all that wait
        ...(limit?.beyond === 'queue' && { pace: { most: limit.most, perMs: limit.perMs } }),
        ...(id !== undefined && { id }),
      })
      const { fired } = store.read(hat)
      store.change(hat, { firedAt: now, fired: fired + 1 })
      if (key !== undefined) store.keep(hat, key, runId, now)
      return { outcome: runs.waits(runId) ? 'queued' : 'started', runId }
    } catch (error) {
      if (error instanceof AppError && error.code === 'run.skipped') return this.#skip(hat, error.message)
      throw error
    }
  }

  /** A hat that is armed anew begins with what is known of its last runs. */
  forget(hat: HatId): void {
    this.#windows.delete(nameOf(hat))
  }

  #admit(hat: Hat, limit: RateLimit | null): { at: number } | { dropped: true; retryAfterMs: number } {
    const now = this.#parts.clock.now()
    if (!limit) return { at: now }
    const name = nameOf(hat)
    const window = this.#windows.get(name) ?? new SlidingWindow(this.#parts.store.lastFired(hat, limit.most))
    this.#windows.set(name, window)
    return window.admit(limit, now)
  }

  #drop(hat: Hat, why: string, retryAfterMs: number): Fired {
    this.#count(hat)
    this.#parts.store.note(hat, { at: this.#parts.clock.now(), what: 'dropped', text: why })
    return { outcome: 'dropped', why, retryAfterMs }
  }

  #skip(hat: Hat, why: string): Fired {
    this.#count(hat)
    this.#parts.store.note(hat, { at: this.#parts.clock.now(), what: 'skipped', text: why })
    return { outcome: 'skipped', why }
  }

  #count(hat: Hat): void {
    this.#parts.store.change(hat, { dropped: this.#parts.store.read(hat).dropped + 1 })
  }
}

/** null: there is none */
function limitOf({ atMost, per, beyond }: JsonObject): RateLimit | null {
  if (typeof atMost !== 'number') return null
  const perMs = parseDuration(typeof per === 'string' ? per : '1m')
  return { most: atMost, perMs, beyond: beyond === 'drop' ? 'drop' : 'queue' }
}

const limitWords = ({ atMost, per }: JsonObject): string =>
  `More than ${String(atMost)} within ${String(per ?? '1m')}: the limit of this trigger.`
