export { cellOf } from './cell-of.ts'
export { columnNames, columnsOf, valuesOf } from './column-names.ts'
export { csvLine } from './csv-line.ts'
export { readCsv } from './read-csv.ts'
