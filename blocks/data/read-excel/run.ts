import { type BlockContext, implement } from '#shared/block'
import { readExcel } from './block.ts'
import { tooLargeFile } from './excel-errors.ts'
import { tableOf } from './table-of.ts'

/** Bytes of a file that is read: unpacked it is some ten times as large. */
const LARGEST_FILE = 64 * 1024 * 1024

export const run = implement(readExcel, async (config, ctx) => {
  const { file, sheet = '', header, firstRow, fillMerged } = config
  const bytes = await bytesOf(file, ctx)
  // loaded when it is first needed: a start should not wait for it
  const { readSheet } = await import('./read-sheet.ts')
  const read = await readSheet(bytes, sheet.trim(), file)
  if (read.formulasWithoutResult > 0)
    ctx.log.warn(
      `${read.formulasWithoutResult} formulas of ${file} have no result stored with them, so their cells are empty. A spreadsheet program that opens and saves the file puts them in.`,
    )
  return { next: await tableOf(read, { header, firstRow, fillMerged, file }, ctx) }
})

async function bytesOf(file: string, ctx: BlockContext): Promise<Uint8Array> {
  const reader = await ctx.files.openRead(file)
  try {
    if (reader.size > LARGEST_FILE) throw tooLargeFile(file, LARGEST_FILE)
    return await reader.readAt(0, reader.size)
  } finally {
    await reader.close()
  }
}
