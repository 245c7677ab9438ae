import { AppError } from '#shared/error'
import { TextPlace } from '#shared/text'

/** Characters of one row: a quote that is never closed would take the rest of the file, however large. */
const LONGEST_ROW = 16 * 1024 * 1024
const MOST_COLUMNS = 16_384

export type CsvRowRules = {
  /** one character */
  delimiter: string
  /** whether every row must have as many values as the first */
  even: boolean
  /** what the text is, for sentences */
  what: string
  /** the number of the line it begins with: 1 */
  firstLine?: number
}

/**
 * Takes CSV (RFC 4180) apart, piece by piece, into rows of texts, and names the place of what is wrong. Rows end with
 * LF, CR LF or CR, mixed as they come; empty lines are none; a quote inside a value that does not begin with one is
 * part of it, as in `5" pipe`; blanks after a closing quote are left out.
 */
export class CsvRows {
  readonly #rules: CsvRowRules
  readonly #delimiter: number
  /** what of the text is not yet rows; it begins with a row */
  #text = ''
  readonly #place = new TextPlace()
  #at = 0
  /** next delimiter, quote, line feed, carriage return from where it is looked, or the end when there is none */
  #comma = 0
  #quote = 0
  #lf = 0
  #cr = 0
  #final = false
  /** a row that is not there yet is looked at again when so much text is there */
  #enough = 0
  #width = 0

  constructor(rules: CsvRowRules) {
    this.#rules = rules
    this.#delimiter = rules.delimiter.charCodeAt(0)
    this.#place.line = rules.firstLine ?? 1
  }

  /**
   * The rows that are complete with this piece.
   * @param rows what they are added to: there when a later one throws
   * @throws AppError `data.broken-csv`, `data.too-many-columns`, with `details.line` and `details.column`
   */
  push(piece: string, rows: string[][] = []): string[][] {
    const nul = piece.indexOf('\0')
    this.#text += piece
    if (nul >= 0) throw this.#nulAt(this.#text.length - piece.length + nul)
    return this.#text.length < this.#enough ? rows : this.#take(rows)
  }

  /** The last row, which needs no line end. @throws AppError as `push` does */
  end(rows: string[][] = []): string[][] {
    this.#final = true
    return this.#take(rows)
  }

  #take(rows: string[][]): string[][] {
    this.#at = 0
    this.#comma = this.#quote = this.#lf = this.#cr = -1
    for (;;) {
      const row = this.#row()
      if (row === null) break
      if (row.length > 0) rows.push(row)
    }
    const { length } = this.#text
    this.#place.pass(this.#text, 0, this.#at)
    this.#text = this.#text.slice(this.#at)
    this.#enough = this.#text.length === length ? length * 2 : 0
    if (this.#text.length > LONGEST_ROW) throw this.#tooLong()
    return rows
  }

