import type { HttpRequest } from '#shared/block'
import { AppError } from '#shared/error'

const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** Nothing else is told to a place the person did not name: any other header may be a key. */
const HARMLESS = new Set(['accept', 'accept-language', 'content-type', 'user-agent'])

/** Where a response sends on to; undefined when it is an answer. */
export function targetOf(url: string, response: Response): string | undefined {
  const location = response.headers.get('location')
  if (!REDIRECTS.has(response.status) || location === null) return undefined
  if (URL.canParse(location, url)) return new URL(location, url).href
  throw new AppError({
    code: 'http.bad-redirect',
    message: `${new URL(url).host} sent us on to "${location}", which is no address.`,
    fix: 'Check the address in a browser.',
  })
}

/** The request to make after a redirect, by the rules of the Fetch standard (HTTP-redirect fetch). */
export function afterRedirect(request: HttpRequest, status: number, url: string): HttpRequest {
  const becomesGet =
    ((status === 301 || status === 302) && request.method === 'POST') ||
    (status === 303 && request.method !== 'GET' && request.method !== 'HEAD')
  const stays = new URL(url).origin === new URL(request.url).origin
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
