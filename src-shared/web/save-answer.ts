import type { BlockContext, FileRef, HttpReading, IfExists } from '#shared/block'
import { contentType } from './content-type.ts'
import { downloadName } from './download-name.ts'
import { saidName } from './said-name.ts'

type Where = { to: string; ifExists: IfExists }
type Ctx = Pick<BlockContext, 'files' | 'progress'>

/**
 * Writes the body of an answer to a file, piece by piece: it is there whole, or not at all.
 * @param to a folder (ends in a slash, or is one): the file is called as the server says, or as its address does
 * @throws AppError `http.*` of the answer, `files.*` of the disk
 */
export async function saveAnswer(reading: HttpReading, { to, ifExists }: Where, ctx: Ctx): Promise<FileRef> {
  try {
    const { type } = contentType(reading.headers['content-type'])
    const path = await placeOf(reading, to, type, ctx)
    const file = await ctx.files.writeStream(path, told(reading, ctx), ifExists)
    // where the name promises nothing, the server may know better
    return type !== '' && file.type === 'application/octet-stream' ? { ...file, type } : file
  } finally {
    reading.close()
  }
}

async function placeOf(
  { headers, url }: HttpReading,
  to: string,
  type: string,
  { files }: Ctx,
): Promise<string> {
  const isFolder = /[\\/]$/.test(to) || (await files.facts(to, false))?.kind === 'folder'
  if (!isFolder) return to
  const name = downloadName(saidName(headers['content-disposition']), url, type)
  return /[\\/]$/.test(to) ? `${to}${name}` : `${to}/${name}`
}

/** The pieces as they come, with how far it is: the share where the server says how much it will be. */
async function* told({ body, size }: HttpReading, ctx: Ctx): AsyncGenerator<Uint8Array> {
  let come = 0
  for await (const piece of body) {
    yield piece
    come += piece.byteLength
    if (size) ctx.progress(Math.min(1, come / size), `${inMegabytes(come)} of ${inMegabytes(size)}`)
    else ctx.progress(0, inMegabytes(come))
  }
}

const inMegabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
