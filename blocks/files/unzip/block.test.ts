import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { rawZip } from '../../../tests/support/raw-zip.ts'
import { unzip } from './block.ts'

describeBlock(unzip, import.meta.dirname, ({ home, output, failure, fixture }) => {
  const put = (name: string, bytes: Uint8Array) => writeFileSync(home(name), bytes)
  beforeEach(() => {
    mkdirSync(home())
    put(
      'a.zip',
      rawZip([
        { name: 'deep/a.txt', bytes: 'a' },
        { name: 'b.txt', bytes: 'b' },
      ]),
    )
  })

  test('unpacks into a new folder, twice into two', async () => {
    expect((await fixture('look-inside')).output).toEqual(['b.txt', 'deep'])
    expect(await output({ from: '~/a.zip', to: '~/Unpacked/' })).toEqual({
      path: home('Unpacked', 'a 2'),
      name: 'a 2',
      size: 0,
      type: 'inode/directory',
      files: 2,
      folders: 0,
      leftOut: [],
    })
    expect(readFileSync(home('Unpacked', 'a 2', 'deep', 'a.txt'), 'utf8')).toBe('a')
    const again = { from: '~/a.zip', to: '~/Unpacked/', ifExists: 'fail' }
    expect((await failure(again)).message).toContain(`There is already a folder at ${home('Unpacked', 'a')}.`)
  })

  test('names what it left out', async () => {
    put('b.zip', rawZip([{ name: 'link', bytes: '/etc', mode: 0o120777 }]))
    expect(await output({ from: '~/b.zip', to: '~/b' })).toMatchObject({ files: 0, leftOut: ['link'] })
  })

  test('refuses what is hostile, damaged or too large, and writes nothing', async () => {
    put(
      'evil.zip',
      rawZip([
        { name: 'good', bytes: '1' },
        { name: '../evil', bytes: 'x' },
      ]),
    )
    put('bomb.zip', rawZip([{ name: 'a', bytes: Buffer.alloc(20_000_000) }]))
    put('cut.zip', readFileSync(home('a.zip')).subarray(0, 100))
    const refused = async (config: Record<string, string | number>) =>
      (await failure({ to: '~/out', ...config })).code
    expect(await refused({ from: '~/evil.zip' })).toBe('files.unsafe-archive')
    expect(await refused({ from: '~/bomb.zip' })).toBe('files.archive-too-large')
    expect(await refused({ from: '~/bomb.zip', maxRatio: 2000, maxSize: 19 })).toBe('files.archive-too-large')
    expect(await refused({ from: '~/a.zip', maxEntries: 1 })).toBe('files.archive-too-large')
    expect(await refused({ from: '~/cut.zip' })).toBe('files.broken-archive')
    expect(await refused({ from: '~/none.zip' })).toBe('files.not-found')
    expect(readdirSync(home()).sort()).toEqual(['a.zip', 'bomb.zip', 'cut.zip', 'evil.zip'])
    expect(await output({ from: '~/bomb.zip', to: '~/out', maxRatio: 2000 })).toMatchObject({ files: 1 })
  })
})
