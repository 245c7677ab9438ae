import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, type TestContext, test } from 'vitest'
import { blockloom as command } from '../support/blockloom-command.ts'
import { flowOf } from '../support/flow-of.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

let place: string
let disk: string
let blockloom: ServedBlockloom | undefined
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'blockloom-full-'))
  disk = join(place, 'disk')
  mkdirSync(disk)
})
afterEach(async () => {
  await blockloom?.end()
  blockloom = undefined
  spawnSync('umount', [disk], { stdio: 'ignore' })
  rmSync(place, { recursive: true, force: true })
})

/** A small disk of its own: only root may make one, and only where mounting is allowed. */
function mountOrSkip(t: TestContext, size: string): void {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'blockloom-test', disk], {
    stdio: 'ignore',
  })
  if (status !== 0) t.skip('needs the right to mount a small disk')
}

/** Takes all that is left of the disk. @returns what gives it back */
function fill(): () => void {
  const path = join(disk, 'ballast')
  const file = openSync(path, 'w')
  try {
    for (;;) writeSync(file, Buffer.alloc(4096, 1))
  } catch {
    // full now
  }
  closeSync(file)
  return () => rmSync(path)
}

const PASSES = 300

/** Appends one line a pass; the texts beside it fill the journal with what deflating does not make small. */
const appending = (path: string) =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'again' } },
    { id: 'again', type: 'control/repeat', config: { times: PASSES }, to: { each: 'append', next: 'done' } },
    { id: 'append', type: 'files/append', config: { path, text: '{{ index }}\n' }, to: { next: 'noise' } },
    {
      id: 'noise',
      type: 'data/text',
      config: { text: '{{ Array.from({ length: 100 }, () => random()).join() }}' },
    },
    { id: 'done', type: 'control/return', config: { value: 'all of them' } },
  ])

