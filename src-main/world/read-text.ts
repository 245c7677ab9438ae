import { constants, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { fileProblem, inWords } from './file-error.ts'

/**
 * A file's text: UTF-8, a byte order mark taken off.
 * @param limit bytes
 * @throws AppError `files.not-text` where the bytes are no UTF-8, `files.too-large` over the limit
 */
export async function readText(path: string, limit: number): Promise<string> {
  const bytes = await inWords(path, 'read', () => readBytes(path, limit))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fileProblem({
      code: 'files.not-text',
      message: `${path} is not UTF-8 text.`,
      fix: 'Read it as "file", or save it with the encoding UTF-8.',
      path,
    })
  }
}

async function readBytes(path: string, limit: number): Promise<Uint8Array> {
  // without O_NONBLOCK, opening a pipe waits for ever for somebody to write
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = await handle.stat()
    refuseOther(path, stats)
    if (stats.size > limit) throw tooLarge(path, limit)
    const chunks: Uint8Array[] = []
    let size = 0
    for (;;) {
      const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(Math.min(limit + 1, 1 << 20)) })
      if (bytesRead === 0) return Buffer.concat(chunks, size)
      chunks.push(buffer.subarray(0, bytesRead))
      size += bytesRead
      // it may grow while it is read
      if (size > limit) throw tooLarge(path, limit)
    }
  } finally {
    await handle.close()
  }
}

/** @throws AppError when it is anything but a file: folders, pipes, devices */
export function refuseOther(path: string, stats: Pick<Stats, 'isDirectory' | 'isFile'>): void {
  if (stats.isDirectory())
    throw fileProblem({
      code: 'files.is-folder',
      message: `${path} is a folder, not a file.`,
      fix: 'Give the path of a file.',
      path,
    })
  if (!stats.isFile())
    throw fileProblem({
      code: 'files.not-a-file',
      message: `${path} is a device or a pipe, not a file.`,
      fix: 'Give the path of a file.',
      path,
    })
}

const tooLarge = (path: string, limit: number) =>
  fileProblem({
    code: 'files.too-large',
    message: `${path} is larger than ${Math.floor(limit / 1024 / 1024)} MB, the most that is read as one text.`,
    fix: 'Read it as "file", or split it into smaller files.',
    path,
    details: { limit },
  })
