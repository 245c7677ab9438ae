import type { Misread } from './misread.ts'

/** The longest pattern, in characters. */
const LONGEST = 1000
/** A backslash takes the meaning of the sign behind it; before anything else it is a slip for a slash. */
const MAY_BE_ESCAPED = /[[\]{}()!*?+@|^,\\-]/
const SIGNS_BEFORE_ROUND = /[!*?+@]/

/**
 * What is wrong with a pattern for names such as `*.pdf`. Signs that are never closed are taken as they stand, so such a
 * pattern would silently fit nothing but a name that holds them.
 */
export function namePatternMisread(text: string): Misread | undefined {
  const pattern = text.trim()
  if (pattern.length > LONGEST) return misread(`it is longer than ${LONGEST} characters.`, EXAMPLES)
  if (/^(\/|~\/|\\\\|[a-z]:[/\\])/i.test(pattern))
    return misread(
      `${quoted(pattern)} begins outside the folder, and only what lies in it is looked at.`,
      'Write the pattern as seen from the folder: *.pdf, or invoices/*.pdf for a folder in it.',
    )
  const parts = pattern.split(/[,;]\s*/)
  if (parts.length > 1 && parts.every((part) => /^\*\.[^{}[\]]+$/.test(part)))
    return misread(
      `${quoted(pattern)} is taken as one name, with its signs between.`,
      `Write several patterns as {${parts.map((part) => part.trim()).join(',')}}.`,
    )
  return unclosed(pattern)
}

function unclosed(pattern: string): Misread | undefined {
  const open: { sign: string; at: number }[] = []
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] as string
    if (sign === '\\') {
      const next = pattern[++at]
      if (next === undefined || !MAY_BE_ESCAPED.test(next)) return strayBackslash(pattern, at - 1)
    } else if (sign === '[') {
      const end = endOfClass(pattern, at)
      if (end === undefined) return neverClosed(pattern, { sign, at })
      const wrong = classMisread(pattern.slice(at, end + 1))
      if (wrong) return wrong
      at = end
    } else if (sign === '{' || (sign === '(' && at > 0 && SIGNS_BEFORE_ROUND.test(pattern[at - 1] as string)))
      open.push({ sign, at })
    else if (open.at(-1)?.sign === (sign === '}' ? '{' : sign === ')' ? '(' : '')) open.pop()
  }
  const left = open.at(-1)
  return left && neverClosed(pattern, left)
}

/** A `]` right behind the beginning is one of the letters. */
function endOfClass(pattern: string, from: number): number | undefined {
  let at = from + (/[!^]/.test(pattern[from + 1] ?? '') ? 2 : 1)
  if (pattern[at] === ']') at++
  for (; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === ']') return at
  }
  return undefined
}

function classMisread(letters: string): Misread | undefined {
  if (letters.startsWith('[!'))
    return misread(
      `${quoted(letters)} means "!" too.`,
      `For all but these letters write [^${letters.slice(2)}.`,
    )
  const backwards = [...letters.matchAll(/([^\\[^])-([^\]])/g)].find(
    ([, from, to]) => String(from) > String(to),
  )
  if (!backwards) return undefined
  const [range, from, to] = backwards
  return misread(`the range ${range} in ${quoted(letters)} runs backwards.`, `Write ${to}-${from}.`)
}

const CLOSES: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' }

const neverClosed = (pattern: string, { sign, at }: { sign: string; at: number }): Misread =>
  misread(
    `the "${sign}" in ${quoted(pattern)}, letter ${at + 1}, is never closed.`,
    `Close it with "${CLOSES[sign]}", or write \\${sign} where a name holds the sign itself.`,
  )

const strayBackslash = (pattern: string, at: number): Misread =>
  misread(
    `the "\\" in ${quoted(pattern)}, letter ${at + 1}, leads nowhere.`,
    'Write / between a folder and what is in it: invoices/*.pdf',
  )

const EXAMPLES = 'Write * for any letters and ? for one: *.pdf, or {*.jpg,*.png} for several.'
const misread = (why: string, fix: string): Misread => ({ code: 'files.bad-pattern', why, fix })
const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}...` : text}"`
