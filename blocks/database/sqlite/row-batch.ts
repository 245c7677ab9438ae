import type { SqlValue } from './sql-values.ts'

/** Some rows on their way into a table. */
export type RowBatch = {
  /** columns that are filled; undefined: as many of the table's as the rows have values */
  names: readonly string[] | undefined
  rows: readonly (readonly SqlValue[])[]
  /** what a table that is made has as the type of each column */
  types: readonly string[]
}
