/**
 * The web as blocks see it: one request, at most ten redirects, an answer of limited size, errors in plain words.
 * Time limits come in by the signal. A proxy is taken from the environment where Node is told to
 * (NODE_USE_ENV_PROXY).
 */
import type { HttpAnswer, HttpRequest, StopSignal } from '#shared/block'
import { AppError } from '#shared/error'
import { abortSignalOf } from './abort-signal.ts'
import { httpError } from './http-error.ts'
import { afterRedirect, targetOf } from './http-redirect.ts'

export type HttpLimits = {
  /** bytes of an answer's body, unpacked; 10 MB unless told */
  maxBytes?: number
  maxRedirects?: number
}
export type Http = (request: HttpRequest, signal: StopSignal) => Promise<HttpAnswer>

const MAX_BYTES = 10 * 1024 * 1024
const MAX_REDIRECTS = 10

/** Makes the function behind `ctx.http`. */
export function makeHttp({ maxBytes = MAX_BYTES, maxRedirects = MAX_REDIRECTS }: HttpLimits = {}): Http {
  return async (request, stop) => {
    const { signal, release } = abortSignalOf(stop)
    try {
      return await follow(request, signal, { maxBytes, maxRedirects })
    } catch (error) {
      if (signal.aborted) throw stop.reason
      throw error
    } finally {
      release()
    }
  }
}

async function follow(
  first: HttpRequest,
  signal: AbortSignal,
  limits: Required<HttpLimits>,
): Promise<HttpAnswer> {
  let request = first
  for (let redirects = 0; ; redirects++) {
    refuseOtherSchemes(request.url)
    const response = await send(request, signal)
    const next = targetOf(request.url, response)
    if (next === undefined) return readWhole(request, response, limits.maxBytes)
    await response.body?.cancel()
    if (redirects === limits.maxRedirects) throw goesRound(first.url, limits.maxRedirects)
    request = afterRedirect(request, response.status, next)
  }
}

async function send({ url, method, headers, body }: HttpRequest, signal: AbortSignal): Promise<Response> {
  try {
    const sent = typeof body === 'string' || body === undefined ? body : new Uint8Array(body)
    return await fetch(url, { method, headers: { ...headers }, body: sent, redirect: 'manual', signal })
  } catch (error) {
    throw httpError(error, url)
  }
}

async function readWhole(request: HttpRequest, response: Response, maxBytes: number): Promise<HttpAnswer> {
  const headers = Object.fromEntries(response.headers)
  const body = await readBody(request.url, response, maxBytes)
  return { status: response.status, headers, body }
}

async function readBody(url: string, { body }: Response, maxBytes: number): Promise<Uint8Array> {
  if (!body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    // leaving the loop early cancels the rest
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > maxBytes) throw tooLarge(url, maxBytes)
      chunks.push(chunk)
    }
  } catch (error) {
    throw httpError(error, url)
  }
  return Buffer.concat(chunks, size)
}

function refuseOtherSchemes(url: string): void {
  const scheme = URL.canParse(url) ? new URL(url).protocol : undefined
  if (scheme === 'http:' || scheme === 'https:') return
  throw new AppError({
    code: 'http.bad-address',
    message: `${url} is not an address on the web.`,
    fix: 'Addresses begin with https:// or http://.',
    details: { url },
  })
}

const tooLarge = (url: string, limit: number): AppError =>
  new AppError({
    code: 'http.too-large',
    message: `The answer of ${new URL(url).host} is larger than ${sizeInWords(limit)}, the most that is taken.`,
    fix: 'Ask for less at once.',
    details: { limit },
  })

const sizeInWords = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${bytes} bytes`

const goesRound = (url: string, most: number): AppError =>
  new AppError({
    code: 'http.too-many-redirects',
    message: `${new URL(url).host} sent us on to another address more than ${most} times.`,
    fix: 'Check the address in a browser; it may need you to sign in.',
  })
