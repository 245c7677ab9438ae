import { type BlockContext, type ConfigOf, implement } from '#shared/block'
import { AppError } from '#shared/error'
import { contentType, refusedAnswer, withoutQuery } from '#shared/web'
import { page } from './block.ts'
import { decodePage } from './decode-page.ts'
import type { PageSource } from './pick-page.ts'

export const run = implement(page, async (config, ctx) => {
  const { url, html, base } = config
  if ((url === undefined) === (html === undefined)) throw oneOfBoth(url !== undefined)
  const source =
    html === undefined
      ? await fetched(url as string, ctx)
      : { html: html.replace(/^\ufeff/, ''), what: 'The HTML', ...(base !== undefined && { from: base }) }
  // loaded when it is first needed: a start should not wait for it
  const { pickPage } = await import('./pick-page.ts')
  return { next: await pickPage(source, config as ConfigOf<typeof page.fields>, ctx) }
})

async function fetched(url: string, ctx: BlockContext): Promise<PageSource> {
  const answer = await ctx.http({ url, method: 'GET', headers: { accept: ACCEPT } })
  if (answer.status >= 400)
    throw refusedAnswer('GET', url, answer, new TextDecoder().decode(answer.body), ctx.now())
  const header = answer.headers['content-type']
  const { type } = contentType(header)
  if (!MAYBE_PAGE.test(type)) throw notAPage(withoutQuery(url), type)
  return { html: decodePage(answer.body, header), what: withoutQuery(url), from: answer.url ?? url }
}

const ACCEPT = 'text/html, application/xhtml+xml, */*;q=0.1'
const MAYBE_PAGE = /^(|text\/.*|application\/(xhtml\+xml|xml|octet-stream))$/

const notAPage = (what: string, type: string): AppError =>
  new AppError({
    code: 'web.not-a-page',
    message: `${what} is no page, but ${type}.`,
    fix: 'Check the address. JSON and other answers are read by "Web request".',
    details: { type },
  })

const oneOfBoth = (both: boolean): AppError =>
  new AppError({
    code: 'config.address-or-html',
    message: both
      ? 'There is both an address and HTML to pick from.'
      : 'There is neither an address nor HTML to pick from.',
    fix: 'Fill in "Address" or "HTML", and leave the other one empty.',
    details: { field: 'url' },
  })
