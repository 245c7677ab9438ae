import { implement } from '#shared/block'
import { AppError } from '#shared/error'
import { columnsOf, csvLine, valuesOf } from '#shared/table'
import { writeCsv } from './block.ts'

/** Characters a text between blocks may have. */
const LARGEST = 64 * 1024 * 1024

export const run = implement(writeCsv, async (config, ctx) => {
  const { rows, delimiter, guardFormulas: guard } = config
  const columns = columnsOf(rows, config.columns)
  let text = config.byteOrderMark ? '\ufeff' : ''
  if (config.header && columns) text += `${csvLine(columns, { delimiter, guard })}\n`
  for (const [index, row] of rows.entries()) {
    text += `${csvLine(valuesOf(row, index, columns), { delimiter, guard })}\n`
    if (text.length > LARGEST) throw tooLarge(index)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { next: text }
})

const tooLarge = (rows: number): AppError =>
  new AppError({
    code: 'data.too-large',
    message: `The CSV would be over 64 MB after ${rows} rows, the most that one text may have.`,
    fix: 'Make it in parts, and put them together in a file with the block "Append to file".',
    details: { rows },
  })
