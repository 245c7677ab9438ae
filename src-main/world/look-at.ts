import type { Stats } from 'node:fs'
import { access, constants, lstat, readlink, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { FileFacts, StopSignal } from '#shared/block'
import { inWords, systemCode } from './file-error.ts'
import { splitName } from './file-name.ts'
import { mediaTypeOf } from './media-type.ts'
import { walkTree } from './walk-tree.ts'

/**
 * All that can be known of a path without opening it. Links are followed; one that leads nowhere is `other`.
 * @param inside whether what is in a folder is counted and added up
 * @returns undefined when nothing is there
 */
export function factsOf(path: string, inside: boolean, signal: StopSignal): Promise<FileFacts | undefined> {
  return inWords(path, 'look at', async () => {
    const entry = await orNothing(() => lstat(path))
    if (!entry) return undefined
    const link = entry.isSymbolicLink() ? await readlink(path) : undefined
    const stats = (link !== undefined && (await orNothing(() => stat(path)))) || entry
    return {
      ...plainFacts(path, stats),
      canRead: await may(path, constants.R_OK),
      canWrite: await may(path, constants.W_OK),
      ...(link !== undefined && { link }),
      ...(inside && stats.isDirectory() && (await insideOf(path, signal))),
    }
  })
}

const plainFacts = (path: string, stats: Stats) => ({
  path,
  name: basename(path),
  ...splitName(basename(path)),
  size: stats.isDirectory() ? 0 : stats.size,
  type: stats.isDirectory() ? 'inode/directory' : mediaTypeOf(path),
  kind: stats.isFile() ? ('file' as const) : stats.isDirectory() ? ('folder' as const) : ('other' as const),
  modified: stats.mtime.toISOString(),
  // a disk that keeps no time of birth says 1970
  created: (stats.birthtimeMs > 0 ? stats.birthtime : stats.ctime).toISOString(),
})

async function insideOf(folder: string, signal: StopSignal) {
  const sum = { size: 0, files: 0, folders: -1 }
  for await (const { kind, entry } of walkTree(folder, signal))
    if (kind === 'folder') sum.folders++
    else if (kind === 'file') {
      sum.files++
      sum.size += Number(entry.size)
    }
  return sum
}

async function may(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  )
}

async function orNothing<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
