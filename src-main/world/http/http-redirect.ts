import type { HttpRequest } from '#shared/block'
import { AppError } from '#shared/error'

const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** Nothing else is told to a place the person did not name: any other header may be a key. */
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-type',
  'range',
  'user-agent',
])

/**
 * Where an answer sends on to; undefined when it is an answer. What follows `#` in the first address goes along
 * (RFC 9110, 10.2.2).
 * @throws AppError `http.bad-redirect`
 */
export function targetOf(url: string, status: number, location: string | undefined): string | undefined {
  if (!REDIRECTS.has(status) || location === undefined) return undefined
  if (URL.canParse(location, url)) {
    const target = new URL(location, url)
    if (target.hash === '') target.hash = new URL(url).hash
    return target.href
  }
  throw new AppError({
    code: 'http.bad-redirect',
    message: `${new URL(url).host} sent us on to "${location.slice(0, 200)}", which is no address.`,
    fix: 'Check the address in a browser.',
  })
}

/** The request to make after a redirect, by RFC 9110, 15.4 and the Fetch standard (HTTP-redirect fetch). */
export function afterRedirect(request: HttpRequest, status: number, url: string): HttpRequest {
  const becomesGet =
    ((status === 301 || status === 302) && request.method === 'POST') ||
    (status === 303 && request.method !== 'GET' && request.method !== 'HEAD')
  const stays = isSameOrigin(url, request.url)
  const kept = Object.entries(request.headers).filter(
    ([name]) => (stays || HARMLESS.has(name.toLowerCase())) && !(becomesGet && /^content-/i.test(name)),
  )
  return {
    url,
    method: becomesGet ? 'GET' : request.method,
    headers: Object.fromEntries(kept),
    ...(!becomesGet && request.body !== undefined && { body: request.body }),
  }
}

/** Keys may go along: the same host and port, and no step from https down to http. */
export const isSameOrigin = (one: string, other: string): boolean =>
  new URL(one).origin === new URL(other).origin

/**
 * Notes where a chain of redirects has been.
 * @throws AppError `http.redirect-loop` when it comes to the same place with the same method again (and no cookie
 *   could make a difference, as none is kept), `http.too-many-redirects`
 */
export class RedirectTrail {
  readonly #seen = new Set<string>()
  readonly #first: string
  readonly #most: number

  constructor(first: HttpRequest, most: number) {
    this.#first = first.url
    this.#most = most
    this.#note(first)
  }

  add(request: HttpRequest): void {
    const before = this.#seen.size
    this.#note(request)
    if (this.#seen.size === before) throw goesRound(this.#first, request.url)
    if (before > this.#most) throw tooMany(this.#first, this.#most)
  }

  #note({ method, url }: HttpRequest): void {
    this.#seen.add(`${method} ${url}`)
  }
}

const goesRound = (first: string, url: string): AppError =>
  new AppError({
    code: 'http.redirect-loop',
    message: `${new URL(first).host} sends us round in a circle: it came back to ${withoutQuery(url)}.`,
    fix: 'Check the address in a browser; it may need you to sign in, or keep cookies, which this block does not.',
  })

const tooMany = (first: string, most: number): AppError =>
  new AppError({
    code: 'http.too-many-redirects',
    message: `${new URL(first).host} sent us on to another address more than ${most} times.`,
    fix: 'Check the address in a browser; it may need you to sign in.',
  })

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}
