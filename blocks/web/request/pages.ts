/** Answers that come in pages: one request after the other, each to the address that the answer before it names. */
import {
  type BlockContext,
  type HttpAnswer,
  type HttpRequest,
  isList,
  isObject,
  sayValue,
} from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { parseUrl, withoutQuery } from '#shared/web'
import { nextLink } from './next-link.ts'

export type Page = { status: number; headers: HttpAnswer['headers']; body: Json }
type Ask = (request: HttpRequest) => Promise<{ answer: HttpAnswer; page: Page }>
/** The address of the page behind this one, whole or as it leads on; nothing at the end. */
type Next = (page: Page, index: number) => Json | undefined

const USUAL_MOST = 100
/** Bytes of all pages together: a value between blocks may be no larger. */
const MOST_BYTES = 64 * 1024 * 1024

/** @param written the field as it stands in the flow: `{ next?, max? }`, `next` not evaluated yet */
export function readPages(written: unknown, ctx: BlockContext): { max: number; next: Next } {
  const { next, max = USUAL_MOST } = isObject(written as Json) ? (written as Record<string, Json>) : {}
  const most = typeof max === 'string' && /^\d+$/.test(max) ? Number(max) : max
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1 || most > 100_000)
    throw badPages(`"Pages" needs a whole number from 1 to 100000 as its "max", but got ${sayValue(max)}.`)
  if (next === undefined || next === null || next === '')
    return { max: most, next: ({ headers }) => nextLink(headers.link) }
  const evaluate = ctx.perItem('pages')
  return {
    max: most,
    next: (page, index) => {
      const made = evaluate(page, index)
      return isObject(made) ? made.next : undefined
    },
  }
}

/**
 * All pages. Their bodies become one list: lists one behind the other, anything else an entry for each page.
 * Status and headers are those of the last.
 * @throws AppError of `ask`; `web.pages-loop`, `web.pages-too-large`, `web.bad-next-page`
 */
export async function askPages(
  first: HttpRequest,
  { max, next }: ReturnType<typeof readPages>,
  ask: Ask,
  ctx: BlockContext,
): Promise<Page> {
  const seen = new Set<string>()
  const bodies: Json[] = []
  let bytes = 0
  let request = first
  for (let index = 0; ; index++) {
    seen.add(request.url)
    const { answer, page } = await ask(request)
    bodies.push(page.body)
    bytes += answer.body.length
    if (bytes > MOST_BYTES) throw tooLarge(index + 1)
    ctx.progress((index + 1) / max, index === 0 ? '1 page' : `${index + 1} pages`)
    const onward = nextRequest(first, answer.url ?? request.url, next(page, index))
    if (!onward || index + 1 === max) {
      if (onward) ctx.log.warn(`There are more pages; ${max} were asked for.`)
      return { ...page, body: joined(bodies) }
    }
    if (seen.has(onward.url)) throw goesRound(onward.url, index + 1)
    request = onward
  }
}

const joined = (bodies: readonly Json[]): Json =>
  bodies.every(isList) ? (bodies as readonly (readonly Json[])[]).flat() : bodies

/** @param from the address of the page that names the next one */
function nextRequest(first: HttpRequest, from: string, named: Json | undefined): HttpRequest | undefined {
  if (named === undefined || named === null || named === '' || named === false) return undefined
  const url = typeof named === 'string' ? parseUrl(named, from) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw badNext(named)
  const stays = url.origin === parseUrl(first.url)?.origin
  return { ...first, url: url.href, headers: stays ? first.headers : harmless(first.headers) }
}

/** Nothing else is told to a place the person did not name: any other header may be a key. */
const HARMLESS = new Set(['accept', 'accept-language', 'content-type', 'idempotency-key'])
const harmless = (headers: HttpRequest['headers']) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)))

const badPages = (message: string): AppError =>
  new AppError({
    code: 'web.bad-pages',
    message,
    fix: 'Give for example { "next": "{{ item.body.next }}", "max": 20 }; without "next" the header Link is followed.',
    details: { field: 'pages' },
  })

const badNext = (named: Json): AppError =>
  new AppError({
    code: 'web.bad-next-page',
    message: `"next" of "Pages" gave ${sayValue(named)}, which is no address.`,
    fix: 'Let it give the address of the next page, or nothing at the end.',
    details: { field: 'pages' },
  })

const goesRound = (url: string, pages: number): AppError =>
  new AppError({
    code: 'web.pages-loop',
    message: `After ${pages} ${pages === 1 ? 'page' : 'pages'}, the next one would be ${withoutQuery(url)} again, which was read already.`,
    fix: 'Look at what "next" of "Pages" gives: at the end it must give nothing.',
    details: { field: 'pages' },
  })

const tooLarge = (pages: number): AppError =>
  new AppError({
    code: 'web.pages-too-large',
    message: `The first ${pages} pages are larger than 64 MB together, the most a value may hold.`,
    fix: 'Ask for fewer pages at once: make "max" of "Pages" smaller.',
    details: { field: 'pages' },
  })
