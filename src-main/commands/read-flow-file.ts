import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '#shared/error'

const LARGEST = 20 * 1024 * 1024

const PLAIN: Readonly<Record<string, { what: string; fix: string }>> = {
  ENOENT: { what: 'There is no file', fix: 'Check the name and the folder you are in.' },
  ENOTDIR: { what: 'There is no file', fix: 'A part of this path is a file, not a folder. Check the name.' },
  EACCES: { what: 'You may not read', fix: 'Change its permissions, or run this as somebody who may.' },
  EPERM: { what: 'You may not read', fix: 'Change its permissions, or run this as somebody who may.' },
  ELOOP: { what: 'A circle of links stands at', fix: 'Name the file itself.' },
}

/**
 * The bytes of a file that a person named.
 * @throws AppError `file.cannot-read`, `file.is-folder` or `flow.too-large`
 */
export async function readNamedFile(name: string, cwd: string): Promise<Uint8Array> {
  const path = resolve(cwd, name)
  try {
    const info = await stat(path)
    if (info.isDirectory())
      throw new AppError({
        code: 'file.is-folder',
        message: `${name} is a folder, not a file.`,
        fix: 'Name a flow file, such as my-flow.flow.json.',
      })
    if (info.size > LARGEST)
      throw new AppError({
        code: 'flow.too-large',
        message: `${name} has ${Math.ceil(info.size / 1024 / 1024)} MB; a flow file may have 20 MB.`,
        fix: 'Keep data in files of its own and let the flow read them.',
      })
    return await readFile(path)
  } catch (error) {
    if (error instanceof AppError) throw error
    const plain = PLAIN[(error as NodeJS.ErrnoException).code ?? '']
    throw new AppError({
      code: 'file.cannot-read',
      message: `${plain?.what ?? 'This file could not be read:'} ${name}.`,
      fix: plain?.fix ?? String((error as Error).message),
      cause: error,
    })
  }
}

/** Whether a word on the command line means a file rather than a flow's id or name. */
export const looksLikeFile = (word: string): boolean => /\.json$/i.test(word) || /[\\/]/.test(word)
