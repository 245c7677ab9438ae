import { columnNames } from './column-names.ts'
import { CsvRows } from './csv-rows.ts'
import { guessDelimiter } from './guess-delimiter.ts'

export type CsvRules = {
  /** one character, or "auto" */
  delimiter: string
  /** whether the first row names the columns */
  header: boolean
  /** rows that are too short or too long: an error, or made to fit */
  uneven: 'fail' | 'fit'
  what: string
}

/** Some rows of a CSV text, and the names of the columns, which are more from then on when a longer row made them so. */
export type CsvReading = { names: readonly string[]; rows: readonly string[][] }

/** Characters the delimiter is guessed from. */
const SAMPLE = 64 * 1024

/**
 * Reads CSV as it comes, some rows at a time. With "fit", what is missing is an empty text and what is too much gets
 * columns of its own.
 * @throws AppError `data.broken-csv`, `data.too-many-columns`, with `details.line` and `details.column`
 */
export async function* readCsv(
  pieces: AsyncIterable<string> | Iterable<string>,
  rules: CsvRules,
): AsyncGenerator<CsvReading> {
  const table = new Table(rules)
  let sample = ''
  let csv: CsvRows | null = null
  for await (const piece of pieces) {
    if (csv) {
      yield table.add(csv.push(piece))
      continue
    }
    sample += piece
    if (sample.length < SAMPLE) continue
    const begun = begin(sample, rules, false)
    csv = begun.csv
    yield table.add(begun.rows)
  }
  if (csv) yield table.add(csv.end())
  else {
    const begun = begin(sample, rules, true)
    yield table.add(begun.csv.end(begun.rows))
  }
}

/** The rows of a text's beginning; `sep=;` on its first line says the delimiter, as Excel has it. */
function begin(sample: string, rules: CsvRules, isWhole: boolean): { csv: CsvRows; rows: string[][] } {
  const { delimiter, uneven, what } = rules
  const said = delimiter === 'auto' ? /^sep=([^"\r\n])(?:\r\n|\n|\r)/i.exec(sample) : null
  const text = said ? sample.slice(said[0].length) : sample
  const found = delimiter === 'auto' ? (said?.[1] ?? guessDelimiter(text, isWhole)) : delimiter
  const csv = new CsvRows({ delimiter: found, even: uneven === 'fail', what, firstLine: said ? 2 : 1 })
  return { csv, rows: csv.push(text) }
}

class Table {
  readonly #rules: CsvRules
  #header: readonly string[] | null = null
  #names: readonly string[] = []

  constructor(rules: CsvRules) {
    this.#rules = rules
  }

  add(rows: string[][]): CsvReading {
    if (!this.#header && rows.length > 0) {
      const first = rows[0] as string[]
      this.#header = this.#rules.header ? first : first.map(() => '')
      this.#names = columnNames(this.#header)
      if (this.#rules.header) rows.shift()
    }
    if (this.#rules.uneven === 'fit') for (const row of rows) this.#fit(row)
    return { names: this.#names, rows }
  }

  #fit(row: string[]): void {
    if (row.length > this.#names.length) {
      this.#header = [...(this.#header ?? []), ...row.slice(this.#names.length).map(() => '')]
      this.#names = columnNames(this.#header)
    }
    while (row.length < this.#names.length) row.push('')
  }
}
