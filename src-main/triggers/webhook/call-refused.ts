import { AppError } from '#shared/error'

/** The HTTP status of what is refused, by code. */
const STATUS: Readonly<Record<string, number>> = {
  'webhook.bad-path': 400,
  'webhook.bad-query': 400,
  'webhook.broken-body': 400,
  'webhook.broken-json': 400,
  'webhook.bad-form': 400,
  'webhook.not-allowed': 401,
  'webhook.wrong-origin': 403,
  'webhook.not-found': 404,
  'webhook.wrong-method': 405,
  'webhook.too-slow': 408,
  'webhook.skipped': 409,
  'webhook.too-large': 413,
  'webhook.wrong-type': 415,
  'webhook.too-many': 429,
  'webhook.too-many-headers': 431,
  'webhook.failed': 500,
  'webhook.not-working': 503,
  'webhook.resting': 503,
  'webhook.busy': 503,
}

export const statusOf = (code: string): number => STATUS[code] ?? 500

type Extra = { details?: Record<string, unknown>; retryAfterMs?: number; headers?: Record<string, string> }

/** A call that is answered with why it was not taken. What it says goes to whoever calls: nothing of the inside. */
export class CallRefused extends AppError {
  readonly headers: Readonly<Record<string, string>>

  constructor(code: string, message: string, { details, retryAfterMs, headers }: Extra = {}) {
    super({ code, message, details, retryable: retryAfterMs !== undefined })
    const seconds = retryAfterMs === undefined ? undefined : Math.max(1, Math.ceil(retryAfterMs / 1000))
    this.headers = { ...headers, ...(seconds !== undefined && { 'retry-after': String(seconds) }) }
  }
}

/** Nobody is there any more to be answered. */
export class CallerGone extends Error {}
