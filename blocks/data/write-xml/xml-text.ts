import { sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'

/** XML 1.0, productions 4 and 4a. */
const START =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}'
const NAME = new RegExp(`^[${START}][${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}]*$`, 'u')
/** What XML 1.0 has no way to write, not even as a number (production 2). */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u

/** @throws AppError `data.not-xml` */
export function xmlName(name: string, trail: readonly string[]): string {
  if (NAME.test(name)) return name
  throw notXml(trail, `"${name.slice(0, 60)}" cannot be the name of an element or attribute`)
}

/** The text of an element. A carriage return would be read as a line feed. */
export const contentText = (value: Json, trail: readonly string[]): string =>
  plain(value, trail).replace(/[&<>\r]/g, (one) => ESCAPED[one] as string)

/** The value of an attribute, between double quotes; line ends and tabs would be read as blanks. */
export const attributeText = (value: Json, trail: readonly string[]): string =>
  plain(value, trail).replace(/[&<>"\t\n\r]/g, (one) => ESCAPED[one] as string)

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function plain(value: Json, trail: readonly string[]): string {
  if (value === null) return ''
  if (typeof value === 'object')
    throw notXml(trail, `it must be a text or a number, but is ${sayValue(value)}`)
  const text = String(value)
  const bad = FORBIDDEN.exec(text)
  if (!bad) return text
  const code = (bad[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')
  throw notXml(trail, `character ${bad.index + 1} of the text is U+${code}, which XML cannot hold`)
}

export const nestedList = (trail: readonly string[]): AppError =>
  notXml(trail, 'a list in a list has no names to be written with')

const notXml = (trail: readonly string[], why: string): AppError =>
  new AppError({
    code: 'data.not-xml',
    message: `This value cannot be written as XML${trail.length > 0 ? `, at ${trail.join(' / ')}` : ''}: ${why}.`,
    fix: 'Change it there, for example with "Set fields".',
    details: { path: trail },
  })
