import { EncryptedFileError, HucreError } from 'hucre'
import { readXlsx } from 'hucre/xlsx'
import { AppError } from '#shared/error'
import { broken, locked, noSuchSheet, tooManyCells } from './excel-errors.ts'
import { lookInto } from './look-into.ts'

export type ReadCell = string | number | boolean | Date | null
/** Rows and columns from 0, ends included. */
export type Merged = { startRow: number; startCol: number; endRow: number; endCol: number }
export type ReadSheet = {
  rows: readonly (readonly ReadCell[])[]
  merges: readonly Merged[]
  /** dates of the workbook count from 1904, not from 1900 */
  from1904: boolean
  formulasWithoutResult: number
}

/**
 * One sheet of an .xlsx file.
 * @param wanted its name, its place from 1, or empty for the first
 * @param file for sentences
 * @throws AppError `data.not-excel`, `data.old-excel`, `data.locked-excel`, `data.broken-excel`, `data.too-large`,
 *   `data.no-such-sheet`
 */
export async function readSheet(bytes: Uint8Array, wanted: string, file: string): Promise<ReadSheet> {
  await lookInto(bytes, file)
  const names: string[] = []
  const isWanted = (name: string, index: number) =>
    wanted === '' ? index === 0 : name.toLowerCase() === wanted.toLowerCase() || wanted === String(index + 1)
  try {
    const book = await readXlsx(bytes, {
      sheets: ({ name, index }) => {
        names.push(name)
        return isWanted(name, index)
      },
    })
    // a sheet that is called "2" comes before the second one
    const sheet =
      book.sheets.find(({ name }) => name.toLowerCase() === wanted.toLowerCase()) ?? book.sheets[0]
    if (names.length === 0) throw broken(file, 'it has no sheet')
    if (!sheet) throw noSuchSheet(wanted, file, names)
    const cells = [...(sheet.cells?.values() ?? [])]
    return {
      rows: sheet.rows,
      merges: sheet.merges ?? [],
      from1904: book.dateSystem === '1904',
      formulasWithoutResult: cells.filter((cell) => cell.formula !== undefined && cell.value === null).length,
    }
  } catch (error) {
    throw inWords(error, file)
  }
}

function inWords(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error
  if (error instanceof EncryptedFileError) return locked(file)
  const why = error instanceof Error ? error.message : String(error)
  if (error instanceof HucreError && /cells|bounds/i.test(why)) return tooManyCells(file, error)
  // whatever it stumbled over stands in the file: it is read whole, and only computed with
  return broken(file, error)
}
