import type { Entry, ZipFile } from 'yauzl'
import { AppError } from '#shared/error'
import { StrictXml } from '#shared/xml'
import { brokenPart, brokenPartAt, hasDoctype } from './excel-errors.ts'

/** Parts of which less could be read than there is, or something else, without a word (ECMA-376, part 1). */
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

/** Levels of elements: what is foreign to a workbook may stand in its extensions. */
const DEEPEST = 200

/**
 * Goes through a part without making anything of it: that it is UTF-8, well-formed XML to its end, of the right root
 * element and without a DOCTYPE. The library that makes something of it is content with less: it takes a tag that
 * closes another, a sheet that was cut short.
 * @throws AppError `data.broken-excel`, `data.has-doctype`; what the archive throws
 */
export async function lookAtPart(archive: ZipFile, entry: Entry, file: string): Promise<void> {
  const { fileName: part } = entry
  const xml = rootedXml(part, file)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw brokenPart(file, part, 'is no UTF-8 text')
    }
  }
  try {
    for await (const bytes of await archive.openReadStreamPromise(entry)) xml.push(decoded(bytes))
    xml.push(decoded())
    xml.end()
  } catch (error) {
    throw inWorkbook(error, file, part)
  }
}

/** Refuses another root element than that of the part. */
function rootedXml(part: string, file: string): StrictXml {
  const root = rootOf(part) as string
  let isFirst = true
  const opens = ({ name }: { name: string }): void => {
    if (isFirst && name.replace(/^.*:/, '') !== root)
      throw brokenPart(file, part, `does not begin with <${root}>`)
    isFirst = false
  }
  return new StrictXml({ what: `its part ${part}`, deepest: DEEPEST }, { opens, says() {}, closes() {} })
}

function inWorkbook(error: unknown, file: string, part: string): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'data.has-doctype') return hasDoctype(file, part)
  return /^data\.(broken-xml|too-deep)$/.test(error.code) ? brokenPartAt(file, part, error) : error
}
