/**
 * Strict JSON tokens (RFC 8259): no comments, no trailing commas, no other kinds of blank.
 * `jsonc-parser` was looked at and left: its scanner forgives, and has no words for what it did not find.
 */
export type TokenKind = '{' | '}' | '[' | ']' | ':' | ',' | 'text' | 'number' | 'word' | 'end'

export type Token = { kind: TokenKind; start: number; end: number; value: string | number | boolean | null }

/** Why no token can be read, in words that follow "Line 1, column 2: ". */
export class TokenProblem extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }
const WORD = /[\p{L}\p{N}_$.+-]+/uy

/** The token at or after an offset. @throws TokenProblem */
export function tokenAt(text: string, offset: number): Token {
  const start = skipBlank(text, offset)
  if (start >= text.length) return { kind: 'end', start: text.length, end: text.length, value: null }
  const char = text[start] as string
  if ('{}[]:,'.includes(char)) return { kind: char as TokenKind, start, end: start + 1, value: null }
  if (char === '"') return textAt(text, start)
  if (char === '-' || (char >= '0' && char <= '9')) return numberAt(text, start)
  return wordAt(text, start)
}

function skipBlank(text: string, from: number): number {
  let i = from
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break
  }
  return i
}

function textAt(text: string, start: number): Token {
  let escaped = false
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 34) {
      const value = escaped ? decodeEscapes(text, start, i + 1) : text.slice(start + 1, i)
      return { kind: 'text', start, end: i + 1, value }
    }
    if (code === 10 || code === 13)
      throw new TokenProblem('the text that begins here has no closing quote (")', start)
    if (code < 32) throw new TokenProblem('a control character stands in a text; write it as \\u00..', i)
    if (code === 92) {
      escaped = true
      i++
    }
  }
  throw new TokenProblem('the text that begins here has no closing quote (")', start)
}

function decodeEscapes(text: string, start: number, end: number): string {
  try {
    return JSON.parse(text.slice(start, end)) as string
  } catch {
    throw new TokenProblem(
      'a text holds a backslash (\\) that means nothing; write \\\\ for a backslash',
      start,
    )
  }
}

function numberAt(text: string, start: number): Token {
  NUMBER.lastIndex = start
  const found = NUMBER.exec(text)?.[0] ?? ''
  WORD.lastIndex = start
  const whole = WORD.exec(text)?.[0] ?? found
  if (found === '' || whole !== found) throw new TokenProblem(`"${short(whole)}" is not a number`, start)
  const value = Number(found)
  if (!Number.isFinite(value)) throw new TokenProblem(`the number ${short(found)} is too large`, start)
  // as it will be written again: JSON.stringify knows no negative zero
  return { kind: 'number', start, end: start + found.length, value: value === 0 ? 0 : value }
}

function wordAt(text: string, start: number): Token {
  if (text.startsWith('//', start) || text.startsWith('/*', start))
    throw new TokenProblem('a comment stands here, and JSON has none', start)
  if (text[start] === "'") throw new TokenProblem('texts take double quotes (")', start)
  WORD.lastIndex = start
  const word = WORD.exec(text)?.[0] ?? String.fromCodePoint(text.codePointAt(start) as number)
  if (!Object.hasOwn(WORDS, word)) throw new TokenProblem(`${shown(word)} has no meaning here`, start)
  return { kind: 'word', start, end: start + word.length, value: WORDS[word] as boolean | null }
}

const short = (word: string): string => (word.length > 20 ? `${word.slice(0, 20)}...` : word)

/** What nobody sees is called by its number. */
const shown = (word: string): string =>
  /^[\p{C}\p{Z}]$/u.test(word)
    ? `the character U+${(word.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`
    : `"${short(word)}"`
