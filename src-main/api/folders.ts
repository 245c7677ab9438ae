import { readdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { AppError } from '#shared/error'
import type { Implementer } from './implementer.ts'
import type { Home, Services } from './services.ts'

/** folders shown at once; the rest is found by going deeper */
const MOST_FOLDERS = 2000

/** For the folder picker of the browser: what is inside the folders that the settings allow, nothing else. */
export const folderOperations = (os: Implementer['folders'], { homes }: Services) => ({
  list: os.list.handler(async ({ input }) => {
    const allowed = homes()
    const places = await placesIn(allowed)
    const path = await openable(input.path ?? places[0]?.path ?? homedir(), allowed)
    const up = dirname(path)
    const parent = up !== path && (await isInside(up, allowed)) ? up : null
    return { path, parent, folders: await foldersIn(path), places }
  }),
})

/** Where a picker begins: the folders that flows may use, or the home folder and what people keep in it. */
export const homesOf = (allowed: readonly string[] | null): Home[] =>
  allowed?.map((path) => ({ name: basename(path) || path, path })) ?? defaultHomes()

const defaultHomes = (): Home[] => [
  { name: 'Home', path: homedir() },
  ...['Downloads', 'Documents', 'Desktop', 'Pictures'].map((name) => ({ name, path: join(homedir(), name) })),
]

async function placesIn(homes: readonly Home[]): Promise<Home[]> {
  const there = await Promise.all(
    homes.map(async ({ path }) => (await stat(path).catch(() => null))?.isDirectory()),
  )
  return homes.filter((_, i) => there[i])
}

/** The folder with all links followed, when it is there and allowed. */
async function openable(path: string, homes: readonly Home[]): Promise<string> {
  const real = await realpath(resolve(path)).catch(() => null)
  if (!real || !(await stat(real)).isDirectory())
    throw new AppError({
      code: 'folder.not-found',
      message: `There is no folder ${path.slice(0, 300)}.`,
      fix: 'Choose one that is there.',
      details: { path },
    })
  if (await isInside(real, homes)) return real
  throw new AppError({
    code: 'folder.not-allowed',
    message: `The folder ${path.slice(0, 300)} lies outside of what may be chosen here.`,
    fix: 'Choose a folder inside the ones shown, or type its path into the block.',
    details: { path },
  })
}

/** `real` has its links followed already. */
async function isInside(real: string, homes: readonly Home[]): Promise<boolean> {
  for (const home of homes) {
    const way = relative(await realpath(home.path).catch(() => home.path), real)
    if (way === '' || (!isAbsolute(way) && way.split(/[\\/]/)[0] !== '..')) return true
  }
  return false
}

async function foldersIn(path: string): Promise<{ name: string; path: string }[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => ({ name, path: join(path, name) }))
      .sort((a, b) => a.name.localeCompare(b.name))
      .slice(0, MOST_FOLDERS)
  } catch (cause) {
    throw new AppError({
      code: 'folder.not-readable',
      message: `The folder ${path} cannot be read.`,
      fix: 'Choose another one, or give yourself the right to read it.',
      details: { path },
      cause,
    })
  }
}
