/**
 * The web as blocks see it: at most ten redirects, cookies off, the proxy and the allowed addresses of the settings,
 * a time for each phase, errors in plain words. The whole has its time by the signal.
 */
import type { HttpAnswer, HttpReading, HttpRequest, StopSignal } from '#shared/block'
import { AppError } from '#shared/error'
import { abortSignalOf } from './abort-signal.ts'
import type { AddressRule } from './http/address-rule.ts'
import type { Way } from './http/connect.ts'
import { exchange } from './http/exchange.ts'
import { afterRedirect, RedirectTrail, targetOf } from './http/http-redirect.ts'
import { type HttpLimitsOfTime, USUAL_TIMES } from './http/http-timeout.ts'
import { type ProxySettings, proxyOf } from './http/proxy-of.ts'
import { trustedAuthorities } from './http/trusted-authorities.ts'
import { WayAgent } from './http/way-agent.ts'

export type HttpRules = {
  /** bytes of an answer that is taken whole, unpacked; 10 MB unless told */
  maxBytes?: number
  maxRedirects?: number
  times?: Partial<HttpLimitsOfTime>
  /** asked anew for each request; unless told, what is public and what is named */
  addresses?(): AddressRule
  proxy?(): ProxySettings
  env?: Readonly<Record<string, string | undefined>>
  userAgent?: string
}
/** On whose behalf something is asked. */
export type Asker = {
  /** whether the flow's own text names this place: scheme aside, host and port */
  named(url: string): boolean
  /** ms since the epoch: when the step's time is up */
  deadline?: number
}
export type Http = {
  /** the whole answer */
  http(request: HttpRequest, signal: StopSignal, asker?: Asker): Promise<HttpAnswer>
  /** an answer of any size, its body still to come */
  open(request: HttpRequest, signal: StopSignal, asker?: Asker): Promise<HttpReading>
}

const MAX_BYTES = 10 * 1024 * 1024
const MAX_REDIRECTS = 10
const USUAL_ADDRESSES: AddressRule = ['public', 'named']
const ENVIRONMENT_ONLY: ProxySettings = { proxy: null, noProxy: [] }
/** Where nobody's flow asks, the caller itself names the place. */
const NAMES_ALL: Asker = { named: () => true }

/** Makes what is behind `ctx.http` and `ctx.openHttp`. */
export function makeHttp(rules: HttpRules = {}): Http {
  const { maxBytes = MAX_BYTES } = rules
  const web = new Web(rules)
  return {
    async http(request, stop, asker = NAMES_ALL) {
      const reading = await web.open(request, stop, asker)
      const { status, headers, url } = reading
      return { status, headers, url, body: await readWhole(reading, maxBytes) }
    },
    open: (request, stop, asker = NAMES_ALL) => web.open(request, stop, asker),
  }
}

class Web {
  readonly #rules: HttpRules
  readonly #agent = new WayAgent()
  readonly #env: Readonly<Record<string, string | undefined>>
  readonly #authorities: () => string[] | undefined

  constructor(rules: HttpRules) {
    this.#rules = rules
    this.#env = rules.env ?? process.env
    this.#authorities = trustedAuthorities(this.#env)
  }

  async open(first: HttpRequest, stop: StopSignal, asker: Asker): Promise<HttpReading> {
    const { signal, release } = abortSignalOf(stop)
    try {
      const reading = await this.#follow(first, signal, asker)
      const close = (): void => {
        release()
        reading.close()
      }
      return { ...reading, body: releasing(reading.body, release), close }
    } catch (error) {
      release()
      if (signal.aborted) throw stop.reason
      throw error
    }
  }

  async #follow(first: HttpRequest, signal: AbortSignal, asker: Asker): Promise<HttpReading> {
    signal.throwIfAborted()
    const trail = new RedirectTrail(first, this.#rules.maxRedirects ?? MAX_REDIRECTS)
    let request = first
    let named = asker.named(webAddress(first.url).href)
    for (;;) {
      const way = this.#wayTo(webAddress(request.url), named, signal, asker)
      const reading = await exchange(request, way, this.#agent, this.#rules.userAgent ?? 'Blockloom')
      const next = targetOf(request.url, reading.status, reading.headers.location)
      if (next === undefined) return reading
      reading.close()
      const before = webAddress(request.url)
      request = afterRedirect(request, reading.status, next)
      trail.add(request)
      named = isNamedOn(webAddress(next), before, named, asker)
    }
  }

  #wayTo(url: URL, named: boolean, signal: AbortSignal, { deadline }: Asker): Way {
    const { proxy, addresses, times } = this.#rules
    return {
      url,
      named,
      proxy: proxyOf(url, proxy?.() ?? ENVIRONMENT_ONLY, this.#env),
      rule: addresses?.() ?? USUAL_ADDRESSES,
      authorities: this.#authorities,
      times: untilDeadline({ ...USUAL_TIMES, ...times }, deadline),
      signal,
    }
  }
}

/** What a flow names stays named when it only moves on to https; nothing else is handed on. */
const isNamedOn = (next: URL, before: URL, named: boolean, asker: Asker): boolean =>
  asker.named(next.href) ||
  (named &&
    next.hostname === before.hostname &&
    (next.port === before.port || (next.protocol === 'https:' && before.protocol === 'http:')))

/** ms before the step's own end, in which a phase that waits too long can still say so. */
const TO_SAY = 50

/** No phase outlasts the step: what it waited for says more than that its time is up. */
function untilDeadline(times: HttpLimitsOfTime, deadline: number | undefined): HttpLimitsOfTime {
  if (deadline === undefined) return times
  const left = Math.max(1, deadline - Date.now() - TO_SAY)
  return { ...times, answer: Math.min(times.answer, left) }
}

async function* releasing(
  pieces: AsyncIterable<Uint8Array>,
  release: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
  } finally {
    release()
  }
}

async function readWhole(reading: HttpReading, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (reading.size !== undefined && reading.size > maxBytes) {
    reading.close()
    throw tooLarge(reading.url, maxBytes)
  }
  // leaving the loop early closes the rest
  for await (const chunk of reading.body) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(reading.url, maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** @throws AppError `http.bad-address` for anything but the web */
function webAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url
  throw new AppError({
    code: 'http.bad-address',
    message: `${text.slice(0, 200)} is not an address on the web.`,
    fix: 'Addresses begin with https:// or http://.',
    details: { url: text.slice(0, 2000) },
  })
}

const tooLarge = (url: string, limit: number): AppError =>
  new AppError({
    code: 'http.too-large',
    message: `The answer of ${new URL(url).host} is larger than ${sizeInWords(limit)}, the most that is taken.`,
    fix: 'Ask for less at once, or let it go into a file.',
    details: { limit },
  })

const sizeInWords = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${bytes} bytes`