  #next(what: string, from: number): number {
    const found = this.#text.indexOf(what, from)
    return found === -1 ? this.#text.length : found
  }

  /** The row at `#at`: none for an empty line, null when it is not complete. */
  #row(): string[] | null {
    const from = this.#at
    if (from >= this.#text.length) return null
    const end = this.#lineEnd(from)
    if (this.#quote < from) this.#quote = this.#next('"', from)
    if (this.#quote < end) return this.#quotedRow(from)
    const next = this.#afterLineEnd(end)
    if (next === null) return null
    this.#at = next
    if (end === from) return []
    const row = this.#text.slice(from, end).split(this.#rules.delimiter)
    return this.#checked(row, from, end, null)
  }

  /** Where the next row begins, after the line end at `end`; null when that is not there, or only half. */
  #afterLineEnd(end: number): number | null {
    const { length } = this.#text
    if (end >= length) return this.#final ? length : null
    if (this.#text.charCodeAt(end) === LF) return end + 1
    if (end + 1 === length && !this.#final) return null
    return this.#text.charCodeAt(end + 1) === LF ? end + 2 : end + 1
  }

  /** A row in which there are quotes, value by value. */
  #quotedRow(from: number): string[] | null {
    const row: string[] = []
    const starts: number[] = []
    for (let at = from; ; at++) {
      starts.push(at)
      const value = this.#text[at] === '"' ? this.#quotedValue(at) : this.#plainValue(at)
      if (value === null) return null
      row.push(value.text)
      at = value.end
      if (this.#text.charCodeAt(at) === this.#delimiter) continue
      const next = this.#afterLineEnd(at)
      if (next === null) return null
      this.#at = next
      return this.#checked(row, from, at, starts)
    }
  }

  /** Where the line ends that `from` stands in. */
  #lineEnd(from: number): number {
    if (this.#lf < from) this.#lf = this.#next('\n', from)
    if (this.#cr < from) this.#cr = this.#next('\r', from)
    return Math.min(this.#lf, this.#cr)
  }

  #plainValue(from: number): { text: string; end: number } {
    if (this.#comma < from) this.#comma = this.#next(this.#rules.delimiter, from)
    const end = Math.min(this.#comma, this.#lineEnd(from))
    return { text: this.#text.slice(from, end), end }
  }

  #quotedValue(from: number): { text: string; end: number } | null {
    const text = this.#text
    let isDoubled = false
    let close = text.indexOf('"', from + 1)
    while (close !== -1 && text[close + 1] === '"') {
      isDoubled = true
      close = text.indexOf('"', close + 2)
    }
    if (close === -1) {
      if (this.#final) throw this.#broken(from, 'the quote that opens here is never closed')
      return null
    }
    let end = close + 1
    while (text[end] === ' ' || (text[end] === '\t' && this.#rules.delimiter !== '\t')) end++
    if (end >= text.length && !this.#final) return null
    if (end < text.length && !this.#endsValue(end)) throw this.#afterQuote(end)
    const value = text.slice(from + 1, close)
    return { text: isDoubled ? value.replaceAll('""', '"') : value, end }
  }

  #endsValue(at: number): boolean {
    const code = this.#text.charCodeAt(at)
    return code === this.#delimiter || code === LF || code === CR
  }

  /** @param starts where its values begin; null where none of them is in quotes */
  #checked(row: string[], from: number, end: number, starts: number[] | null): string[] {
    const startOf = (place: number) => (starts ?? startsOf(row, from))[place] as number
    if (row.length > MOST_COLUMNS) throw this.#tooWide(startOf(MOST_COLUMNS))
    if (this.#width === 0) this.#width = row.length
    if (row.length === this.#width) return row
    // a line of blanks looks like an empty line
    if (row.length === 1 && row[0]?.trim() === '' && this.#text[from] !== '"') return []
    if (!this.#rules.even) return row
    throw this.#uneven(row.length, row.length < this.#width ? end : startOf(this.#width))
  }

  #placeAt(index: number): TextPlace {
    return this.#place.copy().pass(this.#text, 0, index)
  }

  #broken(index: number, why: string, fix = 'Mend it at that place.'): AppError {
    const { line, column } = this.#placeAt(index)
    return new AppError({
      code: 'data.broken-csv',
      message: `${this.#rules.what}, line ${line}, column ${column}: ${why}.`,
      fix,
      details: { line, column },
    })
  }

  #afterQuote(index: number): AppError {
    const found = JSON.stringify(String.fromCodePoint(this.#text.codePointAt(index) as number))
    const wanted = NAMES[this.#rules.delimiter] ?? JSON.stringify(this.#rules.delimiter)
    return this.#broken(
      index,
      `after a closing quote comes ${found}, where ${wanted} or the end of the line should be`,
      'Write quotes inside a quoted value twice: "". Or choose another delimiter.',
    )
  }

  #uneven(count: number, index: number): AppError {
    const columns = this.#width === 1 ? 'there is 1 column' : `there are ${this.#width} columns`
    return this.#broken(
      index,
      count < this.#width
        ? `the row ends after ${count} of its values, but ${columns}`
        : `the row has a value too many: it has ${count}, but ${columns}`,
      'Mend that row (a value that holds the delimiter needs quotes around it), or let uneven rows be made to fit.',
    )
  }

  #nulAt(index: number): AppError {
    return this.#broken(
      index,
      'there is a character NUL, which no text has',
      'It is another kind of file, or its encoding is another one, often utf-16.',
    )
  }

  #tooLong(): AppError {
    const megabytes = LONGEST_ROW / 1024 / 1024
    return this.#broken(
      0,
      `the row that begins here is longer than ${megabytes} MB`,
      'Look for a quote in it that opens and is never closed.',
    )
  }

  #tooWide(index: number): AppError {
    const { line, column } = this.#placeAt(index)
    return new AppError({
      code: 'data.too-many-columns',
      message: `${this.#rules.what}, line ${line}, column ${column}: the row has more than ${MOST_COLUMNS} columns.`,
      fix: 'Look whether its lines end as they should, and whether the delimiter is the right one.',
      details: { line, column, limit: MOST_COLUMNS },
    })
  }
}

const LF = 10
const CR = 13
const NAMES: Readonly<Record<string, string>> = {
  ',': 'a comma',
  ';': 'a semicolon',
  '\t': 'a tab',
  '|': 'a pipe',
}

/** Where the values of a row without quotes begin. */
function startsOf(row: readonly string[], from: number): number[] {
  let at = from
  return row.map((value) => {
    const start = at
    at += value.length + 1
    return start
  })
}
