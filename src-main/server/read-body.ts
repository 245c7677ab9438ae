import type { IncomingMessage } from 'node:http'
import { AppError } from '#shared/error'
import { guardJson, type Json, readJson } from '#shared/flow'

/** bytes; 20 MB */
export const MAX_BODY = 20 * 1024 * 1024

const tooLarge = (most: number): AppError =>
  new AppError({
    code: 'api.too-large',
    message: `The body of this request is larger than ${most / 1024 / 1024} MB.`,
    fix: 'Send less, or put the data into a file and send its path.',
  })

/**
 * The JSON body of a request; undefined when there is none.
 * @throws AppError `api.wrong-content-type`, `api.too-large`, `api.not-utf8`, `api.broken-json` (with line and
 * column), `flow.too-deep`, `flow.forbidden-key`
 */
export async function readBody(request: IncomingMessage): Promise<Json | undefined> {
  if (!hasBody(request)) return undefined
  checkType(request)
  const text = decode(await readBytes(request))
  if (text.trim() === '') return undefined
  const value = parse(text)
  guardJson(value)
  return value
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Only JSON: a `text/plain` form of another site's page would come without asking the browser's leave. */
function checkType({ headers }: IncomingMessage): void {
  const type = headers['content-type']?.toLowerCase().split(';')[0]?.trim()
  if (type === 'application/json' && headers['content-encoding'] === undefined) return
  throw new AppError({
    code: 'api.wrong-content-type',
    message: `The body is sent as ${type ? type.slice(0, 100) : 'nothing known'}, not as plain application/json.`,
    fix: 'Send JSON with the header "Content-Type: application/json", not compressed.',
  })
}

/**
 * The fields of a form that a page sent.
 * @param most bytes
 * @throws AppError `api.wrong-content-type`, `api.too-large`, `api.not-utf8`
 */
export async function readForm(request: IncomingMessage, most: number): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.toLowerCase().split(';')[0]?.trim()
  if (type !== 'application/x-www-form-urlencoded')
    throw new AppError({
      code: 'api.wrong-content-type',
      message: 'This takes only what a form of a page sends.',
      fix: 'Open the page in a browser and answer there.',
    })
  return new URLSearchParams(decode(await readBytes(request, most)))
}

async function readBytes(request: IncomingMessage, most = MAX_BODY): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most)
  const chunks: Uint8Array[] = []
  let size = 0
  // when it is too much the connection stays open until the answer is out
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > most) throw tooLarge(most)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError({
      code: 'api.not-utf8',
      message: 'The body is not UTF-8 text.',
      fix: 'Send the JSON encoded as UTF-8.',
      cause,
    })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw brokenJson(text, cause)
  }
}

/** JSON.parse is fast but does not always say where; the flows' own reader does. */
function brokenJson(text: string, cause: unknown): AppError {
  const { line, column } = placeOfFault(text)
  return new AppError({
    code: 'api.broken-json',
    message: `The body is not valid JSON at line ${line}, column ${column}.`,
    fix: 'Mend the JSON at that place and send it again.',
    details: { line, column },
    cause,
  })
}

function placeOfFault(text: string): Readonly<Record<string, unknown>> {
  try {
    readJson(text)
  } catch (error) {
    if (error instanceof AppError) return error.details
    throw error
  }
  throw new Error('JSON that only one of two readers refuses')
}
