import { opendir, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { isUnfinished } from './unfinished-names.ts'
import { ownFolder, watchError } from './watch-errors.ts'
import type { WatchRule } from './watch-rule.ts'
import type { NamePattern, WatchedFiles } from './watched-files.ts'

/** A folder that is there and may be watched. Its files are called by the way the person wrote it. */
export type Place = {
  /** whole path */
  readonly path: string
  /** the same with links resolved: where it is watched */
  readonly real: string
  /** the folder itself, not what stands at its path later */
  readonly id: string
  /** the drive it lies on */
  readonly drive: string
  /** a kind of network drive; null: a disk of this machine */
  readonly network: string | null
  /** the data folder, links resolved */
  readonly own: string
  /** whether a file is one that is watched @param way from the folder, with slashes */
  fits(way: string, name: string): boolean
  /** whether a folder in it is looked into */
  walks(way: string, name: string): boolean
}

/**
 * @throws AppError `trigger.folder-missing`, `trigger.not-a-folder`, `trigger.folder-denied`, `trigger.own-folder`,
 * `files.outside-allowed`, `files.bad-pattern`, ...
 */
export async function reach(written: string, rule: WatchRule, files: WatchedFiles): Promise<Place> {
  const path = await files.resolve(written)
  const pattern = files.pattern(rule.match, path)
  try {
    const real = await realpath(path)
    const own = await realpath(files.own)
    if (isInside(own, real)) throw ownFolder(path)
    const { id, drive } = await folderAt(real)
    // whether it can be read shows only when it is: the permissions alone say little
    await (await opendir(real)).close()
    return {
      ...{ path, real, id, drive, own, network: await files.networkDriveOf(real) },
      ...wanted(pattern, rule, real, own),
    }
  } catch (error) {
    throw watchError(path, error)
  }
}

/** Whether what stands there is still that folder. @throws AppError as `reach` */
export async function isStill(place: Place): Promise<boolean> {
  try {
    const real = await realpath(place.path)
    return real === place.real && (await folderAt(real)).id === place.id
  } catch (error) {
    throw watchError(place.path, error)
  }
}

/** The name that a file in it is called by. @param real its path, links resolved */
export const pathIn = (place: Place, real: string): string =>
  place.real === place.path ? real : join(place.path, relative(place.real, real))

/** Whether a file would be one of this folder's. Both whole paths. */
export function covers({ path: folder }: Pick<Place, 'path'>, path: string, recursive: boolean): boolean {
  const prefix = folder.endsWith(sep) ? folder : folder + sep
  return path.startsWith(prefix) && (recursive || !path.includes(sep, prefix.length))
}

function wanted(pattern: NamePattern, rule: WatchRule, real: string, own: string) {
  return {
    fits: (way: string, name: string) => pattern.fits(way, name) && !isUnfinished(name, rule.match),
    walks: (way: string, name: string) =>
      rule.recursive && (pattern.walksHidden || !name.startsWith('.')) && join(real, way) !== own,
  }
}

async function folderAt(real: string): Promise<{ id: string; drive: string }> {
  const stats = await stat(real, { bigint: true })
  if (!stats.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
  return { id: `${stats.dev}:${stats.ino}`, drive: String(stats.dev) }
}

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path)
  return way === '' || (!isAbsolute(way) && !/^\.\.([\\/]|$)/.test(way))
}
