import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blockloom } from '../support/blockloom-command.ts'

let home: string
const command = (...words: string[]) => blockloom(['settings', ...words], { home })
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'blockloom settings '))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('settings are changed and listed', { timeout: 120_000 }, async () => {
  const changed = await command('set', 'allowedAddresses', 'public', '10.0.0.0/8')
  expect(changed).toMatchObject({ code: 0, out: '' })
  expect(changed.err).toBe('allowedAddresses is now: public 10.0.0.0/8.\n')
  expect((await command('set', 'noProxy', 'example.org', '--json')).out).toBe('[\n  "example.org"\n]\n')
  await command('set', 'noProxy', 'nothing')
  expect(JSON.parse((await command('list', '--json')).out)).toMatchObject({
    proxy: null,
    allowedAddresses: ['public', '10.0.0.0/8'],
    noProxy: [],
  })
  expect((await command('list')).out).toMatch(/^proxy +environment /m)
})

test.each([
  [['set', 'nope', '1'], 'There is no setting "nope".'],
  [['set', 'proxy', 'a', 'b'], 'proxy takes one value, but got 2.'],
  [['set', 'proxy', 'http://ada:secret@proxy'], 'proxy cannot be'],
  [['set', 'allowedAddresses', 'sometimes'], 'allowedAddresses cannot be: sometimes.'],
  [['set', 'noProxy'], 'missing required argument'],
])('%j is wrong use', { timeout: 60_000 }, async (words, said) => {
  const { code, out, err } = await command(...words)
  expect([code, out]).toEqual([2, ''])
  expect(err.toLowerCase()).toContain(said.toLowerCase())
  expect(err).not.toContain('/api/docs')
})
