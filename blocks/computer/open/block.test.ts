import { mkdirSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { open } from './block.ts'

describeBlock(open, import.meta.dirname, (bench) => {
  const { home, output, failure, fixture } = bench
  beforeEach(() => {
    mkdirSync(home())
    bench.desktop.opened.length = 0
  })

  test('opens addresses, files and folders, and passes on what arrived', async () => {
    writeFileSync(home('a b.txt'), '')
    expect(await output({ what: '~/a b.txt' }, { a: 1 })).toEqual({ a: 1 })
    await output({ what: '~' })
    await output({ what: 'mailto:ada@example.org' })
    await fixture('an-address')
    expect(bench.desktop.opened).toEqual([
      home('a b.txt'),
      home(),
      'mailto:ada@example.org',
      'https://example.org',
    ])
  })

  test.each([
    'javascript:alert(1)',
    'ssh://-oProxyCommand=x',
    'file:///etc/passwd',
    'ms-msdt:/id x',
    'https://',
  ])('refuses %s', async (what) => {
    expect(await failure({ what })).toMatchObject({ code: 'open.not-allowed', details: { field: 'what' } })
    expect(bench.desktop.opened).toEqual([])
  })

  test('says what is not there', async () => {
    expect(await failure({ what: '~/none' })).toMatchObject({ code: 'files.not-found' })
  })
})
