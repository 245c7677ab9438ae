import { innerBase64, utf8 } from './value-bytes.ts'

/** One form of a text, sign by sign: sources of regular expressions. */
export type Form = readonly string[]

/**
 * The forms in which a secret's value may turn up: as it is, escaped for JSON (also twice), encoded for URLs and forms,
 * escaped for HTML, in hexadecimal, in base64 and base64url at each of the three places it may begin. Escapes may be
 * mixed, as programs differ in which signs they escape.
 */
export function valueForms(value: string): Form[] {
  const bytes = utf8(value)
  const base64 = [0, 1, 2].map((before) => Array.from(innerBase64(bytes, before), base64Sign))
  return [Array.from(value, sign), ...base64, bytes.map(hexByte)]
}

const LETTER = /^[A-Za-z0-9]$/
const literal = (sign: string): string => sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
/** Backslashes that stand before an escaped sign: one, and more where JSON stands in JSON. */
const SLASHES = '\\\\{1,8}'

/** One sign as it is or escaped; letters and digits are never escaped. */
function sign(one: string): string {
  if (LETTER.test(one)) return one
  const forms = [literal(one), percent(one), ...jsonForms(one), ...(HTML[one] ?? [])]
  return `(?:${forms.join('|')})`
}

const percent = (one: string): string =>
  one === ' '
    ? '%20|\\+'
    : utf8(one)
        .map((byte) => `%${hexByte(byte)}`)
        .join('')

const hexByte = (byte: number): string =>
  Array.from(byte.toString(16).padStart(2, '0'), (digit) =>
    /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit,
  ).join('')

const SHORT: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' }

function jsonForms(one: string): string[] {
  const units = Array.from({ length: one.length }, (_, i) => one.charCodeAt(i))
  const unicode = units.map((unit) => `${SLASHES}u${hexByte(unit >> 8)}${hexByte(unit & 255)}`).join('')
  const short = SHORT[one] ?? (/["\\/]/.test(one) ? literal(one) : undefined)
  return short === undefined ? [unicode] : [unicode, `${SLASHES}${short}`]
}

const HTML: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;', '&#38;', '&#[xX]26;'],
  '<': ['&lt;', '&#60;', '&#[xX]3[cC];'],
  '>': ['&gt;', '&#62;', '&#[xX]3[eE];'],
  '"': ['&quot;', '&#34;', '&#[xX]22;'],
  "'": ['&apos;', '&#39;', '&#[xX]27;'],
}

function base64Sign(one: string): string {
  if (one === '+') return `(?:\\+|-|%2[bB])`
  return one === '/' ? `(?:\\/|_|${SLASHES}\\/|%2[fF])` : one
}
