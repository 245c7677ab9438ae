import { mkdirSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { readXml } from './block.ts'
import { XmlReading } from './xml-reading.ts'

describeBlock(readXml, import.meta.dirname, ({ home, output, failure, fixture }) => {
  const file = '~/a.xml'
  const put = (content: string | Uint8Array) => writeFileSync(home('a.xml'), content)
  const read = (text: string, more: JsonObject = {}) => output({ text: '{{ input }}', ...more }, text)
  beforeEach(() => void mkdirSync(home()))

  test('reads a file in a flow', async () => {
    put(
      '<?xml version="1.0"?>\n<feed><entry><title>One</title></entry><entry><title>Two</title></entry></feed>',
    )
    expect((await fixture('titles', { input: 'a.xml' })).output).toEqual(['One', 'Two'])
  })

  test('has attributes as @name, elements by name, several as a list, text beside them as #text', async () => {
    expect(await read('<a x="1" y="&lt;&#228;"><b>1</b><c/><b z="">2</b> t </a>')).toEqual({
      a: { '@x': '1', '@y': '<ä', b: ['1', { '@z': '', '#text': '2' }], c: '', '#text': ' t ' },
    })
    expect(await read('<a/>')).toEqual({ a: '' })
    expect(await read('<n:a xmlns:n="urn:x"><n:b/></n:a>')).toEqual({
      'n:a': { '@xmlns:n': 'urn:x', 'n:b': '' },
    })
  })

  test('keeps the blanks of a text, and leaves those between elements out', async () => {
    expect(await read('<a>\n  <b> x </b>\n  <b>\n</b>\n</a>')).toEqual({ a: { b: [' x ', '\n'] } })
    expect(await read('<p>Hello <b>you</b> there</p>')).toEqual({ p: { b: 'you', '#text': 'Hello  there' } })
  })

  test('leaves comments and instructions out, and takes CDATA as text', async () => {
    expect(await read('<?x y?><a><!-- no --><![CDATA[<b>&amp;]]> c</a><!-- end -->')).toEqual({
      a: '<b>&amp; c',
    })
  })

  test('gives lists for names that are always lists', async () => {
    expect(await read('<a><b>1</b><c>2</c></a>', { lists: ['b', 'x'] })).toEqual({ a: { b: ['1'], c: '2' } })
  })

  test('gives only the elements of a name, wherever they are', async () => {
    const text = '<a><i n="1"><i>x</i></i><b><i>2</i>no</b></a>'
    expect(await read(text, { only: 'i' })).toEqual([{ '@n': '1', i: 'x' }, '2'])
    expect(await read(text, { only: 'none' })).toEqual([])
  })

  test('reads files in the encoding they say they have', async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><a>ä</a>'
    put(Buffer.from(text, 'latin1'))
    expect(await output({ file })).toEqual({ a: 'ä' })
    put(Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>ä</a>', 'utf16le'))
    expect(await output({ file })).toEqual({ a: 'ä' })
    put(Buffer.from('\ufeff<a>ä</a>', 'utf16le').swap16())
    expect(await output({ file })).toEqual({ a: 'ä' })
    put('\ufeff<?xml version="1.0" encoding="utf-16"?><a>ä</a>')
    expect(await output({ file })).toEqual({ a: 'ä' })
    expect(await read('\ufeff<?xml version="1.0" encoding="latin1"?><a>ä</a>')).toEqual({ a: 'ä' })
  })

  test('reads 100,000 elements', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `<row id="${i}"><name>Name ${i}</name></row>\n`)
    put(`<rows>${rows.join('')}</rows>`)
    const all = (await output({ file })) as { rows: { row: unknown[] } }
    expect(all.rows.row[99_999]).toEqual({ '@id': '99999', name: 'Name 99999' })
  })

  test('reads what it needs of a file that is too large as a whole', () => {
    // without the engine around it, which would keep the 64 MB
    const read = (only: string) => {
      const reading = new XmlReading({ what: 'a.xml', only, lists: [] })
      reading.push('<rows>')
      for (let i = 0; i < 70; i++) reading.push(`<big>${'x'.repeat(1_000_000)}</big><id>${i}</id>\n`)
      reading.push('</rows>')
      return reading.end()
    }
    expect(read('id')).toHaveLength(70)
    expect(() => read('')).toThrow('a.xml is too large for one value: at line 68')
  })

  describe('wrong input', () => {
    const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'abcdefghijk'[i + 1]} "${`&${'abcdefghijk'[i]};`.repeat(10)}">`).join('')}]><lolz>&j;</lolz>`
    const wrong: [string, string | Uint8Array, string, string][] = [
      ['billion laughs', laughs, 'data.has-doctype', 'XML with one is not read'],
      [
        'an outside file',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>',
        'data.has-doctype',
        'line 1, column 54',
      ],
      ['a harmless DOCTYPE', '<!DOCTYPE html>\n<html/>', 'data.has-doctype', 'line 1, column 15'],
      [
        'a DOCTYPE inside',
        '<a>\n<!DOCTYPE b></a>',
        'data.broken-xml',
        'line 2, column 9: a DOCTYPE stands here',
      ],
      ['an entity of its own', '<a>\n &x;</a>', 'data.broken-xml', 'line 2, column 4: only &amp;'],
      [
        'depth 10,000',
        '<a>'.repeat(10_000),
        'data.too-deep',
        'line 1, column 303: elements are nested more than 100',
      ],
      [
        'a tag that closes too soon',
        '<a>\n<b>x</a>',
        'data.broken-xml',
        'line 2, column 8: a closing tag stands here, but <b>, opened at line 2, column 3, is still open',
      ],
      [
        'a tag that closes nothing',
        '<a>\n</b></a>',
        'data.broken-xml',
        'a closing tag stands here, but <a>, opened at line 1, column 3, is still open',
      ],
      [
        'no end',
        '<a><b>\nx',
        'data.broken-xml',
        'line 2, column 1: it ends here, but <b>, opened at line 1, column 6, is not closed',
      ],
      ['two roots', '<a/>\n<b/>', 'data.broken-xml', 'line 2, column 3: a second root'],
      ['no XML', 'name,age\nAda,36\n', 'data.broken-xml', 'there is text outside'],
      ['nothing', '', 'data.broken-xml', 'line 1, column 1: it ends before there is an element'],
      [
        'an attribute without quotes',
        '<a x=1/>',
        'data.broken-xml',
        'column 6: the value of an attribute needs quotes',
      ],
      ['an attribute twice', '<a x="1" x="2"/>', 'data.broken-xml', 'the attribute "x" is there twice'],
      [
        'a bare ampersand',
        '<a>R & D &amp; F</a>',
        'data.broken-xml',
        'column 6: an "&" that is text is written &amp;',
      ],
      [
        'a bare ampersand long before the end',
        `<a>\nR & D${' '.repeat(40_000)}<b/></a>`,
        'data.broken-xml',
        'line 2, column 3: an',
      ],
      [
        'a control character',
        '<a>\u0001</a>',
        'data.broken-xml',
        'column 4: there is a character that XML does not allow',
      ],
      ['a NUL', '<a>\0</a>', 'data.broken-xml', 'column 4: there is a character'],
      ['a character that is none', '<a>&#0;</a>', 'data.broken-xml', 'this number stands for no character'],
      ['an element called __proto__', '<a><__proto__/></a>', 'data.broken-xml', '__proto__'],
      [
        'an unknown encoding',
        '<?xml version="1.0" encoding="klingon"?><a/>',
        'files.unknown-encoding',
        '"klingon"',
      ],
      [
        'Latin-1 that does not say so',
        Uint8Array.of(0x3c, 0x61, 0x3e, 0x0a, 0xe4, 0x3c),
        'files.not-text',
        'line 2, column 1',
      ],
    ]
    test.each(wrong)('%s', async (_what, content, code, said) => {
      put(content)
      const error = await failure({ file })
      expect(error).toMatchObject({ code, fix: expect.any(String) })
      expect(error.message).toContain('~/a.xml')
      expect(error.message).toContain(said)
    })

    test('a file cut short at 20 places says where it ends', async () => {
      const whole = '<?xml version="1.0"?>\n<!-- c -->\n<a x="ä">\n<b><![CDATA[<]]></b>&amp;<c/>\n</a>'
      put(whole)
      expect(await output({ file })).toEqual({ a: { '@x': 'ä', b: '<', c: '', '#text': '&' } })
      const bytes = Buffer.from(whole)
      for (let i = 0; i < 20; i++) {
        put(bytes.subarray(0, Math.floor((bytes.length * i) / 20)))
        const error = await failure({ file })
        expect(error.details).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
        expect(error.message).toMatch(/line \d+, column \d+: it ends|not UTF-8 text/)
      }
    })

    test('a text and a file, or neither', async () => {
      expect(await failure({})).toMatchObject({ code: 'config.required' })
      expect(await failure({ text: '<a/>', file })).toMatchObject({ code: 'config.one-too-many' })
      expect(await failure({ text: '{{ "<a/>" }}', file })).toMatchObject({ code: 'config.text-or-file' })
    })
  })
})
