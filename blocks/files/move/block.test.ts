import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { move } from './block.ts'

describeBlock(move, import.meta.dirname, ({ home, output, failure, fixture }) => {
  beforeEach(() => {
    mkdirSync(home('Sorted'), { recursive: true })
    writeFileSync(home('a.txt'), 'mine')
  })

  test('moves into a folder and says where it is now', async () => {
    expect((await fixture('into-folder', { input: 'a.txt' })).output).toEqual({
      path: home('Sorted', 'a.txt'),
      name: 'a.txt',
      size: 4,
      type: 'text/plain',
    })
  })

  test('never writes over another file unless told to', async () => {
    writeFileSync(home('Sorted', 'a.txt'), 'theirs')
    const order = { from: '~/a.txt', to: '~/Sorted' }
    expect(await failure({ ...order, ifExists: 'fail' })).toMatchObject({ code: 'files.exists' })
    expect(await output(order)).toMatchObject({ name: 'a 2.txt' })
    expect(readFileSync(home('Sorted', 'a.txt'), 'utf8')).toBe('theirs')
    writeFileSync(home('a.txt'), 'new')
    await output({ ...order, ifExists: 'replace' })
    expect(readFileSync(home('Sorted', 'a.txt'), 'utf8')).toBe('new')
    expect(readdirSync(home())).toEqual(['Sorted'])
  })

  test('names what is not there, and a file where a folder is needed', async () => {
    expect((await failure({ from: '~/none', to: '~/x' })).message).toContain(home('none'))
    writeFileSync(home('b.txt'), '')
    const error = await failure({ from: '~/b.txt', to: '~/a.txt/in/' })
    expect(error).toMatchObject({ code: 'files.not-a-folder' })
    expect(readdirSync(home()).sort()).toEqual(['Sorted', 'a.txt', 'b.txt'])
  })
})
