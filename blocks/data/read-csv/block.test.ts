import { mkdirSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { readCsv } from './block.ts'

describeBlock(readCsv, import.meta.dirname, ({ home, output, failure, fixture }) => {
  const file = '~/a.csv'
  const put = (content: string | Uint8Array) => writeFileSync(home('a.csv'), content)
  beforeEach(() => void mkdirSync(home()))

  test('reads a file in a flow', async () => {
    put('name,age\nAda,36\nTim,9\n')
    expect((await fixture('grown-ups', { input: 'a.csv' })).output).toEqual([{ name: 'Ada', age: '36' }])
  })

  test('reads what Excel writes: semicolons, CR LF, a byte order mark, "sep="', async () => {
    put('\ufeffName;Preis\r\n"Käse; alt";3,50\r\n')
    expect(await output({ file })).toEqual([{ Name: 'Käse; alt', Preis: '3,50' }])
    put('sep=|\r\na|b;c\r\n1|2\r\n')
    expect(await output({ file })).toEqual([{ a: '1', 'b;c': '2' }])
    expect(await output({ text: '\ufeffa,b\n1,2' })).toEqual([{ a: '1', b: '2' }])
  })

  test('numbers columns that have no name, or one that is there already', async () => {
    const text = 'name,,name,__proto__\na,b,c,d\n'
    expect(await output({ text })).toEqual([{ name: 'a', column2: 'b', 'name 2': 'c', column4: 'd' }])
    expect(await output({ text: 'a,b\nc,d', header: false })).toEqual([
      { column1: 'a', column2: 'b' },
      { column1: 'c', column2: 'd' },
    ])
  })

  test('has nothing in it where there is nothing, or only a header', async () => {
    put('')
    expect(await output({ file })).toEqual([])
    expect(await output({ text: '{{ input }}' }, '')).toEqual([])
    expect(await output({ text: 'a,b\r\n' })).toEqual([])
  })

  test('reads other encodings when told, and those that say what they are', async () => {
    put(Uint8Array.of(0x61, 0x0a, 0xe4, 0x80))
    expect(await output({ file, encoding: 'windows-1252' })).toEqual([{ a: 'ä€' }])
    put(Buffer.from('a\nä', 'utf16le'))
    expect(await output({ file, encoding: 'utf-16' })).toEqual([{ a: 'ä' }])
    put(Buffer.from('\ufeffa\nä', 'utf16le'))
    expect(await output({ file })).toEqual([{ a: 'ä' }])
  })

  test('wants a text or a file, not both and not neither', async () => {
    put('a\n1\n')
    expect(await failure({})).toMatchObject({ code: 'config.required' })
    expect(await failure({ file, text: 'a' })).toMatchObject({ code: 'config.one-too-many' })
    for (const config of [{ text: '{{ input.no }}' }, { file, text: '{{ "a" }}' }])
      expect(await failure(config as JsonObject, {})).toMatchObject({
        code: 'config.text-or-file',
        fix: expect.any(String),
      })
    expect(await failure({ file: '~/none.csv' })).toMatchObject({ code: 'files.not-found' })
    expect(await failure({ file: '~' })).toMatchObject({ code: 'files.is-folder' })
  })

  test('makes uneven rows fit when told', async () => {
    expect(await output({ text: 'a,b\n1\n1,2,3\n', uneven: 'fit' })).toEqual([
      { a: '1', b: '' },
      { a: '1', b: '2', column3: '3' },
    ])
  })

  test('reads 100,000 rows as values', async () => {
    put(`id,name\n${Array.from({ length: 100_000 }, (_, i) => `${i},Name ${i}\n`).join('')}`)
    const rows = (await output({ file })) as { id: string }[]
    expect(rows).toHaveLength(100_000)
    expect(rows.at(-1)).toEqual({ id: '99999', name: 'Name 99999' })
  })

  test('says early that a file is too large to be one value', async () => {
    put(`a,b\n${`${'x'.repeat(200)},${'y'.repeat(300)}\n`.repeat(140_000)}`)
    const error = await failure({ file })
    expect(error).toMatchObject({ code: 'data.too-large' })
    expect(error.message).toMatch(/after 13\d{4} rows it would be over 64 MB/)
  })

  describe('wrong input', () => {
    const wrong: [string, string | Uint8Array, string, string][] = [
      ['a row too short', 'a,b,c\n1,2,3\n4,5\n', 'data.broken-csv', 'line 3, column 4: the row ends after 2'],
      ['a row too long', 'a,b\n1,2,3\n', 'data.broken-csv', 'line 2, column 5: the row has a value too many'],
      ['an open quote', 'a,b\n1,"2\n', 'data.broken-csv', 'line 2, column 3: the quote that opens here'],
      ['text after a quote', 'a,b\n"1"x,2\n', 'data.broken-csv', 'line 2, column 4: after a closing quote'],
      ['a NUL', 'a,b\n1,\0\n', 'data.broken-csv', 'line 2, column 3: there is a character NUL'],
      [
        'UTF-16 without a mark',
        Buffer.from('a,b\n', 'utf16le'),
        'data.broken-csv',
        'line 1, column 2: there is',
      ],
      ['1,000,000 columns', 'x,'.repeat(1_000_000), 'data.too-many-columns', 'line 1, column 32769'],
      ['Latin-1', Uint8Array.of(0x61, 0x0a, 0x62, 0xe4), 'files.not-text', 'at line 2, column 2'],
      [
        'a picture',
        Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a),
        'files.not-text',
        'at line 1, column 1',
      ],
      ['UTF-8 cut in a letter', Uint8Array.of(0x61, 0xc3), 'files.not-text', 'ends in the middle'],
    ]
    test.each(wrong)('%s', async (_what, content, code, said) => {
      put(content)
      const error = await failure({ file })
      expect(error).toMatchObject({ code, fix: expect.any(String), details: { line: expect.any(Number) } })
      expect(error.message).toContain('~/a.csv')
      expect(error.message).toContain(said)
    })

    test('a file cut short at 20 places reads right, or says where it ends', async () => {
      const whole = Buffer.from('id;näme;note\r\n1;"Ä;da";"two\r\nlines ""x"""\r\n2;Tim;\r\n3;"Bö";"€"\r\n')
      put(whole)
      const rows = (await output({ file })) as Json[]
      expect(rows).toHaveLength(3)
      let refused = 0
      for (let i = 0; i < 20; i++) {
        const cut = Math.floor((whole.length * i) / 20)
        put(whole.subarray(0, cut))
        const read = await output({ file }).catch(() => null)
        // what is there may only lack its end: all rows but the last are as they were
        if (Array.isArray(read)) {
          if (read.length > 1) expect(read.slice(0, -1)).toEqual(rows.slice(0, read.length - 1))
          continue
        }
        refused++
        const { line } = (await failure({ file })).details as { line: number }
        expect(line).toBeGreaterThan(0)
      }
      expect(refused).toBeGreaterThan(5)
    })
  })
})
