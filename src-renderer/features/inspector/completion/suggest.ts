import { isList, isObject } from '#shared/block'
import { HELPERS, ROOTS } from '#shared/expression'
import type { Json } from '#shared/flow'
import { keyCode } from '../../../ui/value-tree/value-rows.ts'
import { markExpressions } from '../insert-path.ts'

/** What names in an expression stand for here and now; a root that is missing has nothing in it yet. */
export type Known = { readonly [root: string]: Json | undefined }

export type Suggestion = {
  /** what is read in the list */
  word: string
  /** what takes the place of the letters before the caret */
  code: string
  /** what it holds now; undefined: nothing that is known */
  value?: Json
  /** a function: the caret goes between its brackets */
  call?: boolean
}
/** Letters of the text from `from` to `to` give way to what is chosen. */
export type Suggestions = { from: number; to: number; items: readonly Suggestion[] }

const MOST = 50
const WORD = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`
const KEY = String.raw`\[\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+)\s*\]`
const PATH = String.raw`${WORD}(?:\?)?(?:\??\.${WORD}|(?:\?\.)?${KEY})*`
const NOT_INSIDE = String.raw`(?<![\p{L}\p{N}_$.\])])`
/** `input.lin`, `blocks["Fetch"].` */
const BEHIND_DOT = new RegExp(`${NOT_INSIDE}(${PATH})\\??\\.((?:${WORD})?)$`, 'u')
/** `blocks["Fe`, `input[` */
const IN_BRACKET = new RegExp(`${NOT_INSIDE}(${PATH})\\[\\s*(["']?)([^"'\\]]*)$`, 'u')
const ROOT = new RegExp(`${NOT_INSIDE}(${WORD})$`, 'u')

/**
 * What can stand where the caret is in a text with `{{ }}` in it.
 * @param asked somebody asks for it by a key; else nothing is said where nobody has begun a word
 * @param whole the text is one expression without braces
 */
export function suggestAt(
  text: string,
  caret: number,
  known: Known,
  { asked = false, whole = false } = {},
): Suggestions | null {
  const begin = whole ? 0 : beginOf(text, caret)
  if (begin === undefined) return null
  const code = text.slice(begin, caret)
  if (inQuotes(code)) return inBracket(code, caret, known)
  const behind = BEHIND_DOT.exec(code)
  if (behind) {
    const [, path = '', part = ''] = behind
    return shown(keysOf(valueAt(path, known), true), part, caret - part.length - 1, caret)
  }
  const bracket = inBracket(code, caret, known)
  if (bracket) return bracket
  const part = ROOT.exec(code)?.[1] ?? ''
  const fresh = code.trim() === ''
  if (part === '' && !fresh && !(asked && /[\s(,+\-*/%!&|<>=?:[{]$/.test(code))) return null
  return shown(rootsOf(known), part, caret - part.length, caret)
}

/** Behind the braces that the caret is in; undefined outside of any. */
function beginOf(text: string, caret: number): number | undefined {
  let at = 0
  for (const { text: piece, code } of markExpressions(text)) {
    const end = at + piece.length
    const last = piece.endsWith('}}') ? end - 2 : end
    if (code && caret >= at + 2 && caret <= last) return at + 2
    at = end
  }
  return undefined
}

/** Whether a quote stands open at the end. */
function inQuotes(code: string): boolean {
  let open = ''
  for (let i = 0; i < code.length; i++) {
    const sign = code[i] as string
    if (open && sign === '\\') i++
    else if (open) open = sign === open ? '' : open
    else if (sign === '"' || sign === "'" || sign === '`') open = sign
  }
  return open !== ''
}

function inBracket(code: string, caret: number, known: Known): Suggestions | null {
  const found = IN_BRACKET.exec(code)
  if (!found) return null
  const [, path = '', quote = '', part = ''] = found
  const value = valueAt(path, known)
  const bracket = code.length - code.lastIndexOf('[')
  // what is chosen brings its own bracket and quotes
  return shown(keysOf(value, false), part, caret - bracket, caret, quote === '' && part === '')
}

const STEP = new RegExp(`\\??\\.?(${WORD})|${KEY.replace('(?:', '(').replace('|\\d+)', '|\\d+)')}`, 'gu')

/** Own fields alone are reached: what an expression would read there. */
function valueAt(path: string, known: Known): Json | undefined {
  let value: Json | undefined
  let first = true
  for (const [, word, key] of path.matchAll(STEP)) {
    const name = word ?? (key?.startsWith('"') || key?.startsWith("'") ? unquoted(key) : key)
    if (name === undefined) return undefined
    if (first) value = Object.hasOwn(known, name) ? known[name] : undefined
    else if (isList(value)) value = value[Number(name)]
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
    first = false
  }
  return value
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1')
}

/** Names that reach one step further, with what is there. @param dot they stand behind a dot */
function keysOf(value: Json | undefined, dot: boolean): Suggestion[] {
  if (isList(value)) {
    const items = value
      .slice(0, 3)
      .map((held, i): Suggestion => ({ word: `[${i}]`, code: `[${i}]`, value: held }))
    if (!dot) return items
    return [{ word: 'length', code: '.length', value: value.length }, ...items, ...LIST_DOES.map(doing)]
  }
  if (typeof value === 'string')
    return dot ? [{ word: 'length', code: '.length', value: value.length }, ...TEXT_DOES.map(doing)] : []
  if (!isObject(value)) return []
  return Object.entries(value).map(([key, held]) => ({
    word: key,
    code: dot ? keyCode(key) : `[${JSON.stringify(key)}]`,
    value: held,
  }))
}

const LIST_DOES = ['map', 'filter', 'join', 'includes', 'at', 'slice'] as const
const TEXT_DOES = [
  'trim',
  'toLowerCase',
  'toUpperCase',
  'includes',
  'startsWith',
  'split',
  'replace',
  'slice',
] as const
const doing = (word: string): Suggestion => ({ word, code: `.${word}()`, call: true })

/** Roots that hold something first, then blocks by their names, then what can be called. */
function rootsOf(known: Known): Suggestion[] {
  const roots = ROOTS.filter((name) => known[name] !== undefined)
  const blocks = isObject(known.blocks) ? Object.entries(known.blocks) : []
  return [
    ...roots.map((word) => ({ word, code: word, value: known[word] })),
    ...blocks.map(([name, value]) => ({ word: name, code: `blocks[${JSON.stringify(name)}]`, value })),
    ...HELPERS.map((word) => ({ word, code: `${word}()`, call: true })),
  ]
}

function shown(
  all: readonly Suggestion[],
  part: string,
  from: number,
  to: number,
  whole = part === '',
): Suggestions | null {
  const typed = part.toLowerCase()
  const begins = all.filter(({ word }) => word.toLowerCase().startsWith(typed))
  const holds = all.filter(
    ({ word }) => !begins.some((one) => one.word === word) && word.toLowerCase().includes(typed),
  )
  const items = (whole ? all : [...begins, ...holds]).slice(0, MOST)
  // a word that is whole needs no help
  if (items.length === 0 || (begins.length === 1 && begins[0]?.word === part)) return null
  return { from, to, items }
}

/** The text with a suggestion in it, and where the caret is then. */
export function accept(text: string, { from, to }: Suggestions, { code, call }: Suggestion) {
  const rest = text.slice(to).replace(/^["']?\]/, (closing) => (code.endsWith(']') ? '' : closing))
  const caret = from + code.length - (call ? 1 : 0)
  return { text: text.slice(0, from) + code + rest, caret }
}
