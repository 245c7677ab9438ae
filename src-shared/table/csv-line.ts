import type { Json } from '#shared/flow'
import { cellOf } from './cell-of.ts'
import { guardedText } from './guarded-text.ts'

export type CsvLineRules = {
  /** one character */
  delimiter: string
  /** texts that a spreadsheet would take for a formula get an apostrophe; numbers stay numbers */
  guard: boolean
}

/** One row as a line of CSV (RFC 4180), without its end. */
export function csvLine(values: readonly Json[], rules: CsvLineRules): string {
  // a row of one empty value would be an empty line, which is no row
  if (values.length === 1 && cellOf(values[0]) === '') return '""'
  let line = ''
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += rules.delimiter
    line += csvValue(values[i] as Json, rules)
  }
  return line
}

function csvValue(value: Json, { delimiter, guard }: CsvLineRules): string {
  const plain = cellOf(value)
  const text = guard && typeof value === 'string' ? guardedText(plain) : plain
  const isPlain =
    !text.includes(delimiter) && !text.includes('"') && !text.includes('\n') && !text.includes('\r')
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`
}
