// What the real program makes of a data folder with which something is wrong.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backUp } from '../../src-main/store/backup.ts'
import { placesOf } from '../../src-main/store/data-folder.ts'
import { blockloom as command, type Running, start, until } from '../support/blockloom-command.ts'
import { flowOf } from '../support/flow-of.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

let home: string
let blockloom: ServedBlockloom
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'blockloom-fault-'))
  blockloom = await serveBlockloom(home)
})
afterEach(async () => {
  await blockloom.end()
  rmSync(home, { recursive: true, force: true })
})

/** A run that waits: its name is in the journal, where a flipped byte finds it. */
const waiting = (name: string) =>
  flowOf(
    [
      { id: 'start', type: 'start/manual', to: { next: 'say' } },
      {
        id: 'say',
        type: 'data/text',
        config: { text: `{{ "${name}, " + "known by it" }}` },
        to: { next: 'wait' },
      },
      { id: 'wait', type: 'control/wait', config: { for: '2s' }, to: { next: 'end' } },
      { id: 'end', type: 'control/return', config: { value: '{{ input }}' } },
    ],
    { id: `flw_${name}` },
  )

/** Starts a run; it waits, and the disk knows. */
async function startWaiting(name: string): Promise<string> {
  const id = await blockloom.run(waiting(name))
  await blockloom.rest(id, ({ status }) => status === 'waiting')
  await blockloom.call('/runs')
  return id
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] as number) ^ 0x20
  writeFileSync(path, bytes)
}

/** Brings the log into the database, as the program does when it has time. */
function emptyLog(): void {
  const database = new Database(placesOf(home).database)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}

/** Everything in the folder that holds data, byte for byte. */
const contents = () =>
  ['database', 'wal'].map((file) => {
    const path = placesOf(home)[file as 'database' | 'wal']
    return statSync(path, { throwIfNoEntry: false })?.size ? readFileSync(path).toString('base64') : ''
  })

async function refused(words: string[]) {
  const before = contents()
  const ended = await command(words, { home })
  expect(contents().every((now, i) => now === before[i])).toBe(true)
  expect(ended.err).not.toMatch(/\bat .*\.(ts|js):\d+/)
  return ended
}

describe('a flipped byte', { timeout: 120_000 }, () => {
  test('in the structure of the database: nothing starts on it, nothing is written, the newest good backup is named', async () => {
    await startWaiting('ada')
    await blockloom.kill()
    emptyLog()
    const { database, backups } = placesOf(home)
    const whole = new Database(database)
    const good = backUp(whole, backups, 'good')
    whole.close()
    writeFileSync(join(backups, 'newest.db'), 'no database')
    flip(database, 4096 * 3)
    for (const words of [
      ['serve', '--port', '0'],
      ['runs', 'list'],
    ]) {
      const { code, err, out } = await refused(words)
      expect({ code, out }).toEqual({ code: 3, out: '' })
      expect(err).toContain(database)
      expect(err).toContain(good)
    }
    expect(readdirSync(backups).sort()).toEqual(['good.db', 'newest.db'])
  })

  test('in the log that a crash left, before later commits: nothing starts on it, nothing is written', async () => {
    await startWaiting('ada')
    await startWaiting('bea')
    await blockloom.kill()
    const { wal } = placesOf(home)
    expect(statSync(wal).size).toBeGreaterThan(4 * 4120)
    flip(wal, 32 + 4120 + 500)
    const { code, err } = await refused(['serve', '--port', '0'])
    expect(code).toBe(3)
    expect(err).toContain('write-ahead log is broken')
    flip(wal, 32 + 4120 + 500)
    await blockloom.startAgain()
  })

  test('in the history of one run: that one is held up and says why, the others go on', async () => {
    const [hurt, sound] = [await startWaiting('needle'), await startWaiting('ada')]
    await blockloom.kill()
    emptyLog()
    const { database } = placesOf(home)
    const said = 'needle, known by it'
    expect(readFileSync(database).includes(said)).toBe(true)
    // a page that was split keeps old copies in its unused part
    for (let at = readFileSync(database).indexOf(said); at >= 0; at = readFileSync(database).indexOf(said))
      flip(database, at)
    await blockloom.startAgain()
    expect(await blockloom.rest(sound)).toMatchObject({ status: 'succeeded', output: 'ada, known by it' })
    expect(await blockloom.rest(hurt)).toMatchObject({
      status: 'interrupted',
      error: { code: 'store.damaged-record', message: expect.stringContaining(hurt) },
    })
    const next = await startWaiting('bea')
    // it is stopped like any other, and is no obstacle to stopping the others
    expect((await blockloom.call('/stop-all', { method: 'POST' })).json).toEqual({ cancelled: 2 })
    for (const id of [hurt, next]) expect((await blockloom.rest(id)).status).toBe('cancelled')
    await blockloom.kill()
    await blockloom.startAgain()
    expect((await blockloom.rest(hurt)).status).toBe('cancelled')
  })
})

describe('a data folder that somebody has or had', { timeout: 120_000 }, () => {
  test('the lock of a dead host is none, even where its name is now that of a living process', async () => {
    const id = await startWaiting('ada')
    await blockloom.kill()
    const { holder } = placesOf(home)
    const left = JSON.parse(readFileSync(holder, 'utf8')) as object
    writeFileSync(holder, JSON.stringify({ ...left, pid: process.pid }))
    await blockloom.startAgain()
    expect((await blockloom.rest(id)).status).toBe('succeeded')
  })

  test('of two hosts that start at once one serves and the other names it', async () => {
    await blockloom.kill()
    const both = [0, 1].map(() => start(['serve', '--port', '0'], { home })) as [Running, Running]
    try {
      const [first, second] = await Promise.race([
        both[0].ended.then(() => [both[1], both[0]] as const),
        both[1].ended.then(() => both),
      ])
      const { code, err } = await second.ended
      expect(code).toBe(3)
      expect(err).toContain('is in use by')
      await until(first, () => first.out().includes('Blockloom is at'))
      // and who comes later is told whose it is
      expect((await command(['serve', '--port', '0'], { home })).err).toContain(String(first.child.pid))
      expect(await command(['runs', 'list'], { home })).toMatchObject({ code: 0 })
    } finally {
      for (const { child, ended } of both) {
        child.kill('SIGKILL')
        await ended
      }
    }
  })
})
