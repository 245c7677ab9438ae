import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { downloadName, safeName } from './download-name.ts'
import { saidName } from './said-name.ts'

describe('the name a server says', () => {
  test.each([
    ['attachment; filename="my report.pdf"', 'my report.pdf'],
    ['attachment; filename=report.pdf', 'report.pdf'],
    ['attachment; filename=my report.pdf', 'my report.pdf'],
    ['inline; filename="a \\"b\\".txt"', 'a "b".txt'],
    ["attachment; filename=plain.txt; filename*=UTF-8''%E2%82%AC%20rates.txt", '€ rates.txt'],
    ["attachment; filename*=iso-8859-1'en'%A3.txt", '£.txt'],
    [`attachment; filename="${Buffer.from('grün.txt').toString('latin1')}"`, 'grün.txt'],
    ['attachment; filename="gr\u00fcn.txt"', 'grün.txt'],
    ['attachment', undefined],
    ['attachment; filename=""', undefined],
    [undefined, undefined],
  ])('%s: %s', (header, name) => void expect(saidName(header)).toBe(name))

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void saidName(text)))
  })
})

describe('the name a download gets', () => {
  test.each([
    [undefined, 'https://a.example/x/report.pdf?y=1', 'application/pdf', 'report.pdf'],
    [undefined, 'https://a.example/report', 'application/pdf', 'report.pdf'],
    [undefined, 'https://a.example/page.php', 'text/html', 'page.php'],
    [undefined, 'https://a.example/', 'text/html', 'a.example.html'],
    [undefined, 'https://a.example/', '', 'a.example'],
    [undefined, 'https://a.example/%E4%B8%AD.txt', '', '中.txt'],
    [undefined, 'https://a.example/%ff', '', '%ff'],
    ['../..', 'https://a.example/b.txt', '', 'b.txt'],
    ['said.csv', 'https://a.example/b.txt', 'text/html', 'said.csv'],
  ])('%s from %s (%s): %s', (said, url, type, name) => {
    expect(downloadName(said, url, type)).toBe(name)
  })

  test.each([
    ['a\u202Efdp.exe', 'afdp.exe'],
    ['NUL.txt', '_NUL.txt'],
    ['lpt1', '_lpt1'],
    ['a:b?c*.txt', 'a_b_c_.txt'],
    ['trailing. . ', 'trailing'],
    ['..', ''],
    ['a\r\nb\0.txt', 'ab.txt'],
  ])('%j becomes %j', (text, name) => void expect(safeName(text)).toBe(name))

  test('is one name, whatever was said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = downloadName(text, 'https://a.example/', 'text/plain')
        expect(name).toMatch(/^(?![.\s])[^\\/:*?"<>|\p{Cc}]+$/u)
        expect([...name].length).toBeLessThanOrEqual(130)
        expect(name.isWellFormed()).toBe(true)
      }),
    )
  })
})
