import { type BlockContext, type ConfigOf, implement } from '#shared/block'
import { AppError } from '#shared/error'
import { TextDecoding } from '#shared/text'
import { contentType, refusedAnswer, withoutQuery } from '#shared/web'
import { rss } from './block.ts'
import { itemOf } from './feed.ts'

export const run = implement(rss, async (config, ctx) => {
  const source = await sourceOf(config, ctx)
  // loaded when it is first needed: a start should not wait for it
  const { readFeed } = await import('./read-feed.ts')
  const feed = await readFeed(source.text, source.what, source.base, ctx)
  return { next: feed.items.slice(0, config.limit).map((item) => itemOf(item, feed)) }
})

type Source = { text: string; what: string; base?: string }

async function sourceOf({ url, text }: ConfigOf<typeof rss.fields>, ctx: BlockContext): Promise<Source> {
  if ((url === undefined) === (text === undefined)) throw oneOfBoth(url !== undefined)
  if (text !== undefined) return { text: text.replace(/^\ufeff/, ''), what: 'The text' }
  return fetched(url as string, ctx)
}

async function fetched(url: string, ctx: BlockContext): Promise<Source> {
  const answer = await ctx.http({ url, method: 'GET', headers: { accept: ACCEPT } })
  if (answer.status >= 400)
    throw refusedAnswer('GET', url, answer, new TextDecoder().decode(answer.body), ctx.now())
  const what = withoutQuery(url)
  const { encodingOf } = await import('#shared/xml')
  // RFC 7303, 3.2: a byte order mark decides, then the header, then what the text says of itself
  const encoding = contentType(answer.headers['content-type']).charset ?? encodingOf(answer.body)
  const decoding = new TextDecoding(encoding, decoderOf, what)
  return { text: decoding.push(answer.body) + decoding.end(), what, base: answer.url ?? url }
}

const decoderOf = (label: string) => new TextDecoder(label, { fatal: true, ignoreBOM: true })

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, application/json;q=0.8, text/xml;q=0.8, */*;q=0.1'

const oneOfBoth = (both: boolean): AppError =>
  new AppError({
    code: 'config.address-or-text',
    message: both
      ? 'There is both an address and a text to read.'
      : 'There is neither an address nor a text to read.',
    fix: 'Fill in "Address" or "Text", and leave the other one empty.',
    details: { field: 'url' },
  })
