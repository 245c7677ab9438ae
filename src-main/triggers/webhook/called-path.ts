/** The longest path, in characters. */
const LONGEST = 1000

/**
 * The parts of a path that was called, decoded once; null when it is written in a way that could mean another path to
 * somebody on the way: encoded slashes, parts that go up, encoded twice, control signs. One slash at its end is none.
 * @param path what stands in the request after `/hooks/`, without the query
 */
export function partsOfCall(path: string): string[] | null {
  if (path.length > LONGEST || HIDDEN.test(path)) return null
  const parts = (path.endsWith('/') ? path.slice(0, -1) : path).split('/')
  for (let i = 0; i < parts.length; i++) {
    const part = decodeOnce(parts[i] as string)
    if (part === null) return null
    parts[i] = part
  }
  return parts
}

/** what a client has to encode, and backslashes, which some take for slashes */
const HIDDEN = /[^\x21-\x7e]|[\\#]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f/\\]|%[0-9A-Fa-f]{2}/

function decodeOnce(part: string): string | null {
  const decoded = part.includes('%') ? percentDecoded(part) : part
  if (decoded === null || decoded === '' || decoded === '.' || decoded === '..') return null
  return UNSAFE.test(decoded) ? null : decoded
}

function percentDecoded(part: string): string | null {
  try {
    return decodeURIComponent(part).normalize('NFC')
  } catch {
    return null
  }
}
