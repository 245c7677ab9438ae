import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { makeFolder } from './block.ts'

describeBlock(makeFolder, import.meta.dirname, ({ home, output, failure, fixture }) => {
  test('makes it and those on the way, once or twice', async () => {
    const made = { path: home('Reports', 'ä 😀'), name: 'ä 😀', size: 0, type: 'inode/directory' }
    expect((await fixture('by-name', { input: 'ä 😀' })).output).toEqual(made)
    expect((await fixture('by-name', { input: 'ä 😀' })).output).toEqual(made)
    expect(statSync(home('Reports', 'ä 😀')).isDirectory()).toBe(true)
  })

  test('leaves a file of that name alone', async () => {
    mkdirSync(home())
    writeFileSync(home('Reports'), '')
    for (const path of ['~/Reports', '~/Reports/a']) {
      expect(await failure({ path })).toMatchObject({ code: 'files.not-a-folder' })
    }
    expect(readdirSync(home())).toEqual(['Reports'])
    expect(await output({ path: '~/Report' })).toMatchObject({ name: 'Report' })
  })
})
