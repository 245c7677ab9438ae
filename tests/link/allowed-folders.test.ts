import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Blockloom, compose } from '../../src-main/compose.ts'
import { flowOf } from '../support/flow-of.ts'

const root = join(import.meta.dirname, '..', '..')
let folder: string
let blockloom: Blockloom
const at = (...way: string[]) => join(folder, ...way)
const open = () => compose({ folder: at('data'), host: 'serve', root })
const client = () => blockloom.client('command')
const refusal = (deed: Promise<unknown>) => deed.catch((error) => error)

const reading = (path: string) =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'read' } },
    { id: 'read', type: 'files/read', config: { path } },
  ])
const read = (path: string) => client().runs.start({ document: reading(path), wait: '20s' })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-allowed-'))
  mkdirSync(at('in'))
  writeFileSync(at('in', 'a.txt'), 'in')
  writeFileSync(at('b.txt'), 'out')
  blockloom = await open()
})
afterEach(async () => {
  await blockloom.close()
  rmSync(folder, { recursive: true, force: true })
})

test('flows may use every place until the settings name folders, then those alone, over a restart too', async () => {
  expect(await client().system.settings()).toMatchObject({ allowedFolders: null })
  expect(await read(at('b.txt'))).toMatchObject({ output: 'out' })
  const changed = await client().system.changeSettings({ allowedFolders: [`${at('in')}/`] })
  expect(changed.allowedFolders).toEqual([at('in')])
  for (let host = 0; host < 2; host++) {
    expect(await read(at('in', 'a.txt'))).toMatchObject({ output: 'in' })
    const refused = await read(at('b.txt'))
    expect(refused).toMatchObject({ status: 'failed', error: { code: 'files.outside-allowed' } })
    expect(refused.error?.message).toContain(`${at('b.txt')} lies outside the folders that flows may use.`)
    await blockloom.close()
    blockloom = await open()
  }
  await client().system.changeSettings({ onRestart: 'ask' })
  expect(await read(at('b.txt'))).toMatchObject({ status: 'failed' })
  await client().system.changeSettings({ allowedFolders: [] })
  expect(await read(at('in', 'a.txt'))).toMatchObject({ status: 'failed' })
  await client().system.changeSettings({ allowedFolders: null })
  expect(await read(at('b.txt'))).toMatchObject({ output: 'out' })
})

test('the folder picker of the browser shows what flows may use', async () => {
  await client().system.changeSettings({ allowedFolders: [at('in')] })
  expect(await client().folders.list({})).toMatchObject({
    path: at('in'),
    parent: null,
    places: [{ name: 'in', path: at('in') }],
  })
  expect(await refusal(client().folders.list({ path: folder }))).toMatchObject({ code: 'folder.not-allowed' })
})

test.each(['relative', '', '/no/such/folder', 'b.txt'])(
  '%j is no folder to allow, and nothing is changed',
  async (path) => {
    const given = path === 'b.txt' ? at(path) : path
    const change = client().system.changeSettings({ onRestart: 'drop', allowedFolders: [at('in'), given] })
    expect(await refusal(change)).toMatchObject({
      code: given === '' ? 'api.wrong-input' : 'settings.no-folder',
    })
    expect(await client().system.settings()).toMatchObject({ onRestart: 'resume', allowedFolders: null })
  },
)
