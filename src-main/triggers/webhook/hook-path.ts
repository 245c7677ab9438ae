import { AppError } from '#shared/error'
import { isForbiddenKey } from '#shared/flow'

/** A path as it stands in a hat, taken apart: `orders/{id}` is a word and a parameter. */
export type HookPath = {
  readonly text: string
  readonly parts: readonly HookPart[]
}
export type HookPart = { readonly word: string } | { readonly param: string }

/** The longest path, in characters, written or called. */
const LONGEST = 1000
const PARAM = /^\{([A-Za-z_][\w-]{0,99})\}$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const UNFIT = /[\u0000-\u0020\u007f?#%\\{}]/

/** @throws AppError `webhook.bad-path` */
export function compilePath(written: string): HookPath {
  const text = written.trim().replace(/^\/+|\/+$/g, '')
  if (text === '') throw badPath('The path is empty.')
  if (text.length > LONGEST) throw badPath(`The path is longer than ${LONGEST} characters.`)
  const parts = text.normalize('NFC').split('/').map(partOf)
  const names = parts.flatMap((part) => ('param' in part ? [part.param] : []))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw badPath(`The part {${twice}} stands in the path twice.`)
  return { text, parts }
}

function partOf(segment: string): HookPart {
  const param = PARAM.exec(segment)?.[1]
  if (param !== undefined && !isForbiddenKey(param)) return { param }
  if (segment === '') throw badPath('The path has two slashes in a row.')
  if (segment === '.' || segment === '..') throw badPath(`The path may not go up or stay: ${segment}`)
  if (UNFIT.test(segment)) throw badPath(`"${segment.slice(0, 80)}" cannot be a part of a path.`)
  return { word: segment }
}

/** Paths that differ only in the names of their parts are the same path. */
export const isSamePath = ({ parts: one }: HookPath, { parts: other }: HookPath): boolean =>
  one.length === other.length && one.every((part, i) => wordOf(part) === wordOf(other[i] as HookPart))

/** undefined: it may be anything */
const wordOf = (part: HookPart): string | undefined => ('word' in part ? part.word : undefined)

const badPath = (why: string): AppError =>
  new AppError({
    code: 'webhook.bad-path',
    message: why,
    fix: 'Write words with slashes between them, such as orders/new, or orders/{id} where a part may be anything.',
    details: { field: 'path' },
  })

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
