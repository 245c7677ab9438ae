import type { HttpAnswer } from '#shared/block'
import { AppError } from '#shared/error'

/** Worth another try: too early, too many, and the server's own troubles (RFC 9110; 425 is RFC 8470). */
const mayHelpLater = (status: number): boolean => [408, 425, 429].includes(status) || status >= 500

/** Characters of what a server said that are kept. */
const LONGEST_SAID = 2000

/**
 * The error of an answer with a status that says no: code `web.status-404`, with the beginning of what the server said.
 * @param url as it was asked; its query may hold keys and is left out
 * @param said the body of the answer as text
 * @param now ms since the epoch, for a `Retry-After` that is a date
 * @param signsIn whether the block that asked has a field "Sign in"
 */
export function refusedAnswer(
  method: string,
  url: string,
  answer: Pick<HttpAnswer, 'status' | 'headers'>,
  said: string,
  now: number,
  signsIn = false,
): AppError {
  const { status, headers } = answer
  const retryAfterMs = retryAfter(headers['retry-after'], now)
  const words = STATUS_WORDS[status]
  return new AppError({
    code: `web.status-${status}`,
    message: `${method} ${withoutQuery(url)} was answered with ${status}${words ? ` (${words})` : ''}.`,
    fix: fixOf(status, signsIn),
    retryable: mayHelpLater(status),
    details: {
      status,
      body: said.slice(0, LONGEST_SAID),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  })
}

/** Queries may hold keys: they stay out of messages. */
export const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '')

/** `Retry-After` is seconds or an HTTP date (RFC 9110, 10.2.3); milliseconds from now. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

function fixOf(status: number, signsIn: boolean): string {
  if ((status === 401 || status === 403) && signsIn) return 'Check "Sign in" and what that account may do.'
  if (status === 401 || status === 403)
    return 'It wants to know who asks: get it with "Web request", which can sign in, and give its text here.'
  if (status === 404 || status === 410) return 'Check the address.'
  if (mayHelpLater(status)) return 'Try again later, or let the block retry.'
  return 'Look at the body of the answer for the reason.'
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'not signed in',
  403: 'not allowed',
  404: 'not found',
  405: 'method not allowed',
  408: 'took too long',
  409: 'conflict',
  410: 'gone',
  413: 'too large',
  415: 'kind of content not accepted',
  422: 'content not accepted',
  425: 'too early',
  429: 'too many requests',
  500: 'server error',
  501: 'not supported',
  502: 'bad gateway',
  503: 'not available now',
  504: 'gateway took too long',
}
