import { AppError } from '#shared/error'

export const notExcel = (file: string, why: string): AppError =>
  new AppError({
    code: 'data.not-excel',
    message: `${file} is no Excel workbook (.xlsx): ${why}.`,
    fix: 'Open it in a spreadsheet program and save it as .xlsx, or read it with the block for its kind.',
  })

export const oldExcel = (file: string): AppError =>
  new AppError({
    code: 'data.old-excel',
    message: `${file} is a workbook of the old kind (.xls), which is not read here.`,
    fix: 'Open it in a spreadsheet program and save it as .xlsx.',
  })

export const locked = (file: string): AppError =>
  new AppError({
    code: 'data.locked-excel',
    message: `${file} is locked with a password, so it cannot be read.`,
    fix: 'Save it without a password.',
  })

export const broken = (file: string, cause: unknown): AppError =>
  new AppError({
    code: 'data.broken-excel',
    message: `${file} is damaged or cut short, so it cannot be read.`,
    fix: 'Get the file again, or let a spreadsheet program repair it and save it as .xlsx.',
    details: { why: cause instanceof Error ? cause.message : String(cause) },
    cause,
  })

/** The rule for all XML: entities and outside files come in by a DOCTYPE. */
export const hasDoctype = (file: string, part: string): AppError =>
  new AppError({
    code: 'data.has-doctype',
    message: `${file} has a DOCTYPE in its part ${part}, which no spreadsheet program writes; XML with one is not read.`,
    fix: 'Do not trust where it comes from. To read it all the same, open it in a spreadsheet program and save it anew.',
    details: { part },
  })

export const brokenPart = (file: string, part: string, why: string): AppError =>
  new AppError({
    code: 'data.broken-excel',
    message: `${file} is damaged: its part ${part} ${why}.`,
    fix: 'Get the file again, or let a spreadsheet program repair it and save it as .xlsx.',
    details: { part },
  })

/** @param error what the reader of XML says of the part, with line and column */
export const brokenPartAt = (file: string, part: string, error: AppError): AppError =>
  new AppError({
    code: 'data.broken-excel',
    message: `${file} is damaged: ${error.message}`,
    fix: 'Get the file again, or let a spreadsheet program repair it and save it as .xlsx.',
    details: { ...error.details, part },
    cause: error,
  })

/** @param row and column as the sheet counts them */
export const notANumber = (file: string, row: number, column: number): AppError =>
  new AppError({
    code: 'data.broken-excel',
    message: `${file}, row ${row}, column ${column}: the cell holds a number that is too large to be one.`,
    fix: 'Correct the cell, and save the file again.',
    details: { row, column },
  })

export const tooLargeFile = (file: string, limit: number): AppError =>
  tooLarge(`${file} is larger than ${limit / 1024 / 1024} MB, the most that is read of an Excel file.`)

export const tooLargeInside = (file: string, limit: number): AppError =>
  tooLarge(
    `${file} would be larger than ${limit / 1024 / 1024} MB when it is unpacked, which no ordinary workbook is.`,
  )

export const tooManyCells = (file: string, cause: unknown): AppError =>
  tooLarge(
    `${file} has a cell outside of what is read: more than 20 million cells, or beyond column XFD.`,
    cause,
  )

export const tooLargeValue = (file: string, rows: number): AppError =>
  tooLarge(`${file} has too many rows for one value: after ${rows} rows it would be over 64 MB.`)

const tooLarge = (message: string, cause?: unknown): AppError =>
  new AppError({
    code: 'data.too-large',
    message,
    fix: 'Save the sheet you need as CSV: such a file may have any size, and the block SQLite takes it in whole.',
    cause,
  })

export const noSuchSheet = (wanted: string, file: string, names: readonly string[]): AppError =>
  new AppError({
    code: 'data.no-such-sheet',
    message: `There is no sheet "${wanted}" in ${file}. There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', ...' : ''}.`,
    fix: 'Write the name of one of these, or its place, such as 1.',
    details: { field: 'sheet', sheets: names.slice(0, 100) },
  })
