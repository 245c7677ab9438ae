import type { BlockContext } from '#shared/block'
import { AppError } from '#shared/error'
import { decodeStream, type MakeDecoder } from './text-decoding.ts'

/** What a block is to read: a text it is given, or a file. */
export type TextSource = { readonly text?: string | undefined; readonly file?: string | undefined }
/** An encoding, or what finds it out from the first bytes. */
export type EncodingOf = string | ((first: Uint8Array) => string)

/** Characters that are taken at once: others get their turn in between. */
const SLICE = 32 * 1024
const FIRST_BYTES = 1024

/**
 * What sentences call the text: the file's path as it was written, or "The text".
 * @throws AppError `config.text-or-file` when there are both, or none
 */
export function nameOfText({ text, file }: TextSource): string {
  const hasFile = file !== undefined && file !== ''
  if ((text !== undefined) !== hasFile) return hasFile ? file : 'The text'
  throw new AppError({
    code: 'config.text-or-file',
    message: hasFile
      ? 'There is both a text and a file to read.'
      : 'There is neither a text nor a file to read.',
    fix: 'Fill in "Text" or "File", and leave the other one empty.',
    details: { field: 'file' },
  })
}

/**
 * The text in small pieces, without its byte order mark.
 * @param make the platform's decoder
 * @throws AppError of `BlockFiles` and `TextDecoding`
 */
export async function* textPieces(
  source: TextSource,
  encoding: EncodingOf,
  ctx: Pick<BlockContext, 'files' | 'progress'>,
  make: MakeDecoder,
): AsyncGenerator<string> {
  const { text = '', file } = source
  if (file === undefined || file === '') {
    yield* slicesOf(text.startsWith('\ufeff') ? text.slice(1) : text)
    return
  }
  const reader = await ctx.files.openRead(file)
  try {
    const label = typeof encoding === 'string' ? encoding : encoding(await reader.readAt(0, FIRST_BYTES))
    let read = 0
    for await (const piece of decodeStream(reader, label, make, file)) {
      yield* slicesOf(piece)
      read += piece.length
      ctx.progress(Math.min(1, read / (reader.size || 1)))
    }
  } finally {
    await reader.close()
  }
}

function* slicesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += SLICE) yield text.slice(at, at + SLICE)
}
