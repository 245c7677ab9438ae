import { constants, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { TextDecoding } from '#shared/text'
import { fileProblem, inWords } from './file-error.ts'

/**
 * A file's text, a byte order mark taken off; one of UTF-16 decides over the encoding.
 * @param limit bytes
 * @throws AppError `files.not-text` with line and column where bytes are none, `files.too-large` over the limit
 */
export function readText(path: string, encoding: string, limit: number): Promise<string> {
  return inWords(path, 'read', async () => {
    const decoding = new TextDecoding(encoding, makeDecoder, path)
    let text = ''
    // a piece at a time, so that others get their turn between two
    for await (const bytes of piecesOf(path, limit)) text += decoding.push(bytes)
    return text + decoding.end()
  })
}

const makeDecoder = (encoding: string) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true })

const PIECE = 1024 * 1024

async function* piecesOf(path: string, limit: number): AsyncGenerator<Uint8Array> {
  // without O_NONBLOCK, opening a pipe waits for ever for somebody to write
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = await handle.stat()
    refuseOther(path, stats)
    if (stats.size > limit) throw tooLarge(path, limit)
    for (let size = 0; ; ) {
      // memory of its own: the beginning of a character may be kept until the next piece comes
      const buffer = Buffer.allocUnsafe(Math.min(Math.max(stats.size - size, 0) + 1, PIECE))
      const { bytesRead } = await handle.read({ buffer })
      if (bytesRead === 0) return
      size += bytesRead
      // it may grow while it is read
      if (size > limit) throw tooLarge(path, limit)
      yield buffer.subarray(0, bytesRead)
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
