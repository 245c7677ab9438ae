import type { HttpRequest } from '#shared/block'
import { AppError } from '#shared/error'
import { PACKINGS } from './unpack-body.ts'

/** They say how the message itself is carried: a wrong one smuggles a second request past a proxy. */
const OUR_OWN = new Set([
  ...['connection', 'content-length', 'expect', 'http2-settings', 'keep-alive', 'proxy-authorization'],
  ...['proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
])

/**
 * All headers of a request, names in small letters: what it says, and what is usual where it says nothing.
 * @throws AppError `http.bad-request` for headers that Blockloom sets itself
 */
export function headersToSend(
  { headers, body, method }: HttpRequest,
  url: URL,
  userAgent: string,
): Record<string, string> {
  const said: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(headers)) {
    const small = name.toLowerCase()
    if (OUR_OWN.has(small)) throw ourOwn(name)
    said[small] = value
  }
  return {
    host: url.host,
    accept: '*/*',
    'accept-encoding': PACKINGS,
    'user-agent': userAgent,
    ...said,
    ...lengthOf(body, method),
  }
}

function lengthOf(body: HttpRequest['body'], method: string): Record<string, string> {
  if (body === undefined) return ['POST', 'PUT', 'PATCH'].includes(method) ? { 'content-length': '0' } : {}
  if (typeof body === 'string') return { 'content-length': String(Buffer.byteLength(body)) }
  if (body instanceof Uint8Array) return { 'content-length': String(body.byteLength) }
  return body.size === undefined
    ? { 'transfer-encoding': 'chunked' }
    : { 'content-length': String(body.size) }
}

const ourOwn = (name: string): AppError =>
  new AppError({
    code: 'http.bad-request',
    message: `The header ${name} cannot be set: it says how the request is carried, which Blockloom does itself.`,
    fix: 'Take it out of "Headers".',
    details: { field: 'headers', header: name },
  })
