/** Lines end with LF, CR LF or CR; the last end begins no further line. */
export function* linesOf(text: string): Generator<string> {
  let from = 0
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    yield text.slice(from, end.index)
    from = end.index + end[0].length
  }
  if (from < text.length) yield text.slice(from)
}

/** What stands between separators; at least one piece. */
export function* between(text: string, separator: string): Generator<string> {
  let from = 0
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
    yield text.slice(from, at)
    from = at + separator.length
  }
  yield text.slice(from)
}

/** What stands between the places where a pattern fits; groups in it are no pieces. */
export function* betweenMatches(text: string, pattern: RegExp): Generator<string> {
  let from = 0
  for (const { 0: found, index } of text.matchAll(pattern)) {
    // a pattern that fits nothing at all divides between two characters, not before the first or behind the last
    if (found === '' && (index === from || index === text.length)) continue
    yield text.slice(from, index)
    from = index + found.length
  }
  yield text.slice(from)
}

/** Pieces of so many characters; no character that takes two units is cut. */
export function* piecesOf(text: string, size: number): Generator<string> {
  let from = 0
  let count = 0
  let at = 0
  while (at < text.length) {
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1
    if (++count < size) continue
    yield text.slice(from, at)
    from = at
    count = 0
  }
  if (from < text.length) yield text.slice(from)
}
