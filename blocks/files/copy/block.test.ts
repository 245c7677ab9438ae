import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { copy } from './block.ts'

describeBlock(copy, import.meta.dirname, ({ home, output, failure, fixture }) => {
  beforeEach(() => {
    mkdirSync(home())
    writeFileSync(home('a.txt'), 'mine')
  })

  test('copies into a folder and says where the copy is', async () => {
    expect((await fixture('backup', { input: 'a.txt' })).output).toEqual({
      path: home('Backup', 'a.txt'),
      name: 'a.txt',
      size: 4,
      type: 'text/plain',
    })
    expect(readdirSync(home()).sort()).toEqual(['Backup', 'a.txt'])
  })

  test('never writes over another file unless told to', async () => {
    writeFileSync(home('b.txt'), 'theirs')
    const order = { from: '~/a.txt', to: '~/b.txt' }
    expect(await failure({ ...order, ifExists: 'fail' })).toMatchObject({ code: 'files.exists' })
    expect(await output(order)).toMatchObject({ name: 'b 2.txt' })
    expect(readFileSync(home('b.txt'), 'utf8')).toBe('theirs')
    await output({ ...order, ifExists: 'replace' })
    expect(readFileSync(home('b.txt'), 'utf8')).toBe('mine')
  })

  test('copies a folder with all in it', async () => {
    mkdirSync(home('f', 'deep'), { recursive: true })
    writeFileSync(home('f', 'deep', 'b.txt'), 'b')
    expect(await output({ from: '~/f', to: '~/f' })).toMatchObject({
      path: home('f 2'),
      type: 'inode/directory',
    })
    expect(readFileSync(home('f 2', 'deep', 'b.txt'), 'utf8')).toBe('b')
  })

  test('names what is not there', async () => {
    expect((await failure({ from: '~/none', to: '~/x' })).message).toContain(
      `There is nothing at ${home('none')}.`,
    )
  })
})
