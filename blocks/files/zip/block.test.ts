import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { zip } from './block.ts'

describeBlock(zip, import.meta.dirname, ({ home, output, failure, fixture }) => {
  beforeEach(() => {
    mkdirSync(home('f', 'deep'), { recursive: true })
    writeFileSync(home('f', 'a.txt'), 'a')
    writeFileSync(home('f', 'deep', '.b'), 'b')
  })

  test('packs a folder and says what came of it', async () => {
    expect(await output({ from: '~/f', to: '~/f.zip' })).toEqual({
      path: home('f.zip'),
      name: 'f.zip',
      size: expect.any(Number),
      type: 'application/zip',
      files: 2,
      leftOut: [],
    })
  })

  test('packs what a list names, and unpacks to the same', async () => {
    writeFileSync(home('c.txt'), 'c')
    expect((await fixture('there-and-back')).output).toEqual(['c.txt', 'f', 'a.txt', 'deep'])
  })

  test('takes paths, or what stands for files', async () => {
    const from = '{{ [{ path: "~/f/a.txt" }, "~/f/deep"] }}'
    expect(await output({ from, to: '~/' })).toMatchObject({ name: 'a.zip', files: 2 })
    expect(await output({ from: '{{ { path: "~/f" } }}', to: '~/' })).toMatchObject({ name: 'f.zip' })
    expect(await failure({ from: '{{ [] }}', to: '~/x.zip' })).toMatchObject({
      code: 'files.nothing-to-pack',
    })
    expect((await failure({ from: '{{ [1] }}', to: '~/x.zip' })).message).toContain(
      '"What" needs a path or a list of them, but got the number 1.',
    )
    expect(await failure({ from: '~/none', to: '~/x.zip' })).toMatchObject({ code: 'files.not-found' })
    expect(readdirSync(home()).sort()).toEqual(['a.zip', 'f', 'f.zip'])
  })

  test('adds a number to the name, fails or replaces, as told', async () => {
    const order = { from: '~/f', to: '~/f.zip' }
    for (const name of ['f.zip', 'f 2.zip']) expect(await output(order)).toMatchObject({ name })
    expect(await failure({ ...order, ifExists: 'fail' })).toMatchObject({ code: 'files.exists' })
    expect(await output({ ...order, ifExists: 'replace' })).toMatchObject({ name: 'f.zip' })
  })

  test.skipIf(process.platform === 'win32')('leaves out links and pipes, and says which', async () => {
    symlinkSync('/etc', home('f', 'link'))
    execFileSync('mkfifo', [home('f', 'pipe')])
    expect(await output({ from: '~/f', to: '~/f.zip' })).toMatchObject({
      files: 2,
      leftOut: [home('f', 'link'), home('f', 'pipe')],
    })
  })
})
