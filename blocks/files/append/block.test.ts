import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { append } from './block.ts'

describeBlock(append, import.meta.dirname, ({ home, output, failure, fixture }) => {
  test('adds at the end, each time', async () => {
    expect((await fixture('diary')).output).toBe('line 0\nline 1\nline 2\n')
  })

  test('makes a file that is missing, and tells its size', async () => {
    expect(await output({ path: '~/new/a.txt', text: '{{ input }}' }, 'äö')).toMatchObject({ size: 4 })
  })

  test('refuses a folder', async () => {
    mkdirSync(home('folder'), { recursive: true })
    expect(await failure({ path: '~/folder', text: 'x' })).toMatchObject({ code: 'files.is-folder' })
  })
})
