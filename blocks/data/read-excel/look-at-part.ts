import type { Entry, ZipFile } from 'yauzl'
import { brokenPart, hasDoctype } from './excel-errors.ts'

/** Parts whose absence of an end would pass for fewer rows, by the root element they have (ECMA-376, part 1). */
const ROOTS: readonly (readonly [RegExp, string])[] = [
  [/^\[Content_Types\]\.xml$/i, 'Types'],
  [/\.rels$/i, 'Relationships'],
  [/^xl\/workbook\.xml$/i, 'workbook'],
  [/^xl\/styles\.xml$/i, 'styleSheet'],
  [/^xl\/sharedStrings\.xml$/i, 'sst'],
  [/^xl\/worksheets\/[^/]+\.xml$/i, 'worksheet'],
]

/** The root element of a part that is looked at; undefined for other parts. */
export const rootOf = (part: string): string | undefined => ROOTS.find(([name]) => name.test(part))?.[1]

/** Characters that are kept of the end, to find the closing tag in. */
const END = 2000
/** Characters in which the root element begins: a declaration, a comment. */
const BEGIN = 4096

/**
 * Goes through a part without making anything of it: that it is UTF-8 text from the beginning of its root element to
 * the end of it, and that no DOCTYPE stands before.
 * @throws AppError `data.broken-excel`, `data.has-doctype`; what the archive throws
 */
export async function lookAtPart(archive: ZipFile, entry: Entry, file: string): Promise<void> {
  const { fileName: part } = entry
  const root = rootOf(part) as string
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let begin = ''
  let end = ''
  const take = (text: string): void => {
    if (text.includes('\0')) throw brokenPart(file, part, 'is no text')
    if (begin.length < BEGIN) begin += text.slice(0, BEGIN - begin.length)
    end = (end + text).slice(-END)
  }
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw brokenPart(file, part, 'is no UTF-8 text')
    }
  }
  for await (const bytes of await archive.openReadStreamPromise(entry)) take(decoded(bytes))
  take(decoded())
  const bare = begin.replace(/<!--.*?-->/gs, '')
  const at = bare.search(/<[^?!]/)
  if (/<!DOCTYPE/i.test(at < 0 ? bare : bare.slice(0, at))) throw hasDoctype(file, part)
  if (at < 0 || !begins(bare.slice(at), root)) throw brokenPart(file, part, `does not begin with <${root}>`)
  if (!ends(end, root)) throw brokenPart(file, part, `does not end with </${root}>`)
}

const begins = (text: string, root: string): boolean =>
  new RegExp(`^<(?:[\\w.-]+:)?${root}[\\s/>]`).test(text)

/** With nothing behind it but comments and instructions; an empty one ends where it begins. */
const ends = (text: string, root: string): boolean =>
  new RegExp(`(?:</(?:[\\w.-]+:)?${root}\\s*>|<(?:[\\w.-]+:)?${root}[^<>]*/>)\\s*$`).test(
    text.replace(/<!--.*?-->|<\?.*?\?>/gs, ''),
  )
