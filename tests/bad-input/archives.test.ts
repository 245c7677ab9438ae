import { lstatSync, readdirSync } from 'node:fs'
import { normalize } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { many } from '../support/many.ts'
import { rawWorkbook, sheetXml, stringsXml } from '../support/raw-workbook.ts'
import { type RawEntry, rawZip } from '../support/raw-zip.ts'
import { type CorpusBench, cutsOf, expectPlain, openCorpusBench, type Steps } from './corpus-bench.ts'

const LINK = 0o120777
const unzip = (config = {}): Steps => [['files/unzip', { from: '~/a.zip', to: '~/out', ...config }]]
const excel: Steps = [['data/read-excel', { file: '~/a.xlsx', header: false }]]

let bench: CorpusBench
beforeAll(async () => {
  bench = await openCorpusBench()
})
afterAll(() => bench?.close())

async function refusal(name: string, bytes: Uint8Array, steps: Steps) {
  const came = await bench.read(name, bytes, steps)
  if (!('error' in came)) throw new Error(`it was read: ${JSON.stringify(came.value)}`)
  expectPlain(came.error, name)
  return came.error
}

/** Each begins with a good entry: of that nothing may be left either. */
describe('a hostile or damaged archive is refused, with nothing unpacked', () => {
  const behindGood = (...entries: RawEntry[]) => rawZip([{ name: 'good.txt', bytes: 'good' }, ...entries])
  const named = (name: string) => behindGood({ name, bytes: 'x' })
  const zeros = Buffer.alloc(20_000_000)
  const wrong: [string, () => Uint8Array, string, object?][] = [
    ['up and out', () => named('../evil'), 'files.unsafe-archive'],
    ['up and out from within', () => named('a/b/../../../evil'), 'files.unsafe-archive'],
    ['up and out by backslashes', () => named('..\\..\\evil'), 'files.unsafe-archive'],
    ['a whole path', () => named('/etc/cron.d/evil'), 'files.unsafe-archive'],
    ['a disk', () => named('C:\\evil'), 'files.unsafe-archive'],
    ['another computer', () => named('\\\\host\\share\\evil'), 'files.unsafe-archive'],
    ['a NUL in a name', () => named('evil\0.txt'), 'files.unsafe-archive'],
    ['no name', () => named(''), 'files.unsafe-archive'],
    ['a name too long', () => named('x'.repeat(300)), 'files.unsafe-archive'],
    ['one name twice', () => named('good.txt'), 'files.unsafe-archive'],
    ['a file that is a folder too', () => named('good.txt/evil'), 'files.unsafe-archive'],
    [
      'locked with a password',
      () => behindGood({ name: 'a', bytes: 'x', flags: 0x801 }),
      'files.encrypted-archive',
    ],
    [
      'packed in a way nobody knows',
      () => behindGood({ name: 'a', bytes: 'x', method: 99 }),
      'files.unknown-compression',
    ],
    ['a bomb', () => behindGood({ name: 'a', bytes: zeros }), 'files.archive-too-large'],
    [
      'a bomb that says it is small',
      () => behindGood({ name: 'a', bytes: zeros, says: { size: 100 } }),
      'files.broken-archive',
    ],
    [
      'a bomb of many entries',
      () => rawZip(Array.from({ length: 50 }, (_, i) => ({ name: `${i}`, bytes: '' }))),
      'files.archive-too-large',
      { maxEntries: 20 },
    ],
    [
      'entries that share their bytes',
      () =>
        rawZip(
          Array.from({ length: 40 }, (_, i) => ({
            name: `${i}`,
            bytes: Buffer.alloc(100_000),
            says: { offset: 0 },
          })),
        ),
      'files.archive-too-large',
      { maxSize: 1 },
    ],
    [
      'a sum that is not that of the bytes',
      () => behindGood({ name: 'a', bytes: 'x', says: { crc: 1 } }),
      'files.broken-archive',
    ],
    [
      'fewer bytes than it says',
      () => behindGood({ name: 'a', bytes: 'x', says: { size: 9 } }),
      'files.broken-archive',
    ],
    [
      'bytes behind the end',
      () => behindGood({ name: 'a', bytes: 'x', says: { packed: 100_000 } }),
      'files.broken-archive',
    ],
    [
      'bytes that begin nowhere',
      () => behindGood({ name: 'a', bytes: 'x', says: { offset: 900_000 } }),
      'files.broken-archive',
    ],
    ['nothing', () => Buffer.alloc(0), 'files.broken-archive'],
    ['only its first letters', () => Buffer.from('PK'), 'files.broken-archive'],
    ['text', () => Buffer.from('hello '.repeat(1000)), 'files.broken-archive'],
    ['gzip', () => Buffer.from('\x1f\x8b\x08\x00', 'latin1'), 'files.broken-archive'],
    ['RAR', () => Buffer.from('Rar!\x1a\x07\x00', 'latin1'), 'files.broken-archive'],
  ]
  test.each(wrong)('%s', async (_what, make, code, config = {}) => {
    const error = await refusal('a.zip', make(), unzip(config))
    expect(error.code).toBe(code)
    expect(error.message).toContain('a.zip')
  })

  test('a link is left out, and what would go through it stays inside', async () => {
    const bytes = behindGood(
      { name: 'way', bytes: '/', mode: LINK },
      { name: 'way/evil', bytes: 'x' },
      { name: 'fine.txt', localName: '../evil', bytes: 'x' },
    )
    expect(await bench.read('a.zip', bytes, unzip())).toMatchObject({ value: { leftOut: ['way'] } })
    expect(readdirSync(bench.home(), { recursive: true }).sort()).toEqual(
      ['a.zip', 'out', 'out/fine.txt', 'out/good.txt', 'out/way', 'out/way/evil'].map(normalize),
    )
    expect(lstatSync(bench.home('out', 'way')).isSymbolicLink()).toBe(false)
  })

  test('cut short at 20 places, or with any byte changed', async () => {
    const whole = behindGood(
      { name: 'deep/b.txt', bytes: 'b'.repeat(500) },
      { name: 'c.bin', bytes: Buffer.alloc(300, 7) },
    )
    for (const cut of cutsOf(whole))
      expect((await refusal('a.zip', cut, unzip())).code).toBe('files.broken-archive')
    let refused = 0
    for (let at = 0; at < whole.length; at += many(13, 1)) {
      const changed = Uint8Array.from(whole)
      changed[at] = (changed[at] as number) ^ 0xff
      const came = await bench.read('a.zip', changed, unzip())
      if (!('error' in came)) continue
      refused++
      expectPlain(came.error, `byte ${at}`)
    }
    expect(refused).toBeGreaterThan(5)
  })
})

