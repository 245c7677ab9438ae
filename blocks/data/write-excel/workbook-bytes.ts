import { writeXlsxStream } from 'hucre/xlsx'
import type { ColumnPlan, PlannedColumn } from './plan-columns.ts'
import type { SheetCell } from './sheet-rows.ts'

/** A workbook of one sheet, as bytes, while its rows come: memory stays flat. */
export const workbookBytes = (
  rows: AsyncIterable<SheetCell[]>,
  { columns, header }: ColumnPlan,
  name: string,
): AsyncIterable<Uint8Array> =>
  writeXlsxStream(rows, {
    name,
    maxRowsPerSheet: Number.POSITIVE_INFINITY,
    columns: columns.map(columnOf),
    ...(header && { freezePane: { rows: 1 } }),
  })

function columnOf({ width, kind, hasTime }: PlannedColumn) {
  if (kind !== 'date') return width === undefined ? {} : { width }
  const numFmt = hasTime ? 'yyyy-mm-dd hh:mm:ss' : 'yyyy-mm-dd'
  // a date that does not fit is shown as ####
  return { numFmt, width: width ?? (hasTime ? 20 : 12) }
}
