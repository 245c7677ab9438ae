/** Forms with files: `multipart/form-data` (RFC 7578), names escaped as the HTML standard does. */
import { type BlockContext, type HttpSource, isList } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { plainText } from '#shared/web'
import { fileBody, isFile } from './file-body.ts'

type Part = { head: Uint8Array; content: HttpSource & { size: number } }
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/**
 * A form of an object: lists repeat the name, nothing leaves it out, files go as files, what is no plain value as JSON.
 * @throws AppError `files.*`
 */
export async function formData(
  fields: JsonObject,
  ctx: BlockContext,
): Promise<{ boundary: string; source: HttpSource }> {
  const boundary = `blockloom-${Array.from({ length: 4 }, () => chance(ctx)).join('')}`
  const parts: Part[] = []
  for (const [name, value] of Object.entries(fields))
    for (const one of isList(value) ? value : [value])
      if (one !== null) parts.push(await partOf(boundary, name, one, ctx))
  const end = bytes(`--${boundary}--\r\n`)
  return { boundary, source: { size: sizeOf(parts) + end.length, pieces: () => piecesOf(parts, end) } }
}

async function* piecesOf(parts: readonly Part[], end: Uint8Array): AsyncGenerator<Uint8Array> {
  for (const { head, content } of parts) {
    yield head
    yield* content.pieces()
    yield LINE_END
  }
  yield end
}

const LINE_END = bytes('\r\n')
const sizeOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, { head, content }) => sum + head.length + content.size + LINE_END.length, 0)

async function partOf(boundary: string, name: string, value: Json, ctx: BlockContext): Promise<Part> {
  const begin = `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"`
  if (isFile(value)) {
    const head = bytes(
      `${begin}; filename="${escaped(value.name)}"\r\ncontent-type: ${oneLine(value.type)}\r\n\r\n`,
    )
    const content = await fileBody(value, ctx)
    return { head, content: { ...content, size: content.size ?? 0 } }
  }
  const text = plainText(value)
  const type = text === undefined ? '\r\ncontent-type: application/json' : ''
  return { head: bytes(`${begin}${type}\r\n\r\n`), content: textContent(text ?? JSON.stringify(value)) }
}

function textContent(text: string): Part['content'] {
  const content = bytes(text)
  return {
    size: content.length,
    async *pieces() {
      yield content
    },
  }
}

const escaped = (name: string): string => name.replace(/\r\n|[\r\n]/g, '%0D%0A').replaceAll('"', '%22')
/** A type is a value from elsewhere: it may not begin another header. */
const oneLine = (type: string): string => (/^[\x20-\x7e]+$/.test(type) ? type : 'application/octet-stream')

/** 32 bits of the step's own dice. */
const chance = (ctx: BlockContext): string =>
  Math.floor(ctx.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
