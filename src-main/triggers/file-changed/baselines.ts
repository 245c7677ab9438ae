import type { JsonObject } from '#shared/flow'
import type { Hat, TriggerHost } from '../trigger-runner.ts'
import { scopeOf, type WatchRule } from './watch-rule.ts'

/**
 * Of which folders the files were taken in once, by the rule that holds now, and on which drive they lay then. Without
 * that, what lies in a folder is no news.
 */
export class Baselines {
  readonly #host: Pick<TriggerHost, 'record' | 'remember'>
  readonly #hat: Hat
  readonly #scope: string
  readonly #drives: Map<string, string>

  constructor(host: Pick<TriggerHost, 'record' | 'remember'>, hat: Hat, rule: WatchRule) {
    this.#host = host
    this.#hat = hat
    this.#scope = scopeOf(rule)
    const { scope, drives = {} } = (host.record(hat).memory ?? {}) as { scope?: string; drives?: JsonObject }
    const kept = scope === this.#scope ? Object.entries(drives) : []
    this.#drives = new Map(
      kept.filter(([path]) => rule.folders.includes(path)).map(([p, d]) => [p, String(d)]),
    )
  }

  /** undefined: its files were never taken in */
  driveOf(written: string): string | undefined {
    return this.#drives.get(written)
  }
  set(written: string, drive: string): void {
    if (this.#drives.get(written) === drive) return
    this.#drives.set(written, drive)
    this.#host.remember(this.#hat, {
      memory: { scope: this.#scope, drives: Object.fromEntries(this.#drives) },
    })
  }
}
