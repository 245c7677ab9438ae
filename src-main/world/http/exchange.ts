/**
 * One request and the beginning of its answer, over HTTP/1.1: no redirects, no cookies, nothing remembered but the
 * connection. Every phase is watched; the body of the answer is read when somebody reads it.
 */
import { type ClientRequest, type IncomingMessage, request as send } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpReading, HttpRequest } from '#shared/block'
import { AppError } from '#shared/error'
import { checkConnected, proxySignIn, proxyWantsSignIn, type Way } from './connect.ts'
import { headersToSend } from './headers-to-send.ts'
import { httpError } from './http-error.ts'
import { PhaseWatch } from './http-timeout.ts'
import { sendBody } from './send-body.ts'
import { packingsOf, unpacked } from './unpack-body.ts'
import type { WayAgent, WayOptions } from './way-agent.ts'

/** Sent again on a new connection when the server had closed the old one: these change nothing by being sent twice. */
const TWICE_IS_ONCE = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])

/** @throws AppError `http.*`, or the signal's reason */
export async function exchange(
  request: HttpRequest,
  way: Way,
  agent: WayAgent,
  userAgent: string,
): Promise<HttpReading> {
  for (let again = false; ; again = true) {
    const one = new Exchange(request, way, agent, userAgent)
    try {
      return await one.begin()
    } catch (error) {
      if (way.signal.aborted) throw way.signal.reason
      if (!again && one.metOldConnection(error) && TWICE_IS_ONCE.has(request.method)) continue
      throw httpError(error, way.url.host)
    }
  }
}

class Exchange {
  readonly #request: HttpRequest
  readonly #way: Way
  readonly #watch: PhaseWatch
  readonly #sent: ClientRequest
  #answer: IncomingMessage | undefined
  /** why it was ended from here */
  #reason: { error: unknown } | undefined
  readonly #stop = (): void => this.#end(this.#way.signal.reason)

  /** @throws TypeError of Node for what cannot be sent */
  constructor(request: HttpRequest, way: Way, agent: WayAgent, userAgent: string) {
    this.#request = request
    this.#way = way
    this.#watch = new PhaseWatch(way.url.host, way.times, (error) => this.#end(error))
    this.#sent = send(optionsOf(request, way, agent, userAgent))
    way.signal.addEventListener('abort', this.#stop, { once: true })
  }

  async begin(): Promise<HttpReading> {
    try {
      this.#answer = await this.#answered()
    } catch (error) {
      this.#release()
      this.#sent.destroy()
      throw this.#reason?.error ?? error
    }
    this.#watch.rest()
    return this.#reading(this.#answer)
  }

  metOldConnection(error: unknown): boolean {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return this.#sent.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE')
  }

  #answered(): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      this.#sent.on('error', reject)
      this.#sent.once('response', resolve)
      this.#sent.once('socket', (socket) => {
        try {
          checkConnected(this.#way, socket as Socket)
        } catch (error) {
          this.#end(error)
          return
        }
        this.#watch.begin('sending')
        this.#sendBody().catch(reject)
      })
    })
  }

  async #sendBody(): Promise<void> {
    await sendBody(this.#sent, this.#request.body, {
      moved: () => this.#watch.begin('sending'),
      isOver: () => this.#answer !== undefined || this.#reason !== undefined,
    })
    if (!this.#answer) this.#watch.begin('answer')
  }

  #reading(answer: IncomingMessage): HttpReading {
    const { url } = this.#way
    const status = answer.statusCode ?? 0
    const { proxy } = this.#way
    if (status === 407 && proxy) {
      this.#end(undefined)
      throw proxyWantsSignIn(proxy)
    }
    const headers = headersOf(answer)
    const packings = packingsOf(headers['content-encoding'])
    const size = hasBody(this.#request.method, status) ? sizeOf(headers) : 0
    return {
      url: this.#request.url,
      status,
      headers,
      size: packings.length > 0 ? undefined : size,
      body: this.#body(answer, packings, url.host),
      close: () => this.#end(undefined),
    }
  }

  async *#body(answer: IncomingMessage, packings: string[], who: string): AsyncGenerator<Uint8Array> {
    try {
      yield* unpacked(this.#raw(answer), packings, who)
    } catch (error) {
      if (this.#way.signal.aborted) throw this.#way.signal.reason
      throw httpError(this.#reason?.error ?? error, who)
    } finally {
      this.#end(undefined)
    }
  }

  /** Waits for the server only while somebody waits for a piece: a slow disk is not the server's fault. */
  async *#raw(answer: IncomingMessage): AsyncGenerator<Uint8Array> {
    const pieces = answer.iterator({ destroyOnReturn: false })
    for (;;) {
      this.#watch.begin('body')
      const { done, value } = await pieces.next()
      this.#watch.rest()
      if (done) break
      yield value
    }
    // without a length, a body ends with the connection: what a parser calls complete
    if (!answer.complete) throw Object.assign(new Error('cut off'), { code: 'ECONNRESET' })
  }

  /** Ends it: at once where something is still under way, else by letting go of the connection. */
  #end(error: unknown): void {
    this.#release()
    if (error !== undefined) this.#reason ??= { error }
    const isWhole = this.#answer?.complete && this.#answer.readableEnded && this.#sent.writableFinished
    if (isWhole) return
    const cause = error instanceof Error ? error : new Error('ended')
    this.#answer?.on('error', () => undefined).destroy(cause)
    this.#sent.on('error', () => undefined).destroy(cause)
  }

  #release(): void {
    this.#watch.rest()
    this.#way.signal.removeEventListener('abort', this.#stop)
  }
}

function optionsOf(request: HttpRequest, way: Way, agent: WayAgent, userAgent: string): WayOptions {
  const { url, proxy } = way
  // a proxy is told the whole address (RFC 9112, 3.2.2), unless a tunnel leads past it
  const isAsked = proxy !== undefined && url.protocol === 'http:'
  if ((request.method === 'GET' || request.method === 'HEAD') && request.body !== undefined) throw noBody(url)
  return {
    way,
    agent,
    host: url.hostname,
    port: url.port,
    method: request.method,
    path: isAsked ? `${url.origin}${url.pathname}${url.search}` : `${url.pathname}${url.search}`,
    headers: { ...headersToSend(request, url, userAgent), ...(isAsked && proxySignIn(proxy)) },
    setHost: false,
  }
}

const noBody = (url: URL): AppError =>
  new AppError({
    code: 'http.bad-request',
    message: `The request to ${url.host} cannot be sent as it is: GET and HEAD have no body.`,
    fix: 'Leave the body away, or use POST.',
  })

function headersOf({ headersDistinct }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, values = []] of Object.entries(headersDistinct))
    headers[name] = values.join(name === 'set-cookie' ? '\n' : ', ')
  return headers
}

const hasBody = (method: string, status: number): boolean =>
  method !== 'HEAD' && status !== 204 && status !== 304

function sizeOf(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['content-length']
  return text !== undefined && /^\d+$/.test(text) && !headers['transfer-encoding'] ? Number(text) : undefined
}
