import { type HttpAnswer, implement } from '#shared/block'
import { AppError } from '#shared/error'
import { request } from './block.ts'
import { buildRequest, type RequestConfig } from './build-request.ts'
import { readAnswer } from './read-answer.ts'

export const run = implement(request, async (config, ctx) => {
  const asked = buildRequest(config, ctx.idempotencyKey)
  const answer = await ctx.http(asked)
  if (fails(answer.status, config.failOn)) throw refusal(config, asked.url, answer, ctx.now())
  return {
    next: {
      status: answer.status,
      headers: answer.headers,
      body: readAnswer(answer, config.as, ctx.log),
    },
  }
})

function fails(status: number, failOn: RequestConfig['failOn']): boolean {
  if (failOn === 'nothing') return false
  return failOn === '5xx' ? status >= 500 : status >= 400
}

/** Worth another try: too early, too many, and the server's own troubles (RFC 9110; 425 is RFC 8470). */
const mayHelpLater = (status: number): boolean => [408, 425, 429].includes(status) || status >= 500

const LONGEST_BODY = 2000

function refusal(config: RequestConfig, url: string, answer: HttpAnswer, now: number): AppError {
  const { status, headers, body } = answer
  const retryAfterMs = retryAfter(headers['retry-after'], now)
  const words = STATUS_WORDS[status]
  return new AppError({
    code: `web.status-${status}`,
    message: `${config.method} ${withoutQuery(url)} was answered with ${status}${words ? ` (${words})` : ''}.`,
    fix: fixOf(status),
    retryable: mayHelpLater(status),
    details: {
      status,
      body: new TextDecoder().decode(body.subarray(0, LONGEST_BODY)),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  })
}

/** Queries may hold keys: they stay out of messages. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/** `Retry-After` is seconds or an HTTP date (RFC 9110, 10.2.3); milliseconds from now. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

function fixOf(status: number): string {
  if (status === 401 || status === 403) return 'Check "Sign in" and what that account may do.'
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
