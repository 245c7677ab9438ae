import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '#shared/error'
import { type ParsedFlow, parseFlow } from '#shared/flow'

/** MB that a file of a kind may have */
const MOST_MB = { 'a flow file': 20, 'an input': 64 } as const

export type NamedFile = keyof typeof MOST_MB

const PLAIN: Readonly<Record<string, { what: string; fix: string }>> = {
  ENOENT: { what: 'There is no file', fix: 'Check the name and the folder you are in.' },
  ENOTDIR: { what: 'There is no file', fix: 'A part of this path is a file, not a folder. Check the name.' },
  EACCES: { what: 'You may not read', fix: 'Change its permissions, or run this as somebody who may.' },
  EPERM: { what: 'You may not read', fix: 'Change its permissions, or run this as somebody who may.' },
  ELOOP: { what: 'A circle of links stands at', fix: 'Name the file itself.' },
}

/**
 * The bytes of a file that a person named.
 * @throws AppError `file.cannot-read`, `file.is-folder`, `file.too-large` or `flow.too-large`
 */
export async function readNamedFile(
  name: string,
  cwd: string,
  kind: NamedFile = 'a flow file',
): Promise<Uint8Array> {
  const path = resolve(cwd, name)
  try {
    const info = await stat(path)
    if (info.isDirectory())
      throw new AppError({
        code: 'file.is-folder',
        message: `${name} is a folder, not a file.`,
        fix: kind === 'an input' ? 'Name the file in it.' : 'Name a flow file, such as my-flow.flow.json.',
      })
    if (info.size > MOST_MB[kind] * 1024 * 1024)
      throw new AppError({
        code: kind === 'an input' ? 'file.too-large' : 'flow.too-large',
        message: `${name} has ${Math.ceil(info.size / 1024 / 1024)} MB; ${kind} may have ${MOST_MB[kind]} MB.`,
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

/** The text of a file that a person named. @throws AppError those of readNamedFile, `file.not-utf8` */
export async function readNamedText(name: string, cwd: string, kind?: NamedFile): Promise<string> {
  const bytes = await readNamedFile(name, cwd, kind)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError({
      code: 'file.not-utf8',
      message: `${name} is not UTF-8 text.`,
      fix: 'Save it with the encoding UTF-8 and try again.',
      cause,
    })
  }
}

/** The flow in a file that a person named; what is wrong with it is said with the file's name. */
export async function readFlowFile(name: string, cwd: string): Promise<ParsedFlow> {
  const bytes = await readNamedFile(name, cwd)
  try {
    return parseFlow(bytes)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError({ ...error.toJSON(), message: `${name}: ${error.message}`, cause: error })
  }
}

/** Whether there is anything of that name: a word that is no flow's name may be meant as a file. */
export const isThere = (name: string, cwd: string): Promise<boolean> =>
  stat(resolve(cwd, name)).then(
    () => true,
    () => false,
  )

/** Whether a word on the command line means a file rather than a flow's id or name. */
export const looksLikeFile = (word: string): boolean => /\.json$/i.test(word) || /[\\/]/.test(word)
