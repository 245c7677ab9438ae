import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { FileReader, StopSignal } from '#shared/block'
import { inWords } from './file-error.ts'
import { mediaTypeOf } from './media-type.ts'
import { refuseOther } from './read-text.ts'
import { refuseStopped } from './stop-signal.ts'

/** Bytes of one piece of a stream. */
const PIECE = 256 * 1024

/**
 * Opens a file for reading in pieces.
 * @param path whole path
 * @throws AppError when it is not there, no file, or may not be read
 */
export async function openRead(path: string, signal: StopSignal): Promise<FileReader> {
  refuseStopped(signal)
  // without O_NONBLOCK, opening a pipe waits for ever for somebody to write
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)
  const handle = await inWords(path, 'read', () => open(path, flags))
  try {
    const stats = await inWords(path, 'read', () => handle.stat())
    refuseOther(path, stats)
    return readerOf(handle, path, stats.size, signal)
  } catch (error) {
    await handle.close()
    throw error
  }
}

function readerOf(handle: FileHandle, path: string, size: number, signal: StopSignal): FileReader {
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    signal.removeEventListener('abort', stop)
    closing ??= handle.close()
    return closing
  }
  const stop = (): void => void close().catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  const readAt = async (position: number, length: number): Promise<Uint8Array> => {
    refuseStopped(signal)
    try {
      return await inWords(path, 'read', () => readFully(handle, position, length))
    } catch (error) {
      // stopped meanwhile: then the file was closed under the reading
      refuseStopped(signal)
      throw error
    }
  }
  return {
    ...{ path, name: basename(path), size, type: mediaTypeOf(path) },
    readAt,
    close,
    async *[Symbol.asyncIterator]() {
      try {
        for (let at = 0; ; ) {
          const bytes = await readAt(at, PIECE)
          if (bytes.length === 0) return
          at += bytes.length
          yield bytes
        }
      } finally {
        await close()
      }
    },
  }
}

async function readFully(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length)
  let held = 0
  while (held < length) {
    const { bytesRead } = await handle.read(bytes, held, length - held, position + held)
    if (bytesRead === 0) break
    held += bytesRead
  }
  return bytes.subarray(0, held)
}
