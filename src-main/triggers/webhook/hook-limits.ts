import type { Json } from '#shared/flow'

const MB = 1024 * 1024

/** The key of the setting. */
export const HOOKS_KEY = 'webhooks'

/** What calls may cost. Bytes and ms. */
export type HookLimits = {
  /** of a body that becomes a value, as it came and unpacked */
  body: number
  /** of all files of one call, on disk */
  files: number
  /** how long an answer waits for the run */
  wait: number
  /** calls under way at once: read, or waiting for their run */
  calls: number
  /** runs of webhooks that have not ended */
  runs: number
}

export const DEFAULT_LIMITS: HookLimits = {
  body: 10 * MB,
  files: 100 * MB,
  wait: 60_000,
  calls: 2000,
  runs: 10_000,
}

/** Bodies that lie in memory at once, all calls together; at least one of the largest fits. */
export const MEMORY = 64 * MB
/** Calls at once that write files. */
export const MOST_UPLOADS = 16
/** ms without a byte after which a body is given up. */
export const IDLE_MS = 20_000
/** Headers of a call. */
export const MOST_HEADERS = 100
/** Parts of a query or of a form. */
export const MOST_FIELDS = 1000

/** Limits of the settings; what is no number there counts as not set. */
export function limitsIn(setting: Json | undefined): HookLimits {
  const set = (
    typeof setting === 'object' && setting !== null && !Array.isArray(setting) ? setting : {}
  ) as Record<string, Json>
  const limit = (value: Json | undefined, otherwise: number, unit = 1) =>
    typeof value === 'number' && value > 0 ? Math.round(value * unit) : otherwise
  return {
    body: limit(set.bodyMb, DEFAULT_LIMITS.body, MB),
    files: limit(set.filesMb, DEFAULT_LIMITS.files, MB),
    wait: limit(set.waitSeconds, DEFAULT_LIMITS.wait, 1000),
    calls: limit(set.calls, DEFAULT_LIMITS.calls),
    runs: limit(set.runs, DEFAULT_LIMITS.runs),
  }
}
