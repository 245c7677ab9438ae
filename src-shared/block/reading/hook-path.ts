import { AppError } from '#shared/error'
import { isForbiddenKey } from '#shared/flow'

/** A path as it stands in a hat, taken apart: `orders/{id}` is a word and a parameter. */
export type HookPath = {
  readonly text: string
  readonly parts: readonly HookPart[]
}
export type HookPart = { readonly word: string } | { readonly param: string }

/** The longest path, in characters. */
const LONGEST = 1000
const PARAM = /^\{([A-Za-z_][\w-]{0,99})\}$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const UNFIT = /[\u0000-\u0020\u007f?#%\\{}]/
const WHOLE_ADDRESS = /^[a-z][a-z\d+.-]*:\/\//i

/** @throws AppError `webhook.bad-path` */
export function compilePath(written: string): HookPath {
  const text = written.trim().replace(/^\/+|\/+$/g, '')
  if (text === '') throw badPath('The path is empty.')
  if (WHOLE_ADDRESS.test(text))
    throw badPath('A whole address stands there: only what follows /hooks/ in it is the path.')
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
  const unfit = UNFIT.exec(segment)?.[0]
  if (unfit !== undefined)
    throw badPath(`"${segment.slice(0, 80)}" cannot be a part of a path: ${signWords(unfit)} in it.`)
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

const signWords = (sign: string): string => {
  if (sign === ' ') return 'there is a space'
  return sign > ' ' && sign < '\u007f' ? `there is the sign ${sign}` : 'there is a sign that cannot be seen'
}
