/**
 * Endings of what browsers and copiers call a file that is still on its way, until they give it its own name; and the
 * locks of office programs. Sources: Chromium `.crdownload`, Firefox `.part`, Safari `.download`, Edge `.partial`,
 * Opera `.opdownload`, WinSCP `.filepart`, wget2/aria2 `.aria2`.
 */
const ENDINGS = ['.crdownload', '.part', '.partial', '.download', '.opdownload', '.filepart', '.aria2']
const OFFICE_LOCK = /^~\$/

/**
 * Whether a name says that its file is not finished. One that the pattern itself names is meant.
 * @param match the pattern of the trigger
 */
export function isUnfinished(name: string, match: string): boolean {
  const lower = name.toLowerCase()
  const ending = ENDINGS.find((one) => lower.endsWith(one))
  if (ending !== undefined) return !match.toLowerCase().includes(ending)
  return OFFICE_LOCK.test(name) && !match.includes('~$')
}

/**
 * Where a browser puts what comes, while an empty file holds its name. (Firefox; Chromium where the person chose the
 * name.)
 */
export const unfinishedBeside = (path: string): string[] => [`${path}.part`, `${path}.crdownload`]
