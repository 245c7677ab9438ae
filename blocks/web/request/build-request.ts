import type { BlockContext, HttpRequest } from '#shared/block'
import { type RequestDraft, requestHeaders, signIn, webAddress } from '#shared/web'
import { addQuery } from './add-query.ts'
import { bodyToSend } from './body-to-send.ts'
import type { RequestConfig } from './request-config.ts'

/**
 * The request a config asks for. Header names are lower case; what the person wrote wins.
 * @throws AppError `web.bad-address`, `web.bad-header`, `web.bad-sign-in`, `web.no-body-allowed`, `files.*`
 */
export async function buildRequest(config: RequestConfig, ctx: BlockContext): Promise<HttpRequest> {
  const draft: RequestDraft = { url: webAddress(config.url), headers: requestHeaders(config.headers ?? {}) }
  addQuery(draft.url, config.query ?? {})
  signIn(draft, config.auth)
  const body = await bodyToSend(config, draft.headers, ctx)
  const safe = SAFE.has(config.method)
  if (!safe && !draft.headers.has('idempotency-key')) draft.headers.set('idempotency-key', ctx.idempotencyKey)
  return {
    url: draft.url.href,
    method: config.method,
    headers: Object.fromEntries(draft.headers),
    ...(body !== undefined && { body }),
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
