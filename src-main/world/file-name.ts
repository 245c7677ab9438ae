/** Names of files taken apart and numbered. Pure: nothing here looks at a disk. */

/** `Photo.JPG` is stem `Photo` and ext `jpg`; `archive.tar.gz` is `archive.tar`, `gz`; `.bashrc` has no ext. */
export function splitName(name: string): { stem: string; ext: string } {
  const dot = dotOf(name)
  return dot < 0
    ? { stem: name, ext: '' }
    : { stem: name.slice(0, dot), ext: name.slice(dot + 1).toLowerCase() }
}

/** Bytes of UTF-8 that the usual file systems take for one name. */
const MOST_BYTES = 255

/**
 * The name to try when `count - 1` others were taken: `name 2.ext`. The first is the name itself.
 * A stem too long for the number is cut, never the ending.
 * @param most bytes
 */
export const numberedName = (name: string, count: number, most = MOST_BYTES): string =>
  count < 2 ? name : tailed(name, ` ${count}`, most)

/** A name of at most so many bytes: the stem is cut, never the ending. */
export const shortenedName = (name: string, most: number): string =>
  Buffer.byteLength(name) <= most ? name : tailed(name, '', most)

function tailed(name: string, tail: string, most: number): string {
  const dot = lastDot(name)
  const stem = dot < 0 ? name : name.slice(0, dot)
  const end = tail + (dot < 0 ? '' : name.slice(dot))
  return fitted(stem, most - Buffer.byteLength(end)) + end
}

function fitted(stem: string, bytes: number): string {
  if (Buffer.byteLength(stem) <= bytes) return stem
  let kept = ''
  let left = bytes
  // by code points, so that no emoji is cut in two
  for (const point of stem) {
    left -= Buffer.byteLength(point)
    if (left < 0) break
    kept += point
  }
  return kept.trimEnd()
}

/** Where the last dot stands behind those a name begins with; -1 without one. */
function lastDot(name: string): number {
  const leading = name.length - name.replace(/^\.+/, '').length
  const dot = name.lastIndexOf('.')
  return dot < leading ? -1 : dot
}

/** Where the ending begins; -1 without one. A dot at the very end begins none. */
const dotOf = (name: string): number => (name.endsWith('.') ? -1 : lastDot(name))
