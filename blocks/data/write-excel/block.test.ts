import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { isIdempotent } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { writeExcel } from './block.ts'
import { isoDate } from './iso-date.ts'
import { planColumns } from './plan-columns.ts'
import { sheetRows } from './sheet-rows.ts'
import { workbookBytes } from './workbook-bytes.ts'

const CONTEXT = { breathe: () => undefined, progress: () => undefined, zone: 'Europe/Berlin' }

describeBlock(writeExcel, import.meta.dirname, ({ home, output, failure, fixture }) => {
  const file = '~/a.xlsx'
  const write = (rows: Json, config: JsonObject = {}) =>
    output({ rows: '{{ input }}', file, ...config }, rows)
  const sheetOf = async () => {
    const { sheets } = await readXlsx(readFileSync(home('a.xlsx')), { readStyles: true })
    return sheets[0] as (typeof sheets)[number]
  }

  test('writes what is read again as it was', async () => {
    const rows = [
      {
        name: 'Ada <&> "x"',
        born: '1985-12-10',
        met: '2026-01-02T10:30:15',
        age: 36.5,
        ok: true,
        none: null,
      },
      { name: '=1+1', born: '2026-02-28', met: '2026-01-02T00:00:00', age: -1e21, ok: false, none: null },
    ]
    const back = (await fixture('there-and-back', { input: rows })).output
    expect(back).toEqual([rows[0], { ...rows[1], met: '2026-01-02' }])
    expect(readdirSync(home())).toEqual(['people.xlsx'])
  })

  test('gives the file, and types what stands in it', async () => {
    const rows = [{ when: '2026-01-02', text: '2026-01-02', n: '5', list: [1, 'x'], f: '@SUM(1)' }]
    const columns: JsonObject[] = [
      { name: 'when', title: 'Date', width: 30 },
      { name: 'text', kind: 'text' },
      { name: 'n', kind: 'number' },
      { name: 'list' },
      { name: 'f' },
      { name: 'none' },
    ]
    expect(await write(rows, { columns, sheet: 'My sheet' })).toMatchObject({ name: 'a.xlsx' })
    const sheet = await sheetOf()
    expect(sheet.name).toBe('My sheet')
    expect(sheet.rows).toEqual([
      ['Date', 'text', 'n', 'list', 'f', 'none'],
      [new Date(Date.UTC(2026, 0, 2)), '2026-01-02', 5, '[1,"x"]', '@SUM(1)', null],
    ])
    expect(sheet.columns?.[0]?.width).toBe(30)
    expect(sheet.freezePane).toEqual({ rows: 1 })
    // a formula would have one
    expect([...(sheet.cells?.values() ?? [])].filter((cell) => cell.formula)).toEqual([])
  })

  test('takes a column for dates only when all of it is', async () => {
    await write([
      { a: '2026-01-02', b: '2026-01-02', c: null },
      { a: null, b: 'later', c: '' },
      { a: '2026-01-03T10:00:00', b: 5 },
    ])
    expect((await sheetOf()).rows.slice(1)).toEqual([
      [new Date(Date.UTC(2026, 0, 2)), '2026-01-02', null],
      [null, 'later', null],
      [new Date(Date.UTC(2026, 0, 3, 10)), 5, null],
    ])
  })

  test('writes lists of lists, with or without titles', async () => {
    await write([['a', 1], ['b']])
    expect((await sheetOf()).rows).toEqual([
      ['a', 1],
      ['b', null],
    ])
    await write([['x', 1]], { columns: [{ name: 'Name' }, { name: 'n' }], header: false })
    expect((await sheetOf()).rows).toEqual([['x', 1]])
    await write([])
    expect((await sheetOf()).rows).toEqual([])
  })

  test('replaces, fails or finds another name when it is there already', async () => {
    await write([['one']])
    expect(await failure({ rows: [['two']], file, ifExists: 'fail' })).toMatchObject({ code: 'files.exists' })
    expect((await sheetOf()).rows).toEqual([['one']])
    expect(await write([['two']], { ifExists: 'rename' })).toMatchObject({ name: 'a 2.xlsx' })
    await write([['three']])
    expect((await sheetOf()).rows).toEqual([['three']])
    expect(['replace', 'fail', 'rename'].map((ifExists) => isIdempotent(writeExcel, { ifExists }))).toEqual([
      true,
      false,
      false,
    ])
  })

  test.each([
    [{ rows: [{ a: 1 }, 5] }, 'data.not-a-row', 'Row 2 is neither'],
    [
      { rows: [{ a: 1 }, { a: 'x' }], columns: [{ name: 'a', kind: 'number' }] },
      'data.bad-cell',
      'Row 2, column "a": a number should stand here, but it is the text "x"',
    ],
    [
      { rows: [{ a: '2026-02-30' }], columns: [{ name: 'a', kind: 'date' }] },
      'data.bad-cell',
      'Row 1, column "a": a date such as',
    ],
    [
      { rows: '{{ [["x".repeat(32768)]] }}' },
      'data.bad-cell',
      'a cell holds 32767 characters, and this text has 32768',
    ],
    [
      { rows: '{{ [Array(16385).fill(1)] }}' },
      'data.too-many-columns',
      'holds 16384 columns, and there are 16385',
    ],
    [{ rows: [], sheet: 'a/b' }, 'data.bad-sheet-name', 'may not hold /'],
    [{ rows: [], sheet: 'x'.repeat(32) }, 'data.bad-sheet-name', 'may have 31 letters'],
    [{ rows: [], sheet: "'x" }, 'data.bad-sheet-name', 'begin or end'],
    [{ rows: [], sheet: 'History' }, 'data.bad-sheet-name', 'for itself'],
  ])('refuses %j with %s, and writes nothing', async (config, code, said) => {
    await write([['old']])
    const error = await failure({ file, ...config } as JsonObject)
    expect(error).toMatchObject({ code, fix: expect.any(String) })
    expect(error.message).toContain(said)
    expect((await sheetOf()).rows).toEqual([['old']])
    expect(readdirSync(home())).toEqual(['a.xlsx'])
  })

  test('refuses more rows than a sheet holds', async () => {
    const rows = Array.from({ length: 1_048_577 }, () => [1])
    await expect(planColumns(rows, [], true, CONTEXT)).rejects.toMatchObject({ code: 'data.too-many-rows' })
  })

  test('writes 20,000 rows', async () => {
    await write(Array.from({ length: 20_000 }, (_, i) => ({ id: i, name: `Name ${i}`, at: '2026-01-02' })))
    expect((await sheetOf()).rows.at(-1)).toEqual([19_999, 'Name 19999', new Date(Date.UTC(2026, 0, 2))])
  })

  test('any texts, numbers and yes or no come back as they were', async () => {
    const text = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom('_x000D_', '_', 'x0041_', '\r', '\n', '\t', ' ', '=', '<', '&', ']]>'),
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        ),
      })
      // neither XML nor Excel has these
      .filter((one) => one !== '' && !/[\ufffe\uffff]/.test(one) && !isoDate(one, 'UTC'))
    const value = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      fc.boolean(),
    )
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      )
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const plan = await planColumns(rows, [], false, CONTEXT)
        const bytes: Uint8Array[] = []
        for await (const piece of workbookBytes(sheetRows(rows, plan, CONTEXT), plan, 'A')) bytes.push(piece)
        const { sheets } = await readXlsx(Buffer.concat(bytes))
        expect(sheets[0]?.rows).toEqual(rows)
      }),
      { numRuns: 200 },
    )
  })

  test('says so when the place cannot be written', async () => {
    writeFileSync(home('..', 'plain'), '')
    expect(await failure({ rows: [[1]], file: '~/../plain/a.xlsx' })).toMatchObject({
      code: expect.stringMatching(/^files\./),
    })
  })
})

test.each([
  ['2026-01-02', '2026-01-02T00:00:00.000Z', false],
  ['2026-01-02T10:30', '2026-01-02T10:30:00.000Z', true],
  ['2026-01-02 10:30:15.250', '2026-01-02T10:30:15.250Z', true],
  ['2026-01-02T23:30:00Z', '2026-01-03T00:30:00.000Z', true],
  ['2026-07-02T10:00:00+00:00', '2026-07-02T12:00:00.000Z', true],
])('%s is a date', (text, utc, hasTime) => {
  const found = isoDate(text, 'Europe/Berlin')
  expect({ date: found?.date.toISOString(), hasTime: found?.hasTime }).toEqual({ date: utc, hasTime })
})

test.each([
  '2026-02-30',
  '2026-13-01',
  '2026-01-02T24:00',
  '2026-01-02T10:60',
  '1899-12-31',
  '2026',
  'x',
  5,
  null,
])('%j is none', (value) => {
  expect(isoDate(value, 'Europe/Berlin')).toBeNull()
})
