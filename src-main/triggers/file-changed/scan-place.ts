import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Facts, lookAt } from './facts.ts'
import { isStill, type Place } from './place.ts'
import { folderMissing, watchError } from './watch-errors.ts'

/** How many files are looked at at once. */
const AT_ONCE = 64

/**
 * All files of a folder that are watched, as they are now, by path. A folder in it that cannot be read is left out.
 * @param stopped asked again and again: nobody wants to know any more
 * @throws AppError when the folder itself cannot be read, or went while it was read
 */
export async function scanPlace(place: Place, stopped: () => boolean): Promise<Map<string, Facts>> {
  const found = new Map<string, Facts>()
  const ways = ['']
  for (let way = ways.pop(); way !== undefined && !stopped(); way = ways.pop()) {
    const files: string[] = []
    for (const entry of await entriesOf(place, way)) {
      const inner = way === '' ? entry.name : `${way}/${entry.name}`
      if (entry.isDirectory()) {
        if (place.walks(inner, entry.name)) ways.push(inner)
      } else if (entry.isFile() && place.fits(inner, entry.name)) files.push(join(place.path, inner))
    }
    await lookAtAll(files, (path, facts) => {
      if (facts) found.set(path, facts)
    })
  }
  if (!(await isStill(place))) throw folderMissing(place.path)
  return found
}

/** Looks at many files, some at a time, and gives others their turn in between. */
export async function lookAtAll(
  paths: readonly string[],
  then: (path: string, facts: Facts | null | undefined) => void,
): Promise<void> {
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE)
    const facts = await Promise.all(some.map(lookAt))
    for (const [index, path] of some.entries()) then(path, facts[index])
  }
}

async function entriesOf(place: Place, way: string): Promise<Dirent[]> {
  try {
    return await readdir(join(place.real, way), { withFileTypes: true })
  } catch (error) {
    if (way !== '') return []
    throw watchError(place.path, error)
  }
}
