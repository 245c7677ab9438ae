import type { Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileEntry, StopSignal } from '#shared/block'
import { sortInTurns } from '#shared/value'
import { breather } from './breathe.ts'
import { fileProblem, inWords, systemCode } from './file-error.ts'
import { splitName } from './file-name.ts'
import { namePattern } from './name-pattern.ts'
import { namesIn } from './names-in.ts'
import { refuseStopped } from './stop-signal.ts'

export type ListOptions = { match: string; recursive: boolean }
type Looked = Pick<Stats, 'size' | 'mtime' | 'isFile' | 'isDirectory'>

/** How many entries are looked at at once. */
const AT_ONCE = 64
/** What is listed of something whose name is no UTF-8 text: nothing in JSON can name it. */
const OUT_OF_REACH: Looked = {
  size: 0,
  mtime: new Date(0),
  isFile: () => false,
  isDirectory: () => false,
}

/**
 * What is in a folder, sorted by name (with `recursive`: by way from the folder) in code-unit order, so that
 * every machine lists alike. Links are listed as `other` and never walked into.
 * @param folder whole path
 */
export async function listFolder(
  folder: string,
  { match, recursive }: ListOptions,
  signal: StopSignal,
): Promise<FileEntry[]> {
  const { fits, walksHidden } = namePattern(match, folder)
  const found: { way: string; entry: FileEntry }[] = []
  const waiting = ['']
  const breathe = breather()
  for (let way = waiting.pop(); way !== undefined; way = waiting.pop()) {
    refuseStopped(signal)
    for (const { name, stats } of await entriesOf(join(folder, way))) {
      const inner = way === '' ? name : `${way}/${name}`
      if (fits(inner, name)) found.push({ way: inner, entry: entryOf(join(folder, inner), name, stats) })
      if (recursive && stats.isDirectory() && (walksHidden || !name.startsWith('.'))) waiting.push(inner)
      const turn = breathe()
      if (turn) await turn
    }
  }
  const sorted = await sortInTurns(found, (a, b) => (a.way < b.way ? -1 : 1), breathe)
  return sorted.map((one) => one.entry)
}

async function entriesOf(folder: string): Promise<{ name: string; stats: Looked }[]> {
  const names = await namesOf(folder)
  const entries: { name: string; stats: Looked }[] = []
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE)
    const looked = await Promise.all(some.map((name) => look(join(folder, name))))
    looked.forEach((stats, index) => {
      const name = some[index] as string
      if (stats) entries.push({ name, stats })
      // else it is gone since the folder was read, or its name is no text: then it is there, though out of reach
      else if (name.includes('\ufffd')) entries.push({ name, stats: OUT_OF_REACH })
    })
  }
  return entries
}

async function namesOf(folder: string): Promise<string[]> {
  try {
    return await namesIn(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR' && (await look(folder)))
      throw fileProblem({
        code: 'files.not-a-folder',
        message: `${folder} is a file, not a folder.`,
        fix: 'Give the path of a folder.',
        path: folder,
      })
    return inWords(folder, 'list', () => Promise.reject(error))
  }
}

async function look(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined
    return inWords(path, 'look at', () => Promise.reject(error))
  }
}

const entryOf = (path: string, name: string, stats: Looked): FileEntry => ({
  path,
  name,
  ...splitName(name),
  size: stats.size,
  modified: stats.mtime.toISOString(),
  kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
})
