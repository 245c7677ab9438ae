import { type BlockContext, type HttpAnswer, type HttpRequest, implement, isObject } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { refusedAnswer, saveAnswer } from '#shared/web'
import { request } from './block.ts'
import { buildRequest } from './build-request.ts'
import { askPages, type Page, readPages } from './pages.ts'
import { readAnswer } from './read-answer.ts'
import type { RequestConfig } from './request-config.ts'

export const run = implement(request, async (config, ctx) => {
  const asked = await buildRequest(config, ctx)
  if (config.as === 'file') return { next: await intoFile(config, asked, ctx) }
  const ask = (one: HttpRequest) => askOnce(config, one, ctx)
  if (!hasPages(config)) return { next: (await ask(asked)).page }
  return { next: await askPages(asked, readPages(config.pages, ctx), ask, ctx) }
})

/** An empty field is none. */
const hasPages = ({ pages }: RequestConfig): boolean =>
  !(pages === undefined || pages === null || (isObject(pages as Json) && Object.keys(pages).length === 0))

type Given = { answer: HttpAnswer; page: Page }

async function askOnce(config: RequestConfig, asked: HttpRequest, ctx: BlockContext): Promise<Given> {
  const answer = await ctx.http(asked)
  const { status, headers } = answer
  if (fails(status, config.failOn)) throw refusal(asked, answer, answer.body, ctx)
  // the type cannot be 'file' here
  const as = config.as === 'file' ? 'auto' : config.as
  return { answer, page: { status, headers, body: readAnswer(answer, as, ctx.log) } }
}

async function intoFile(config: RequestConfig, asked: HttpRequest, ctx: BlockContext) {
  if (hasPages(config)) throw pagesAreNoFile()
  const reading = await ctx.openHttp(asked)
  const { status, headers } = reading
  if (fails(status, config.failOn)) throw refusal(asked, reading, await beginning(reading.body), ctx)
  return { status, headers, body: await saveAnswer(reading, { to: config.to, ifExists: 'rename' }, ctx) }
}

function fails(status: number, failOn: RequestConfig['failOn']): boolean {
  if (failOn === 'nothing') return false
  return failOn === '5xx' ? status >= 500 : status >= 400
}

const LONGEST_BODY = 2000

/** Of what the server said, as much as is told. */
async function beginning(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const piece of body) return piece
  return new Uint8Array()
}

function refusal(
  { method, url }: HttpRequest,
  answer: Pick<HttpAnswer, 'status' | 'headers'>,
  body: Uint8Array,
  ctx: BlockContext,
): AppError {
  const said = new TextDecoder().decode(body.subarray(0, LONGEST_BODY))
  return refusedAnswer(method, url, answer, said, ctx.now(), true)
}

const pagesAreNoFile = (): AppError =>
  new AppError({
    code: 'web.pages-as-file',
    message: 'Answers that come in pages cannot be read as a file.',
    fix: 'Empty "Pages", or read the answer as text or JSON.',
    details: { field: 'pages' },
  })
