import type { IncomingMessage } from 'node:http'
import { CallRefused } from './call-refused.ts'
import { type Cors, corsFor, NO_CORS } from './send-answer.ts'

/**
 * Pages of other sites may not call: a browser would do it for any site that somebody looks at. Those that the hat names
 * may, and read the answer. Programs name no origin.
 * @throws CallRefused `webhook.wrong-origin`
 */
export function corsOf({ headers }: IncomingMessage, origins: ReadonlySet<string> | null): Cors {
  const origin = headers.origin?.toLowerCase()
  if (origin === undefined) {
    if (isFromOtherPage(headers) && !origins?.has('*')) throw wrongOrigin()
    return NO_CORS
  }
  const host = headers.host?.toLowerCase()
  if (origin === `http://${host}` || origin === `https://${host}`) return NO_CORS
  if (origins && (origins.has(origin) || origins.has('*'))) return corsFor(headers.origin as string)
  throw wrongOrigin()
}

/** Pictures, frames and scripts of another site come without an origin, but browsers say where they are from. */
function isFromOtherPage(headers: IncomingMessage['headers']): boolean {
  const site = headers['sec-fetch-site']
  if (site !== 'cross-site' && site !== 'same-site') return false
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  return !(isLink && headers['sec-fetch-user'] === '?1')
}

const wrongOrigin = (): CallRefused =>
  new CallRefused(
    'webhook.wrong-origin',
    'This call comes from the page of another site, which may not make it.',
  )