describe('a hostile or damaged workbook is refused', () => {
  const cell = (value: string, type = '') => `<row r="1"><c r="A1"${type}><v>${value}</v></c></row>`
  const laughs = `<!DOCTYPE x [<!ENTITY a "lol">${[...'bcdefghij']
    .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghij'[i]};`.repeat(10)}">`)
    .join('')}]>`
  const outside = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
  const related = (target: string, more = '') =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${target}"${more}/></Relationships>`
  const wrong: [string, () => Uint8Array, string, string][] = [
    [
      'billion laughs',
      () => rawWorkbook({ sharedStrings: stringsXml('<si><t>&j;</t></si>', laughs) }),
      'data.has-doctype',
      'xl/sharedStrings.xml',
    ],
    [
      'an outside file in a sheet',
      () => rawWorkbook({ sheet: sheetXml(cell('&x;', ' t="str"'), outside) }),
      'data.has-doctype',
      'xl/worksheets/sheet1.xml',
    ],
    [
      'an outside file behind a comment',
      () => rawWorkbook({ sheet: sheetXml(cell('&x;', ' t="str"'), `<!-- <worksheet> -->${outside}`) }),
      'data.has-doctype',
      'xl/worksheets/sheet1.xml',
    ],
    [
      'half a sheet',
      () => rawWorkbook({ sheet: sheetXml(cell('1')).slice(0, -30) }),
      'data.broken-excel',
      'its part xl/worksheets/sheet1.xml, line 2, column',
    ],
    [
      'a tag that closes another',
      () =>
        rawWorkbook({
          sheet: sheetXml(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></row></c><row r="3"><c r="A3"><v>3</v></c></row>',
          ),
        }),
      'data.broken-excel',
      'a closing tag stands here, but <c>, opened at line 2',
    ],
    [
      'strings with a tag that is never closed',
      () => rawWorkbook({ sharedStrings: stringsXml('<si><t>name</si><si><t>Ada</t></si>') }),
      'data.broken-excel',
      'its part xl/sharedStrings.xml, line 2, column',
    ],
    [
      'an ampersand that is none',
      () => rawWorkbook({ sheet: sheetXml(cell('Marks & Spencer', ' t="str"')) }),
      'data.broken-excel',
      'written &amp;',
    ],
    [
      'elements without end',
      () => rawWorkbook({ sheet: sheetXml('<row>'.repeat(100_000)) }),
      'data.broken-excel',
      'deep',
    ],
    [
      'an empty sheet part',
      () => rawWorkbook({ sheet: '' }),
      'data.broken-excel',
      'it ends before there is an element',
    ],
    [
      'a sheet that is HTML',
      () => rawWorkbook({ sheet: '<html></html>' }),
      'data.broken-excel',
      'does not begin with <worksheet>',
    ],
    [
      'a sheet of bytes',
      () => rawWorkbook({ sheet: Uint8Array.of(0, 1, 2, 3) }),
      'data.broken-excel',
      'line 1, column 1: there is a character that XML does not allow here',
    ],
    [
      'a NUL',
      () => rawWorkbook({ sheet: sheetXml(cell('a\0b', ' t="str"')) }),
      'data.broken-excel',
      'there is a character that XML does not allow here',
    ],
    [
      'Latin-1',
      () => rawWorkbook({ sheet: Buffer.from(sheetXml(cell('ä', ' t="str"')), 'latin1') }),
      'data.broken-excel',
      'is no UTF-8 text',
    ],
    [
      'UTF-16',
      () => rawWorkbook({ sheet: Buffer.from(`\ufeff${sheetXml('')}`, 'utf16le') }),
      'data.broken-excel',
      'is no UTF-8 text',
    ],
    [
      'a number that is none',
      () => rawWorkbook({ sheet: sheetXml(cell('1e999')) }),
      'data.broken-excel',
      'row 1, column 1',
    ],
    [
      'a part that is there twice',
      () => rawWorkbook({ more: [{ name: 'xl/worksheets/sheet1.xml', bytes: sheetXml(cell('666')) }] }),
      'data.broken-excel',
      'is there twice',
    ],
    [
      'no sheets',
      () =>
        rawWorkbook({
          workbook:
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>',
        }),
      'data.broken-excel',
      'damaged',
    ],
    [
      'a sheet outside of it',
      () => rawWorkbook({ workbookRels: related('../../../../etc/passwd') }),
      'data.broken-excel',
      'damaged',
    ],
    [
      'a sheet on the web',
      () => rawWorkbook({ workbookRels: related('http://127.0.0.1:9/s.xml', ' TargetMode="External"') }),
      'data.broken-excel',
      'damaged',
    ],
    [
      'a column beyond the last',
      () => rawWorkbook({ sheet: sheetXml('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>') }),
      'data.too-large',
      'XFD',
    ],
    [
      'a row beyond the last',
      () => rawWorkbook({ sheet: sheetXml('<row r="999999999"><c r="A999999999"><v>1</v></c></row>') }),
      'data.too-large',
      'cell outside',
    ],
    [
      'the very last cell alone',
      () => rawWorkbook({ sheet: sheetXml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>') }),
      'data.too-large',
      '20 million',
    ],
    [
      'a bomb by what it says',
      () => rawWorkbook({ more: [{ name: 'xl/big.xml', bytes: 'x', says: { size: 300_000_000 } }] }),
      'data.too-large',
      '256 MB',
    ],
    ['CSV', () => Buffer.from('a,b\n1,2\n'), 'data.not-excel', 'another kind of file'],
    ['nothing', () => Buffer.alloc(0), 'data.not-excel', 'empty'],
    [
      'another archive',
      () => rawZip([{ name: 'a.txt', bytes: 'x' }]),
      'data.not-excel',
      'another kind of archive',
    ],
  ]
  test.each(wrong)('%s', async (_what, make, code, says) => {
    const error = await refusal('a.xlsx', make(), excel)
    expect(error).toMatchObject({ code, message: expect.stringContaining(says) })
    expect(error.message).toContain('~/a.xlsx')
  })

  test('names and merges that reach far do no harm', async () => {
    const merged = sheetXml(cell('1')).replace(
      '</worksheet>',
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
    )
    const steps: Steps = [['data/read-excel', { file: '~/a.xlsx', header: false, fillMerged: true }]]
    expect(await bench.read('a.xlsx', rawWorkbook({ sheet: merged }), steps)).toEqual({
      value: [{ column1: 1 }],
    })
    const rows = `<row r="1"><c r="A1" t="str"><v>__proto__</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>`
    const named: Steps = [['data/read-excel', { file: '~/a.xlsx' }]]
    expect(await bench.read('a.xlsx', rawWorkbook({ sheet: sheetXml(rows) }), named)).toEqual({
      value: [{ column1: 1 }],
    })
  })

  test('cut short at 20 places', async () => {
    const whole = rawWorkbook()
    expect(await bench.read('a.xlsx', whole, excel)).toMatchObject({
      value: [{ column1: 'name' }, { column2: 36 }],
    })
    for (const cut of cutsOf(whole))
      expect((await refusal('a.xlsx', cut, excel)).code).toMatch(/^data\.(not|broken)-excel$/)
  })
})
