import type { FileRef, WebAnswer } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'

/** RFC 9110, 5.6.2: what a field name may be made of. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** RFC 9110, 5.5: visible signs, blanks and tabs; nothing that ends the line. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** They say how the bytes travel, which is the server's matter. */
const OWN: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
/** RFC 9110, 15: answers without a body. */
const BARE: ReadonlySet<number> = new Set([204, 205, 304])

type Config = { status: number; headers: JsonObject | undefined; body: Json | undefined }

/**
 * The answer as it goes out. A body says by its kind what it is, unless the headers do.
 * @throws AppError `respond.bad-header`
 */
export function webAnswer({ status, headers: given = {}, body = null }: Config): WebAnswer {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) headers[nameOf(name)] = textOf(name, value)
  if (body === null || BARE.has(status)) return { status, headers, body: null }
  const { type, bytes } = asBody(body)
  return { status, headers: { 'content-type': type, ...headers }, body: bytes }
}

function asBody(body: Exclude<Json, null>): { type: string; bytes: NonNullable<WebAnswer['body']> } {
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', bytes: body }
  if (isFile(body)) return { type: body.type, bytes: { file: body } }
  return { type: 'application/json; charset=utf-8', bytes: JSON.stringify(body) }
}

/** Whether a value stands for a file on this machine. */
const isFile = (value: Json): value is FileRef & JsonObject =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  ['path', 'name', 'type'].every((key) => typeof value[key] === 'string') &&
  typeof value.size === 'number'

function nameOf(name: string): string {
  if (!NAME.test(name)) throw badHeader(name, 'is no name of a header', 'Use letters, digits and hyphens.')
  const lower = name.toLowerCase()
  if (OWN.has(lower)) throw badHeader(name, 'is set by Blockloom itself', 'Leave it out.')
  return lower
}

function textOf(name: string, value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (typeof value !== 'object' && VALUE.test(text)) return text
  const why = 'needs a text of plain signs, without line breaks'
  throw badHeader(name, why, 'Encode other signs, for example with encodeURIComponent(...).')
}

const badHeader = (name: string, why: string, fix: string): AppError =>
  new AppError({
    code: 'respond.bad-header',
    message: `"Headers": ${JSON.stringify(name.slice(0, 80))} ${why}.`,
    fix,
    details: { field: 'headers', header: name.slice(0, 80) },
  })
