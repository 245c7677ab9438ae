import { mkdirSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { list } from './block.ts'

describeBlock(list, import.meta.dirname, ({ home, output, failure, fixture }) => {
  beforeEach(() => {
    mkdirSync(home('sub'), { recursive: true })
    for (const name of ['b.txt', 'a.TXT', 'c.pdf', '.hidden.txt', 'sub/d.txt']) writeFileSync(home(name), 'x')
  })

  test('lists by name what the pattern fits', async () => {
    expect((await fixture('names')).output).toEqual(['a.TXT', 'b.txt'])
  })

  test('goes into folders when asked', async () => {
    const files = (await output({ folder: '~', match: '*.txt', recursive: true })) as { path: string }[]
    expect(files.map((file) => file.path)).toEqual([home('a.TXT'), home('b.txt'), home('sub', 'd.txt')])
  })

  test('tells folders from files', async () => {
    const entries = (await output({ folder: home() })) as { name: string; kind: string }[]
    expect(entries.map((entry) => `${entry.name} ${entry.kind}`)).toEqual([
      'a.TXT file',
      'b.txt file',
      'c.pdf file',
      'sub folder',
    ])
  })

  test('names the folder that is not there, or is none', async () => {
    expect(await failure({ folder: '~/gone' })).toMatchObject({ code: 'files.not-found' })
    expect((await failure({ folder: '~/b.txt' })).message).toContain(
      `${home('b.txt')} is a file, not a folder.`,
    )
    expect(await failure({ folder: '{{ "" }}' })).toMatchObject({ code: 'config.required' })
  })
})
