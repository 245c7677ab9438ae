import { implement } from '#shared/block'
import { writeExcel } from './block.ts'
import { planColumns } from './plan-columns.ts'
import { sheetName } from './sheet-name.ts'
import { sheetRows } from './sheet-rows.ts'

export const run = implement(writeExcel, async ({ file, rows, sheet, columns, header, ifExists }, ctx) => {
  const name = sheetName(sheet)
  // all that can be wrong with the rows is found before anything is written
  const plan = await planColumns(rows, columns ?? [], header, ctx)
  // loaded when it is first needed: a start should not wait for it
  const { workbookBytes } = await import('./workbook-bytes.ts')
  const bytes = workbookBytes(sheetRows(rows, plan, ctx), plan, name)
  return { next: await ctx.files.writeStream(file, bytes, ifExists) }
})
