import { basename, relative, sep } from 'node:path'
import type { FSWatcher } from 'chokidar'
import { type Place, pathIn } from './place.ts'
import { watchError } from './watch-errors.ts'

export type Heard = {
  /** something may have happened to this file */
  file(path: string): void
  /** a folder in it came or went */
  folder(): void
  /** it hears nothing any more */
  deaf(error: unknown): void
}

export type Ears = { close(): Promise<void> }

/**
 * Listens to a folder. What is heard is a hint and no more: the system drops what nobody fetches in time (on Linux
 * beyond 16,384 events), so who wants to miss nothing looks for himself besides.
 * @throws AppError `trigger.watch-limit`, `trigger.watch-failed`, ...
 */
export async function listen(place: Place, recursive: boolean, heard: Heard): Promise<Ears> {
  const { real } = place
  const wayOf = (path: string) => relative(real, path).split(sep).join('/')
  // loaded when the first folder is watched: most commands and hosts watch none
  const { watch } = await import('chokidar')
  const watcher = watch(real, {
    ignoreInitial: true,
    followSymlinks: false,
    // we wait for files to settle ourselves, and pair what goes with what comes
    atomic: false,
    ignorePermissionErrors: true,
    ...(!recursive && { depth: 0 }),
    ignored: (path, stats) => {
      const way = wayOf(path)
      if (way === '' || way.startsWith('..')) return false
      if (stats?.isDirectory()) return !place.walks(way, basename(way))
      return stats !== undefined && !stats.isFile()
    },
  })
  const file = (path: string) => {
    if (place.fits(wayOf(path), basename(path))) heard.file(pathIn(place, path))
  }
  watcher.on('add', file).on('change', file).on('unlink', file)
  watcher.on('addDir', () => heard.folder()).on('unlinkDir', () => heard.folder())
  try {
    await ready(watcher)
  } catch (error) {
    await watcher.close()
    throw watchError(place.path, error)
  }
  watcher.on('error', (error) => heard.deaf(error))
  return { close: () => watcher.close() }
}

const ready = (watcher: FSWatcher): Promise<void> =>
  new Promise((resolve, reject) => {
    const wrong = (error: unknown) => reject(error)
    watcher.once('error', wrong)
    watcher.once('ready', () => {
      watcher.off('error', wrong)
      resolve()
    })
  })
