import { mkdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { append } from './block.ts'

describeBlock(append, import.meta.dirname, ({ home, output, failure, fixture }) => {
  test('adds at the end, each time', async () => {
    expect((await fixture('diary')).output).toBe('line 0\nline 1\nline 2\n')
  })

  test('makes a file that is missing, and tells its size', async () => {
    const config = { path: '~/new/a.txt', text: '{{ input }}' }
    expect(await output(config, 'äö')).toMatchObject({ size: 4 })
  })

  test('gives each text a line of its own, and none two line ends', async () => {
    for (const text of ['one', 'two\n', '', 'three']) await output({ path: '~/lines.txt', text, line: true })
    expect(readFileSync(home('lines.txt'), 'utf8')).toBe('one\ntwo\nthree\n')
  })

  test('refuses a folder', async () => {
    mkdirSync(home('folder'), { recursive: true })
    expect(await failure({ path: '~/folder', text: 'x' })).toMatchObject({ code: 'files.is-folder' })
  })
})
