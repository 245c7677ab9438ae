import { type HttpReading, implement } from '#shared/block'
import {
  type RequestDraft,
  refusedAnswer,
  requestHeaders,
  saveAnswer,
  signIn,
  webAddress,
  withoutQuery,
} from '#shared/web'
import { download } from './block.ts'

export const run = implement(download, async (config, ctx) => {
  const draft: RequestDraft = { url: webAddress(config.url), headers: requestHeaders(config.headers ?? {}) }
  signIn(draft, config.auth)
  // packed on the way, nobody would know how much there is to come
  const headers = { 'accept-encoding': 'identity', ...Object.fromEntries(draft.headers) }
  const reading = await ctx.openHttp({ url: draft.url.href, method: 'GET', headers })
  if (reading.status >= 400)
    throw refusedAnswer('GET', draft.url.href, reading, await beginning(reading), ctx.now(), true)
  const { to, ifExists } = config
  const file = await saveAnswer(reading, { to, ifExists }, ctx)
  return { next: { ...file, status: reading.status, url: withoutQuery(reading.url) } }
})

async function beginning({ body }: HttpReading): Promise<string> {
  for await (const piece of body) return new TextDecoder().decode(piece.subarray(0, 2000))
  return ''
}
