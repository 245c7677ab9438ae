import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isIdempotent } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { write } from './block.ts'

describeBlock(write, import.meta.dirname, ({ home, output, failure, fixture }) => {
  test('writes a text, making folders on the way', async () => {
    const input = { name: 'über', text: 'Grüße 🌻' }
    expect((await fixture('note', { input })).output).toBe('Grüße 🌻')
    expect(readdirSync(home('notes'))).toEqual(['über.txt'])
  })

  test('replaces, fails or finds another name when it is there already', async () => {
    const path = '~/a.txt'
    await output({ path, text: 'one' })
    await output({ path, text: 'two' })
    expect(await failure({ path, text: 'three', ifExists: 'fail' })).toMatchObject({ code: 'files.exists' })
    expect(await output({ path, text: 'three', ifExists: 'rename' })).toMatchObject({ name: 'a 2.txt' })
    expect(readFileSync(home('a.txt'), 'utf8')).toBe('two')
    expect(readdirSync(home()).sort()).toEqual(['a 2.txt', 'a.txt'])
  })

  test('may be done twice only where it replaces', () => {
    const again = ['replace', 'fail', 'rename'].map((ifExists) => isIdempotent(write, { ifExists }))
    expect(again).toEqual([true, false, false])
  })
})
