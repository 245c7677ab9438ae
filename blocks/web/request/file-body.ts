import { type BlockContext, type FileRef, type HttpSource, isObject } from '#shared/block'
import type { Json } from '#shared/flow'

/** Whether a value stands for a file on this machine, as the file blocks give it. */
export const isFile = (value: Json | undefined): value is FileRef =>
  isObject(value) &&
  typeof value.path === 'string' &&
  typeof value.name === 'string' &&
  typeof value.size === 'number' &&
  typeof value.type === 'string'

/**
 * The bytes of a file as they are on the disk now, in pieces.
 * @throws AppError `files.*`
 */
export async function fileBody({ path }: Pick<FileRef, 'path'>, ctx: BlockContext): Promise<HttpSource> {
  const file = await ctx.files.openRead(path)
  const { size } = file
  await file.close()
  let sent = 0
  return {
    size,
    async *pieces() {
      sent = 0
      for await (const piece of await ctx.files.openRead(path)) {
        yield piece
        sent += piece.byteLength
        if (size > 0)
          ctx.progress(Math.min(1, sent / size), `sent ${inMegabytes(sent)} of ${inMegabytes(size)}`)
      }
    },
  }
}

const inMegabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
