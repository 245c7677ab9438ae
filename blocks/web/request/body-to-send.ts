import { type BlockContext, type HttpRequest, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { JsonObject } from '#shared/flow'
import { addQuery } from './add-query.ts'
import { fileBody, isFile } from './file-body.ts'
import { formData } from './form-data.ts'
import type { RequestConfig } from './request-config.ts'

type Body = HttpRequest['body']

/**
 * The body of a request, by its header Content-Type; where there is none, it is set by what the body is: a text, a
 * file (its bytes), anything else as JSON.
 */
export async function bodyToSend(
  { method, body }: RequestConfig,
  headers: Map<string, string>,
  ctx: BlockContext,
): Promise<Body> {
  if (body === undefined || body === '') return undefined
  if (method === 'GET' || method === 'HEAD') {
    // nothing at all is what an empty field leaves behind
    if (body === null) return undefined
    throw noBody(`A ${method} request cannot have a body, but got ${sayValue(body)}.`)
  }
  const type = headers.get('content-type')
  const kind = type?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (typeof body === 'string') {
    if (type === undefined) headers.set('content-type', 'text/plain; charset=utf-8')
    return body
  }
  if (kind === 'multipart/form-data' && isObject(body)) {
    const form = await formData(body, ctx)
    headers.set('content-type', `multipart/form-data; boundary=${form.boundary}`)
    return form.source
  }
  if (isFile(body) && !isJson(kind)) {
    if (type === undefined) headers.set('content-type', body.type)
    return fileBody(body, ctx)
  }
  if (kind === 'application/x-www-form-urlencoded' && isObject(body)) return formOf(body)
  if (type === undefined) headers.set('content-type', 'application/json')
  return JSON.stringify(body)
}

const isJson = (kind: string): boolean => kind === 'application/json' || kind.endsWith('+json')

function formOf(body: JsonObject): string {
  const url = new URL('http://form/')
  addQuery(url, body)
  return url.searchParams.toString()
}

const noBody = (message: string): AppError =>
  new AppError({
    code: 'web.no-body-allowed',
    message,
    fix: 'Empty "Body", or choose POST or PUT.',
    details: { field: 'body' },
  })
