import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'
import { type CsvRules, readCsv } from './read-csv.ts'

const RULES: CsvRules = { delimiter: 'auto', header: false, uneven: 'fail', what: 'a.csv' }

/** All rows of a text that comes in pieces of so many characters. */
async function rowsOf(text: string, rules: Partial<CsvRules> = {}, size = text.length + 1) {
  const pieces: string[] = []
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size))
  const rows: string[][] = []
  let names: readonly string[] = []
  for await (const some of readCsv(pieces, { ...RULES, ...rules })) {
    rows.push(...some.rows)
    names = some.names
  }
  return { rows, names }
}
const failure = async (text: string, rules: Partial<CsvRules> = {}) => {
  const error = await rowsOf(text, rules).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: expect.stringMatching(/^data\./), fix: expect.any(String) })
  return error as Error & { code: string; details: { line: number; column: number } }
}
const at = async (text: string, rules: Partial<CsvRules> = {}) => {
  const { details } = await failure(text, rules)
  return [details.line, details.column]
}

describe('rows of CSV', () => {
  test('hold quoted values with delimiters, quotes and line ends in them', async () => {
    const { rows } = await rowsOf('a,"b,1","say ""hi""",\r\n"line 1\r\nline 2",,"",x\n')
    expect(rows).toEqual([
      ['a', 'b,1', 'say "hi"', ''],
      ['line 1\r\nline 2', '', '', 'x'],
    ])
  })

  test('end with LF, CR LF or CR, mixed; empty lines and lines of blanks are none', async () => {
    expect((await rowsOf('a,b\r\nc,d\ne,f\rg,h\r\n\r\n\n  \ni,"j"\r')).rows).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
      ['i', 'j'],
    ])
    expect((await rowsOf('')).rows).toEqual([])
    expect((await rowsOf('\n\n')).rows).toEqual([])
    expect((await rowsOf('""')).rows).toEqual([['']])
  })

  test('take a quote in mid-value as it stands, and blanks after a closing one as nothing', async () => {
    expect((await rowsOf('5" pipe,"a" ,b\n')).rows).toEqual([['5" pipe', 'a', 'b']])
  })

  test('are the same however the text is cut', async () => {
    const text = '\u00e4,"b\r\n""c""",d\r\n"1" ,2,3\r4,"5","6\n"\r\n'
    const whole = await rowsOf(text)
    for (let size = 1; size < 12; size++) expect(await rowsOf(text, { delimiter: ',' }, size)).toEqual(whole)
  })

  test('are what csv-parse makes of any text that both take', async () => {
    let taken = 0
    const letters = fc.constantFrom('a', 'b', ' ', ',', ',', '"', '""', '"', '\n', '\r\n', '\r', 'é')
    await fc.assert(
      fc.asyncProperty(
        fc.array(letters, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (piece, size) => {
          const text = piece.join('')
          const rows = { delimiter: ',', uneven: 'fit' } as const
          const ours = await rowsOf(text, rows, size).catch(() => null)
          const theirs = byCsvParse(text)
          if (!ours || !theirs) return
          taken++
          // we make rows as long as the longest so far, csv-parse leaves them
          const same = ours.rows.map((row, i) => row.slice(0, theirs[i]?.length))
          expect(same).toEqual(theirs)
        },
      ),
      { numRuns: 1000 },
    )
    expect(taken).toBeGreaterThan(300)
  })

  test('are what was written, whatever it is', async () => {
    const value = fc
      .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', ',', '\r', '\n', ' ', '=1', ''))
      .filter((text) => !text.includes('\0'))
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
      )
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.integer({ min: 1, max: 99 }),
        async (rows, delimiter, size) => {
          const text = rows.map((row) => `${csvLine(row, { delimiter, guard: false })}\n`).join('')
          // a line of blanks is none; all else comes back
          fc.pre(rows.every((row) => row.length > 1 || row[0]?.trim() !== '' || row[0] === ''))
          expect((await rowsOf(text, { delimiter }, size)).rows).toEqual(rows)
        },
      ),
    )
  })
})

