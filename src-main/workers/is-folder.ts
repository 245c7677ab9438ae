import { statSync } from 'node:fs'

/** Whether there is a folder at a whole path. One that no path can be, or that may not be looked at, is none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  } catch {
    return false
  }
}
