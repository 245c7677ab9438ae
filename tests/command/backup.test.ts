import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blockloom, start, until } from '../support/blockloom-command.ts'

const TAKES = { timeout: 120_000 }
let home: string
const at = (name: string) => join(home, 'kept', name)
const data = (name = '') => join(home, 'data', name)
const command = (...words: string[]) => blockloom(words, { home: data() })
const flowNames = async () =>
  (await command('flows', 'list', '--json')).out
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { name: string }).name)
    .sort()

async function addFlow(name: string, type = 'say/log', config: object = { text: 'x' }) {
  const file = join(home, `${name}.flow.json`)
  const blocks = [
    { id: 'a', type: 'start/manual', version: 1, name: 'Run', config: {} },
    { id: 'b', type, version: 1, name: 'Do', config },
  ]
  writeFileSync(
    file,
    JSON.stringify({ format: 1, name, blocks, links: [{ from: 'a', out: 'next', to: 'b' }] }),
  )
  expect((await command('flows', 'import', file)).code).toBe(0)
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'blockloom backup ü '))
  const { mkdirSync } = await import('node:fs')
  mkdirSync(join(home, 'kept'))
  await addFlow('First')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test(
  'a backup is put back with what it held; what was there is kept and can be put back too',
  TAKES,
  async () => {
    const made = await command('backup', at('one.db'))
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toContain('holds all flows, runs and settings')
    expect((await command('backup', at('one.db'))).err).toContain('There is already a file')
    expect((await command('backup', at('one.db'), '--force')).code).toBe(0)
    await addFlow('Second')
    expect(await flowNames()).toEqual(['First', 'Second'])
    const { before, flows } = JSON.parse((await command('restore', at('one.db'), '--json')).out)
    expect(flows).toBe(1)
    expect(await flowNames()).toEqual(['First'])
    expect((await command('triggers', 'list')).err).toMatch(/paused/i)
    expect((await command('restore', before)).code).toBe(0)
    expect(await flowNames()).toEqual(['First', 'Second'])
  },
)

test('while a host runs a backup is made by it, and none is put back', TAKES, async () => {
  const host = start(['serve', '--port', '0'], { home: data() })
  await until(host, () => /with this link: (\S+)/.exec(host.out()))
  try {
    expect((await command('backup', at('live.db'))).code).toBe(0)
    const refused = await command('restore', at('live.db'))
    expect(refused.code).toBe(3)
    expect(refused.err).toContain(String(host.child.pid))
  } finally {
    host.child.kill('SIGTERM')
    await host.ended
  }
  expect((await command('restore', at('live.db'))).code).toBe(0)
})

test('a run that was under way when the backup was made is not done again', TAKES, async () => {
  await addFlow('Waits', 'control/wait', { for: '1h' })
  const host = start(['serve', '--port', '0'], { home: data() })
  await until(host, () => /with this link: (\S+)/.exec(host.out()))
  const runs = async () =>
    (await command('runs', 'list', '--flow', 'Waits', '--json')).out
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { status: string }).status)
  const waiting = start(['run', 'Waits'], { home: data() })
  await expect.poll(runs, { timeout: 30_000 }).toEqual(['waiting'])
  await command('backup', at('under-way.db'))
  host.child.kill('SIGKILL')
  await Promise.all([host.ended, waiting.ended])
  const put = await command('restore', at('under-way.db'))
  expect(put.err).toContain('Runs that were under way')
  const next = start(['serve', '--port', '0'], { home: data() })
  await until(next, () => /with this link: (\S+)/.exec(next.out()))
  try {
    expect(await runs()).toEqual(['cancelled'])
  } finally {
    next.child.kill('SIGTERM')
    await next.ended
  }
})

test('what is no whole backup is refused with the reason, and changes nothing', TAKES, async () => {
  const before = await flowNames()
  await command('backup', at('whole.db'))
  const size = readFileSync(at('whole.db')).length
  for (const part of [0, 0.1, 0.5, 0.95]) {
    copyFileSync(at('whole.db'), at('cut.db'))
    truncateSync(at('cut.db'), Math.floor(size * part))
    const { code, err } = await command('restore', at('cut.db'))
    expect(code).toBe(2)
    expect(err).toMatch(/is (damaged|no backup of Blockloom).*Nothing was changed/)
  }
  writeFileSync(at('text.db'), 'not a database at all, but long enough to be one of some kind'.repeat(200))
  expect((await command('restore', at('text.db'))).err).toContain('Nothing was changed')
  for (const own of ['blockloom.db', 'key', 'lock.db'])
    expect((await command('backup', data(own), '--force')).err).toContain("among Blockloom's own files")
  expect((await command('backup', data('backups/mine.db'))).code).toBe(0)
  expect((await command('restore', at('none.db'))).err).toContain('There is no backup')
  expect((await command('backup', join(home, 'no such folder', 'x.db'))).err).toContain('There is no folder')
  expect(await flowNames()).toEqual(before)
})

test(
  'killed at any moment of a restore, the folder holds the old database or the new one',
  TAKES,
  async () => {
    rmSync(data(), { recursive: true, force: true })
    await addFlow('Old')
    await command('backup', at('old.db'))
    rmSync(data(), { recursive: true, force: true })
    await addFlow('New')
    await command('backup', at('new.db'))
    for (let i = 0; i < 12; i++) {
      expect((await command('restore', at('old.db'))).code).toBe(0)
      const restoring = start(['restore', at('new.db')], { home: data() })
      // from its start to its end, and a little beyond
      await new Promise((resolve) => setTimeout(resolve, 150 + i * 40))
      restoring.child.kill('SIGKILL')
      await restoring.ended
      const names = await flowNames()
      expect([['Old'], ['New']]).toContainEqual(names)
      expect(
        readdirSync(data()).filter((name) => name.startsWith('blockloom.db') && name.endsWith('wal')),
      ).toEqual([])
    }
  },
)
