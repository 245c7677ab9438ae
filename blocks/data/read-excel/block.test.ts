import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { readExcel } from './block.ts'
import { lookInto } from './look-into.ts'
import { readSheet } from './read-sheet.ts'

describeBlock(readExcel, import.meta.dirname, ({ home, run, output, failure, fixture }) => {
  const file = '~/a.xlsx'
  const put = (content: Uint8Array | string) => writeFileSync(home('a.xlsx'), content)
  /** a file that another program made: XlsxWriter, openpyxl, Gnumeric */
  const take = (name: string) => copyFileSync(join(import.meta.dirname, 'fixtures', name), home('a.xlsx'))
  const rows = (config: JsonObject = {}) => output({ file, ...config }) as Promise<JsonObject[]>
  beforeEach(() => void mkdirSync(home()))

  test('reads a file in a flow', async () => {
    take('people.xlsx')
    const { output: names } = await fixture('people', { input: 'a.xlsx' })
    expect(names).toEqual([' Ada <&> "x" ', 'Tim', 'Eve', 'both', null])
  })

  test.each([['people.xlsx'], ['people-1904.xlsx']])(
    '%s: has texts, numbers, yes or no, dates, times, results of formulas, errors, rich text',
    async (name) => {
      take(name)
      expect((await rows())[0]).toEqual({
        name: ' Ada <&> "x" ',
        born: '1985-12-10',
        met: '2026-01-02T10:30:15',
        at: '10:30:00',
        share: 0.125,
        ok: true,
        sum: 3,
        error: '#DIV/0!',
        rich: 'a bold c',
        'name 2': 'second',
      })
      const [, tim, eve] = await rows()
      expect(tim).toMatchObject({ name: 'Tim', born: null, share: 1e21, sum: 'Tim!' })
      expect(eve).toMatchObject({ name: 'Eve', born: '2026-03-01' })
    },
  )

  test('takes a sheet by name or place', async () => {
    take('people.xlsx')
    expect(await rows({ sheet: 'ümläut SHEET' })).toEqual([
      { a: 1, b: 2 },
      { a: 'wide', b: null },
    ])
    expect(await rows({ sheet: '2' })).toHaveLength(2)
    expect(await rows({ sheet: 'Empty' })).toEqual([])
    expect(await rows({ sheet: 'Secret', header: false })).toEqual([{ column1: 'x' }])
    put(
      await writeXlsx({
        sheets: [
          { name: '2', rows: [['a'], [1]] },
          { name: 'B', rows: [['a'], [2]] },
        ],
      }),
    )
    expect(await rows({ sheet: '2' })).toEqual([{ a: 1 }])
  })

  test('fills merged cells when told', async () => {
    take('people.xlsx')
    expect((await rows({ fillMerged: true })).map((row) => row.name).slice(-2)).toEqual(['both', 'both'])
    expect(await rows({ sheet: '2', fillMerged: true })).toEqual([
      { a: 1, b: 2 },
      { a: 'wide', b: 'wide' },
    ])
  })

  test('begins where the table begins', async () => {
    put(
      await writeXlsx({
        sheets: [{ name: 'A', rows: [[], ['Report'], [null], ['x', 'y'], [1, 2], [null], [3]] }],
      }),
    )
    expect(await rows()).toEqual([
      { Report: 'x', column2: 'y' },
      { Report: 1, column2: 2 },
      { Report: 3, column2: null },
    ])
    expect(await rows({ firstRow: 4 })).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: null },
    ])
    expect(await rows({ firstRow: 5, header: false })).toEqual([
      { column1: 1, column2: 2 },
      { column1: 3, column2: null },
    ])
    expect(await rows({ firstRow: 99 })).toEqual([])
  })

  test('reads what openpyxl and Gnumeric write, and counts formulas without a result', async () => {
    take('gnumeric.xlsx')
    expect(await rows()).toEqual([{ name: 'Ada', when: '2026-01-02', sum: 3 }])
    take('openpyxl.xlsx')
    expect((await run({ file })).output).toEqual([
      { a: 1, f: null, d: '2026-01-02T03:04:05' },
      { a: 'xAy', f: 'ä\n', d: '2026-01-02' },
    ])
    const bytes = readFileSync(home('a.xlsx'))
    expect(await readSheet(bytes, '', file)).toMatchObject({ formulasWithoutResult: 1 })
  })

  test('reads 20,000 rows', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => [i, `Name ${i}`])
    put(await writeXlsx({ sheets: [{ name: 'A', rows: [['id', 'name'], ...many] }] }))
    expect((await rows()).at(-1)).toEqual({ id: 19_999, name: 'Name 19999' })
  })

  describe('wrong input', () => {
    const wrong: [string, () => Promise<Uint8Array | string> | Uint8Array | string, string, string][] = [
      ['nothing', () => '', 'data.not-excel', 'it is empty'],
      ['CSV', () => 'a,b\n1,2\n', 'data.not-excel', 'another kind of file'],
      [
        'an .xls',
        () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0),
        'data.old-excel',
        '(.xls)',
      ],
      [
        'a locked one',
        () =>
          writeXlsx({ sheets: [{ name: 'A', rows: [[1]] }], encryption: { password: 'x', spinCount: 1 } }),
        'data.locked-excel',
        'password',
      ],
      [
        'an .ods',
        () => readFileSync(join(import.meta.dirname, 'fixtures/people.ods')),
        'data.not-excel',
        'OpenDocument',
      ],
      ['another archive', () => zipOf({ 'a.txt': 'x' }), 'data.not-excel', 'another kind of archive'],
      [
        'one without a workbook',
        () => zipOf({ '[Content_Types].xml': '<a/>', '_rels/.rels': '<a/>' }),
        'data.broken-excel',
        'damaged',
      ],
      ['a flipped byte', () => flipped(), 'data.broken-excel', 'damaged'],
      ['a zip bomb', () => bomb(300_000_000), 'data.too-large', '256 MB when it is unpacked'],
      ['a zip bomb that lies', () => bomb(300_000_000, 1000), 'data.broken-excel', 'damaged'],
      ['one cell far away', () => far(), 'data.too-large', '20 million cells'],
    ]
    test.each(wrong)('%s', async (_what, make, code, said) => {
      put(await make())
      const error = await failure({ file })
      expect(error).toMatchObject({ code, fix: expect.any(String) })
      expect(error.message).toContain('~/a.xlsx')
      expect(error.message).toContain(said)
    })

    test('a sheet that is not there', async () => {
      take('people.xlsx')
      const error = await failure({ file, sheet: 'Peple' })
      expect(error).toMatchObject({ code: 'data.no-such-sheet' })
      expect(error.message).toContain('There are: People, Ümläut sheet, Empty, Secret.')
    })

    test('a file cut short at 20 places', async () => {
      const whole = readFileSync(join(import.meta.dirname, 'fixtures/people.xlsx'))
      for (let i = 0; i < 20; i++) {
        put(whole.subarray(0, Math.floor((whole.length * i) / 20)))
        expect(await failure({ file })).toMatchObject({
          code: i === 0 ? 'data.not-excel' : 'data.broken-excel',
        })
      }
    })

    test('any byte changed: it is read or refused', async () => {
      const whole = readFileSync(join(import.meta.dirname, 'fixtures/gnumeric.xlsx'))
      let refused = 0
      for (let at = 0; at < whole.length; at += 97) {
        const changed = Uint8Array.from(whole)
        changed[at] = (changed[at] as number) ^ 0xff
        put(changed)
        const { status, error } = await run({ file })
        if (status === 'succeeded') continue
        refused++
        expect(error?.code).toMatch(/^data\./)
      }
      expect(refused).toBeGreaterThan(10)
    })
  })
})

/** A zip archive of these files; `says` is the size that the first claims to have. */
function zipOf(files: Record<string, string | Uint8Array>, says?: number): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content)
    const size = says ?? Buffer.byteLength(content)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(size, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    head.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(at, 42)
    parts.push(head, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    at += head.length + name.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end])
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const workbook = (sheet: string | Uint8Array) => ({
  'xl/worksheets/sheet1.xml': sheet,
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
})
const bomb = (size: number, says?: number) => zipOf(workbook(Buffer.alloc(size, 0x20)), says)
const far = () =>
  zipOf(
    workbook(
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
    ),
  )
function flipped(): Uint8Array {
  const bytes = Uint8Array.from(readFileSync(join(import.meta.dirname, 'fixtures/people.xlsx')))
  const at = Buffer.from(bytes).indexOf('xl/worksheets/sheet1.xml') + 200
  bytes[at] = (bytes[at] as number) ^ 0x55
  return bytes
}

test('an archive of more names than any workbook has is not gone through', async () => {
  const files = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}`, '']))
  await expect(lookInto(zipOf(files), 'a.xlsx')).rejects.toMatchObject({ code: 'data.too-large' })
})
