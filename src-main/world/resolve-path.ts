import { readlink, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { fileProblem, inWords, systemCode } from './file-error.ts'
import { entryAt } from './same-file.ts'

export type PathRules = {
  /** what `~` stands for, and where relative paths begin: the same in every host, wherever it was started */
  home: string
  /** when given, also when empty: nothing outside these folders is read or written, links followed */
  allowed?: readonly string[] | null
}

/**
 * The whole path of what a person wrote.
 * @throws AppError `files.no-path`, `files.bad-path`
 */
export function resolvePath({ home }: PathRules, text: string): string {
  if (text.trim() === '')
    throw fileProblem({
      code: 'files.no-path',
      message: 'The path is empty.',
      fix: 'Write a path, for example ~/Documents/notes.txt.',
      path: text,
    })
  if (text.includes('\0'))
    throw fileProblem({
      code: 'files.bad-path',
      message: `The path ${JSON.stringify(text)} holds a character no path can have.`,
      fix: 'Write the path again.',
      path: text,
    })
  const fromHome = text === '~' || /^~[\\/]/.test(text) ? join(home, text.slice(1)) : text
  return resolve(home, fromHome)
}

/** Whether a path names a folder by its form: `Sorted/`. */
export const meansFolder = (text: string): boolean =>
  text.endsWith('/') || (process.platform === 'win32' && text.endsWith('\\'))

/**
 * For what is read, or written into: the file a path leads to in the end, links followed.
 * @throws AppError `files.outside-allowed` when the rules name folders and the path leads out of them
 */
export async function checkAllowed({ allowed }: PathRules, path: string): Promise<void> {
  if (!allowed) return
  const real = await realPathOf(path)
  for (const folder of allowed) if (isInside(await realPathOf(folder), real)) return
  throw outside(path, allowed)
}

/**
 * For what is made, moved or deleted: the entry itself, a link not followed. It must lie in an allowed folder, which
 * such a folder itself does not: a neighbour of it would be made, or all of it taken away.
 */
export async function checkAllowedEntry({ allowed }: PathRules, path: string): Promise<void> {
  if (!allowed) return
  const real = dirname(await entryPathOf(path))
  for (const folder of allowed) if (isInside(await realPathOf(folder), real)) return
  throw outside(path, allowed)
}

const outside = (path: string, allowed: readonly string[]) =>
  fileProblem({
    code: 'files.outside-allowed',
    message: `${path} lies outside the folders that flows may use.`,
    fix:
      allowed.length === 0
        ? 'Allow its folder in the settings; at present flows may use none.'
        : `Use a place in ${allowed.join(' or ')}, or allow its folder in the settings.`,
    path,
  })

/** Whether `path` is `folder` or lies in it. Both whole, links resolved. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way))
}

/** The path of the entry itself: links on the way are resolved, it itself only when it is no link. */
export async function entryPathOf(path: string): Promise<string> {
  const entry = await entryAt(path)
  if (entry && !entry.isSymbolicLink()) return realPathOf(path)
  const above = dirname(path)
  return above === path ? path : join(await realPathOf(above), basename(path))
}

/** The path with all links resolved, as far as it exists; a link to nothing leads to where that would be. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const above = dirname(path)
    if (systemCode(error) !== 'ENOENT' || above === path)
      return inWords(path, 'reach', () => Promise.reject(error))
    const real = await realPathOf(above)
    const link = await readlink(path).catch(() => undefined)
    return link === undefined ? join(real, basename(path)) : realPathOf(resolve(real, link))
  }
}
