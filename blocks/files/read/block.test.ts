import { mkdirSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { read } from './block.ts'

describeBlock(read, import.meta.dirname, ({ home, output, failure, fixture }) => {
  const put = (name: string, content: string | Uint8Array) => writeFileSync(home(name), content)
  beforeEach(() => void mkdirSync(home()))

  test('reads lines, whatever ends them', async () => {
    put('a.txt', 'one\r\ntwo\n\nthree\rfour\n')
    expect((await fixture('lines', { input: 'a.txt' })).output).toEqual(['one', 'two', '', 'three', 'four'])
    put('a.txt', '')
    expect((await fixture('lines', { input: 'a.txt' })).output).toEqual([])
  })

  test('reads text, JSON, or only what there is', async () => {
    put('a.json', '\ufeff{"a": [1, "ä"]}')
    expect(await output({ path: '~/a.json' })).toBe('{"a": [1, "ä"]}')
    expect(await output({ path: '~/a.json', as: 'json' })).toEqual({ a: [1, 'ä'] })
    expect(await output({ path: '~/a.json', as: 'file' })).toEqual({
      path: home('a.json'),
      name: 'a.json',
      size: 19,
      type: 'application/json',
    })
  })

  test('names the line and column of broken JSON', async () => {
    put('a.json', '{\n  "a": 1,\n  "b" 2\n}')
    const error = await failure({ path: '~/a.json', as: 'json' })
    expect(error).toMatchObject({ code: 'data.broken-json', details: { line: 3, column: 7 } })
    expect(error.message).toContain('~/a.json is not valid JSON at line 3, column 7')
  })

  test('reads other encodings when told, and those that say what they are', async () => {
    put('old.txt', Buffer.from('caf\xe9 \x80', 'latin1'))
    expect(await output({ path: '~/old.txt', encoding: 'windows-1252' })).toBe('café €')
    expect((await failure({ path: '~/old.txt' })).message).toContain(
      `${home('old.txt')} is not UTF-8 text at line 1, column 4: `,
    )
    put('wide.txt', Buffer.from('\ufeffä\r\n😀', 'utf16le'))
    expect(await output({ path: '~/wide.txt', as: 'lines' })).toEqual(['ä', '😀'])
  })

  test('refuses what is no text, no file, or not there', async () => {
    put('a.bin', new Uint8Array([0xff, 0xfe, 0]))
    expect(await failure({ path: '~/a.bin' })).toMatchObject({ code: 'files.not-text' })
    expect(await failure({ path: '~' })).toMatchObject({ code: 'files.is-folder' })
    expect(await failure({ path: '~/none' })).toMatchObject({ code: 'files.not-found' })
  })
})