describe('a full disk under the data folder', () => {
  test('halts what runs, answers 503 with the reason, and goes on by itself when there is space', async (t) => {
    mountOrSkip(t, '6m')
    blockloom = await serveBlockloom(join(disk, 'home'))
    const { home } = blockloom
    const log = join(place, 'log.txt')
    const lines = () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : [])
    const ready = async () => (await blockloom?.get('/health/ready'))?.status
    const id = await blockloom.run(appending(log))
    for (let i = 0; i < 1000 && lines().length < 10; i++) await pause(10)
    const free = fill()
    await expect.poll(ready, { timeout: 20_000 }).toBe(503)

    const halted = lines().length
    expect(halted).toBeLessThan(PASSES)
    for (const [path, body] of [
      ['/run', { document: appending(join(place, 'never.txt')) }],
      ['/flows', { document: appending(log) }],
    ] as const)
      expect(await blockloom.call(path, { body })).toMatchObject({
        status: 503,
        json: { code: 'store.cannot-write', detail: expect.stringContaining('the disk is full') },
      })
    const refused = await command(['run', 'nothing'], { home })
    expect(refused.code).not.toBe(0)
    expect((await blockloom.get('/health/live')).status).toBe(200)
    await pause(300)
    // at most the effect that was under way when the disk filled up
    expect(lines().length - halted).toBeLessThanOrEqual(1)

    free()
    expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: 'all of them' })
    expect(await ready()).toBe(200)
    expect(lines()).toEqual(Array.from({ length: PASSES }, (_, i) => String(i)))
    expect(existsSync(join(place, 'never.txt'))).toBe(false)
    const { json } = await blockloom.call<{ items: unknown[] }>('/runs')
    expect(json.items).toHaveLength(1)
  })

  test('a run that was refused because the disk was full does not start later by itself', async (t) => {
    mountOrSkip(t, '6m')
    blockloom = await serveBlockloom(join(disk, 'home'))
    const path = join(place, 'late.txt')
    const document = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'write' } },
      { id: 'write', type: 'files/write', config: { path, text: 'late' } },
    ])
    const { json: made } = await blockloom.call('/flows', { body: { document } })
    // its version is known already: nothing of the order itself has to be written
    const first = await blockloom.call(`/flows/${made.id}/run`, { method: 'POST' })
    expect((await blockloom.rest(String(first.json.id))).status).toBe('succeeded')
    rmSync(path)
    const log = join(place, 'log.txt')
    const id = await blockloom.run(appending(log))
    const free = fill()
    await expect.poll(async () => (await blockloom?.get('/health/ready'))?.status).toBe(503)
    expect((await blockloom.call(`/flows/${made.id}/run`, { method: 'POST' })).status).toBe(503)
    free()
    expect((await blockloom.rest(id)).status).toBe('succeeded')
    const { json } = await blockloom.call<{ items: unknown[] }>('/runs')
    expect(json.items).toHaveLength(2)
    expect(existsSync(path)).toBe(false)
  })

  test('a run whose own order is what the disk refuses is called off, and does nothing later', async (t) => {
    mountOrSkip(t, '6m')
    blockloom = await serveBlockloom(join(disk, 'home'))
    const path = join(place, 'late.txt')
    const document = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'write' } },
      { id: 'write', type: 'files/write', config: { path, text: 'late' } },
    ])
    const { json: made } = await blockloom.call('/flows', { body: { document } })
    const order = () => blockloom?.call(`/flows/${made.id}/run`, { method: 'POST' })
    expect((await blockloom.rest(String((await order())?.json.id))).status).toBe('succeeded')
    rmSync(path)
    const free = fill()
    expect(await order()).toMatchObject({ status: 503, json: { code: 'store.cannot-write' } })
    free()
    const statuses = async () => {
      const answer = await blockloom?.call<{ items: { status: string }[] }>('/runs')
      return answer?.json.items.map(({ status }) => status)
    }
    await expect.poll(statuses, { timeout: 20_000 }).toEqual(['cancelled', 'succeeded'])
    expect((await blockloom.get('/health/ready')).status).toBe(200)
    expect(existsSync(path)).toBe(false)
  })
})

describe('a full disk under a target', () => {
  const oneStep = (type: string, config: object) =>
    flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'step' } },
      { id: 'step', type, config: config as Record<string, never> },
    ])
  async function runOne(type: string, config: object) {
    const file = join(place, 'one.flow.json')
    writeFileSync(file, JSON.stringify(oneStep(type, config)))
    const { code, out } = await command(['run', file, '--json', '--ephemeral'], { home: join(place, 'home') })
    return { code, error: JSON.parse(out).error }
  }
  const full = { code: 1, error: { code: 'files.disk-full', message: expect.stringContaining('No space') } }

  test('writing leaves the old file as it was, and nothing half written', async (t) => {
    mountOrSkip(t, '1m')
    writeFileSync(join(disk, 'a.txt'), 'old')
    const text = '{{ "x".repeat(3000000) }}'
    expect(await runOne('files/write', { path: join(disk, 'a.txt'), text })).toMatchObject(full)
    expect(await runOne('files/write', { path: join(disk, 'b.txt'), text })).toMatchObject(full)
    expect(await runOne('files/append', { path: join(disk, 'a.txt'), text })).toMatchObject(full)
    expect(readdirSync(disk)).toEqual(['a.txt'])
    expect(readFileSync(join(disk, 'a.txt'), 'utf8')).toBe('old')
  })

  test('moving leaves the file where it was', async (t) => {
    mountOrSkip(t, '1m')
    const from = join(place, 'big.bin')
    writeFileSync(from, Buffer.alloc(3_000_000, 7))
    expect(await runOne('files/move', { from, to: `${disk}/` })).toMatchObject(full)
    expect(readdirSync(disk)).toEqual([])
    expect(readFileSync(from).equals(Buffer.alloc(3_000_000, 7))).toBe(true)
  })
})