/** Blank lines are left out there as here; null where it refuses. */
function byCsvParse(text: string): string[][] | null {
  try {
    const rows = parse(text, {
      bom: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: false,
      skip_empty_lines: true,
    }) as string[][]
    return rows.some((row) => row.length === 1 && row[0]?.trim() === '') ? null : rows
  } catch {
    return null
  }
}

describe('what is wrong is named with its place', () => {
  test.each([
    [
      'a row that is too short',
      'a,b,c\n1,2,3\n1,2\n',
      [3, 4],
      'the row ends after 2 of its values, but there are 3 columns',
    ],
    ['a row that is too long', 'a,b\r\n1,2\r\n"1,5",2,3\r\n', [3, 9], 'it has 3, but there are 2 columns'],
    ['a long row without quotes', 'a,b\n1,22,333,4\n', [2, 6], 'it has 4, but there are 2 columns'],
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', [2, 3], 'the quote that opens here is never closed'],
    ['text after a closing quote', 'a,b\n"x"y,2\n', [2, 4], 'after a closing quote comes "y", where a comma'],
    ['a NUL', 'a,b\n1,\0\n', [2, 3], 'a character NUL'],
    ['a row after a value of many lines', 'a,b\n"1\n2\r\n3",x\n4\n', [5, 2], 'the row ends after 1'],
  ])('%s', async (_what, text, place, said) => {
    const error = await failure(text, { delimiter: ',' })
    expect([error.details.line, error.details.column]).toEqual(place)
    expect(error.message).toContain(`a.csv, line ${place[0]}, column ${place[1]}: `)
    expect(error.message).toContain(said)
  })

  test('however the text is cut, the place is the same', async () => {
    const text = 'a,b\r\n"x\r\ny",2\r\n\r\n"1" ,2,3\r\n'
    for (let size = 1; size < 20; size++) {
      const error = await rowsOf(text, { delimiter: ',' }, size).catch((thrown) => thrown)
      expect(error.details).toEqual({ line: 5, column: 8 })
    }
  })

  test('a million columns, and a quote that would take the rest of a large file', async () => {
    expect(await failure('x,'.repeat(1_000_000))).toMatchObject({ code: 'data.too-many-columns' })
    expect((await failure(`a\n"${'x\n'.repeat(12_000_000)}`)).message).toContain('longer than 16 MB')
  })

  test('after "sep=" lines are counted from the first', async () => {
    expect((await rowsOf('sep=;\na,x;b\n')).rows).toEqual([['a,x', 'b']])
    expect(await at('sep=;\na;b\n1\n')).toEqual([3, 2])
  })
})

describe('the delimiter is found', () => {
  test.each([
    ['comma', 'a,b,c\n1,2,3\n', ','],
    ['semicolon, with commas in numbers', 'name;price\nx;1,5\ny;2,5\n', ';'],
    ['semicolon, all numbers with commas', '1,5;2,5\n3,5;4,5\n', ';'],
    ['tab', 'a\tb\n1,2\t3;4\n', '\t'],
    ['pipe', 'a|b\n1|2\n', '|'],
    ['comma, with semicolons in quotes', 'a,b\n"x;y",1\n"z;w",2\n', ','],
    ['comma, with semicolons in some rows', 'a,b\nx;y,1\nz,2\n', ','],
    ['comma, one row', 'a,b;c,d', ','],
    ['only one column', 'name\nx\ny z\n', ','],
    ['semicolon, though there is a mistake further down', 'a;b\n1;2\n3;"x"y\n', ';'],
  ])('%s', async (_what, text, delimiter) => {
    const wanted = await rowsOf(text, { delimiter }).catch((error) => error.message)
    expect(await rowsOf(text).catch((error) => error.message)).toEqual(wanted)
  })
})

test('uneven rows can be made to fit: nothing for what is missing, columns of their own for what is too much', async () => {
  const { rows, names } = await rowsOf('a,b\n1\n1,2,3\n4,5\n', { uneven: 'fit', header: true })
  expect(names).toEqual(['a', 'b', 'column3'])
  expect(rows).toEqual([
    ['1', ''],
    ['1', '2', '3'],
    ['4', '5', ''],
  ])
})
