import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { deleteFile } from './block.ts'

describeBlock(deleteFile, import.meta.dirname, ({ home, output, failure, fixture }) => {
  beforeEach(() => {
    mkdirSync(home('f', 'deep'), { recursive: true })
    for (const way of ['a.old', 'b.old', 'c.txt', 'f/deep/d.txt']) writeFileSync(home(way), way)
  })

  test('deletes what it is given, and no more', async () => {
    await fixture('old-files')
    expect(readdirSync(home()).sort()).toEqual(['c.txt', 'f'])
    expect(await output({ path: '~/f', how: 'for ever' })).toEqual({
      path: home('f'),
      name: 'f',
      size: 0,
      type: 'inode/directory',
    })
    expect(readdirSync(home())).toEqual(['c.txt'])
  })

  // the bins of macOS and Windows are the system's own, and tests leave them alone
  test.skipIf(process.platform !== 'linux')('puts it into the bin unless told otherwise', async () => {
    expect(await output({ path: '~/c.txt' })).toEqual({
      path: home('c.txt'),
      name: 'c.txt',
      size: 5,
      type: 'text/plain',
    })
    expect(readFileSync(home('.local/share/Trash/files/c.txt'), 'utf8')).toBe('c.txt')
    expect(readFileSync(home('.local/share/Trash/info/c.txt.trashinfo'), 'utf8')).toContain(
      `Path=${home('c.txt')}\n`,
    )
  })

  test('deletes a link, never what it leads to', async () => {
    symlinkSync(home('f'), home('link'))
    await output({ path: '~/link', how: 'for ever' })
    expect(readdirSync(home()).sort()).toEqual(['a.old', 'b.old', 'c.txt', 'f'])
    expect(readdirSync(home('f', 'deep'))).toEqual(['d.txt'])
  })

  test('fails where nothing is, or goes on with nothing', async () => {
    expect((await failure({ path: '~/none' })).message).toContain(
      `There is nothing at ${home('none')} to delete.`,
    )
    expect(await output({ path: '~/none', ifMissing: 'go on' }, 'input')).toBe(null)
  })

  test.each(['~', '~/', '~/f/..', '/'])('never deletes %s', async (path) => {
    for (const how of ['bin', 'for ever'])
      expect(await failure({ path, how })).toMatchObject({ code: 'files.too-precious' })
    expect(readdirSync(home()).sort()).toEqual(['a.old', 'b.old', 'c.txt', 'f'])
  })
})
