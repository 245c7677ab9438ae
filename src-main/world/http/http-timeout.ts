/** The phases of a request, each with its own limit and its own sentence. The whole has the step's time. */
import { AppError } from '#shared/error'
import { sentence } from './http-error.ts'

export type HttpPhase = 'lookup' | 'connect' | 'proxy' | 'tls' | 'sending' | 'answer' | 'body'
/** ms a phase may take; for `sending` and `body`: in which nothing at all moves */
export type HttpLimitsOfTime = Readonly<Record<HttpPhase, number>>

export const USUAL_TIMES: HttpLimitsOfTime = {
  lookup: 10_000,
  connect: 10_000,
  proxy: 20_000,
  tls: 10_000,
  sending: 60_000,
  answer: 300_000,
  body: 60_000,
}

/** @param who the host, or the proxy */
export const phaseTimeout = (phase: HttpPhase, who: string, limitMs: number): AppError =>
  new AppError({
    code: 'http.timeout',
    message: sentence(SENTENCES[phase](who, inWords(limitMs))),
    fix: FIXES[phase] ?? 'Try again later, or give the block more time.',
    retryable: true,
    details: { phase, limitMs },
  })

const SENTENCES: Readonly<Record<HttpPhase, (who: string, time: string) => string>> = {
  lookup: (who, time) => `The name of ${who} could not be looked up within ${time}.`,
  connect: (who, time) => `${who} did not take the connection within ${time}.`,
  proxy: (who, time) => `The proxy opened no way to ${who} within ${time}.`,
  tls: (who, time) => `${who} took the connection, but agreed on no encryption (TLS) within ${time}.`,
  sending: (who, time) => `${who} stopped taking the request: nothing moved for ${time}.`,
  answer: (who, time) => `${who} took the request, but did not begin to answer within ${time}.`,
  body: (who, time) => `${who} stopped in the middle of its answer: nothing came for ${time}.`,
}

const FIXES: Readonly<Partial<Record<HttpPhase, string>>> = {
  lookup: 'Check the connection to the network and its name server (DNS).',
  connect: 'Check the address and its port, and whether a firewall stands in between.',
  proxy: 'Check the setting "proxy", or ask whoever runs the proxy.',
  tls: 'Check the port, and https against http.',
}

const inWords = (ms: number): string => (ms >= 1000 ? `${Math.round(ms / 100) / 10} s` : `${ms} ms`)

/**
 * Watches over one phase at a time.
 * @param expire called once, when a phase took too long
 */
export class PhaseWatch {
  readonly #who: string
  readonly #times: HttpLimitsOfTime
  readonly #expire: (error: AppError) => void
  #timer: NodeJS.Timeout | undefined
  #phase: HttpPhase | undefined

  constructor(who: string, times: HttpLimitsOfTime, expire: (error: AppError) => void) {
    this.#who = who
    this.#times = times
    this.#expire = expire
  }

  /** A phase begins, or something moved in it. */
  begin(phase: HttpPhase): void {
    if (this.#phase === phase && this.#timer) {
      this.#timer.refresh()
      return
    }
    this.rest()
    const limit = this.#times[phase]
    this.#phase = phase
    this.#timer = setTimeout(() => this.#expire(phaseTimeout(phase, this.#who, limit)), limit)
  }

  /** Nothing is waited for. */
  rest(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}

/** What `deed` gives, unless it takes longer than its phase may. What comes later is let go. */
export async function withinPhase<T>(
  phase: HttpPhase,
  who: string,
  times: HttpLimitsOfTime,
  signal: AbortSignal,
  deed: Promise<T>,
): Promise<T> {
  const late = Promise.withResolvers<never>()
  const watch = new PhaseWatch(who, times, late.reject)
  const stop = () => late.reject(signal.reason)
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  watch.begin(phase)
  try {
    return await Promise.race([deed, late.promise])
  } finally {
    watch.rest()
    signal.removeEventListener('abort', stop)
  }
}
