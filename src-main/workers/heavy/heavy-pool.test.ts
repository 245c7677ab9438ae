import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { flowOf } from '../../../tests/support/flow-of.ts'
import { type TrialHost, type TrialParts, trialFlow, trialHost } from './fixtures/trial-host.ts'

// threads are started from source, which takes long where the machine is busy
vi.setConfig({ testTimeout: 120_000 })

let home: string
let hosts: TrialHost[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'blockloom-heavy-'))
  hosts = []
})
afterEach(async () => {
  for (const host of hosts) {
    await host.close()
    expect(host.pool.threads()).toEqual({ busy: 0, idle: 0, leaving: 0 })
  }
  rmSync(home, { recursive: true, force: true })
})
const open = (parts: TrialParts = {}): TrialHost => {
  const host = trialHost({ home, ...parts })
  hosts.push(host)
  return host
}
const quick = { limits: { stopMs: 50, lookMs: 10 } }
/** waits for other threads; the test's own time limit ends it */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
/** a pattern that tries some 10^18 ways */
const forEver = { text: `${'a'.repeat(60)}b`, find: '^(a+)+$', how: 'pattern' }
const isAtWork = (host: TrialHost) => () => host.pool.threads().busy === 1

describe('a step in a thread', () => {
  // one thread for all: to start one takes longer than what most of them do
  let host: TrialHost
  let here: TrialHost
  beforeAll(() => {
    const http = async () => ({ status: 200, headers: {}, body: new TextEncoder().encode('hello') })
    host = trialHost({ world: { http: http as never } })
    here = trialHost({ here: true })
  })
  afterAll(() => Promise.all([host.close(), here.close()]))

  test('has the context it would have on the main one, and leaves the same events', async () => {
    const [there, near] = [await host.trial({ deed: 'context' }), await here.trial({ deed: 'context' })]
    const still = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (key, held) => (['at', 'now'].includes(key) ? 0 : held)))
    expect(still(there.output)).toEqual(still(near.output))
    expect(there.output).toMatchObject({ blockName: 'Trial', vars: { colour: 'red' }, zone: 'Europe/Berlin' })
    expect(still(there.events)).toEqual(still(near.events))
    expect(host.pool.threads()).toEqual({ busy: 0, idle: 1, leaving: 0 })
    expect(here.pool.threads().idle).toBe(0)
  })

  test('that passes its input on gives the very same value', async () => {
    const large = Array.from({ length: 50_000 }, (_, i) => ({ i, name: `row ${i}` }))
    for (const input of [{ small: true }, large, 'text'] as Json[]) {
      const { output, events } = await host.trial({ deed: 'pass' }, input)
      expect(output).toStrictEqual(input)
      expect(events.find(({ kind }) => kind === 'ended')).toMatchObject({ same: true })
    }
    const given = await host.trial({ deed: 'value', value: '{{ input }}' }, large)
    expect(given.output).toStrictEqual(large)
    expect(given.events.find(({ kind }) => kind === 'ended')).toMatchObject({ same: true })
  })

  test('takes and gives large values', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => ({ i, name: `row ${i}`, ok: i % 2 === 0 }))
    const { output } = await host.trial(
      { deed: 'value', value: { a: '{{ input.rows }}', b: 1 } },
      { rows, n: 1 },
    )
    expect(output).toStrictEqual({ a: rows, b: 1 })
  })

  test('is heard: what it logs, and how far it is', async () => {
    const { events } = await host.trial({ deed: 'words' })
    expect(events.find(({ kind }) => kind === 'ended')).toMatchObject({
      logs: [
        { level: 'info', text: 'began' },
        { level: 'warn', text: 'went on' },
      ],
    })
  })

  test('evaluates fields for each item, with all that expressions see', async () => {
    const where = '{{ [item * 2, index, vars.colour, input.n, typeof uuid()] }}'
    const list = [1, 2, 3]
    const { output } = await host.trial({ deed: 'perItem', list, where }, { n: 7 })
    expect(output).toEqual(list.map((n, i) => [n * 2, i, 'red', 7, 'string']))
    const wrong = await host.trial({ deed: 'perItem', list, where: '{{ item.x.toFixed(1) }}' })
    expect(wrong.error).toMatchObject({ code: 'expression.failed' })
    expect(wrong.error?.message).toContain('Item 1')
    const near = await here.trial({ deed: 'perItem', list, where: '{{ item + random() }}' })
    const there = await host.trial({ deed: 'perItem', list, where: '{{ item + random() }}' })
    expect(there.output).toEqual(near.output)
  })

  test('reads files of the folders that flows may use, and of no others', async () => {
    writeFileSync(join(home, 'a.txt'), 'from the disk')
    const value = join(home, 'a.txt')
    expect((await host.trial({ deed: 'text', value })).output).toBe('from the disk')
    const fenced = await open({ allowed: [join(home, 'inner')] }).trial({ deed: 'text', value: '~/a.txt' })
    expect(fenced.error).toMatchObject({ code: 'files.outside-allowed' })
  })

  test('has digests, what it remembers, the web, and the secrets that its fields name', async () => {
    expect((await host.trial({ deed: 'digest', value: 'abc' })).output).toMatch(/^ba7816bf/)
    expect((await host.trial({ deed: 'remembers' })).output).toBe(1)
    expect((await host.trial({ deed: 'remembers' })).output).toBe(2)
    expect((await host.trial({ deed: 'web' })).output).toEqual({ status: 200, text: 'hello' })
    const named = await host.trial({ deed: 'value', value: '{{ secrets.KEY }}' })
    expect(JSON.stringify(named)).not.toContain('sesame')
    expect((await host.trial({ deed: 'secret', value: 'OTHER' })).error?.code).toBe('secret.not-named')
  })

  test('that gives nothing, or no JSON, fails as it would on the main thread', async () => {
    for (const deed of ['nothing', 'noJson', 'bug']) {
      const there = await host.trial({ deed })
      expect(there.status).toBe('failed')
      expect(there.error).toEqual((await here.trial({ deed })).error)
    }
  })
})

describe('a step that is stopped', () => {
  test('ends by itself when it listens, and its thread works on', async () => {
    const host = open({ limits: { stopMs: 1_000_000 } })
    const id = host.start(trialFlow({ deed: 'listens' }))
    await until(isAtWork(host))
    host.runtime.cancel(id)
    expect((await host.ended(id)).status).toBe('cancelled')
    await until(() => host.pool.threads().idle === 1)
    expect(host.pool.threads()).toEqual({ busy: 0, idle: 1, leaving: 0 })
    expect((await host.trial({ deed: 'pass' }, 1)).output).toBe(1)
  })

  test('has its thread ended when it does not listen; the next one gets another', async () => {
    const host = open(quick)
    for (const deed of ['spin', 'waits']) {
      const id = host.start(trialFlow({ deed }))
      await until(isAtWork(host))
      host.runtime.cancel(id)
      expect((await host.ended(id)).status).toBe('cancelled')
      await until(() => host.pool.threads().busy === 0)
      expect((await host.trial({ deed: 'pass' }, 1)).output).toBe(1)
    }
  })

  test('a pattern that takes for ever holds up nobody', async () => {
    const host = open(quick)
    const id = host.start(trialFlow(forEver, { timeout: '1h' }, 'data/replace'))
    await until(isAtWork(host))
    const other = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'again' } },
      { id: 'again', type: 'control/repeat', config: { times: 50 }, to: { each: 'text' } },
      { id: 'text', type: 'data/text', config: { text: '{{ index + 1 }}' } },
    ])
    expect((await host.ended(host.start(other))).status).toBe('succeeded')
    // nor do other patterns wait for it
    const heavy = { text: 'a1b2 and so on', find: '(a+)+z|\\d', with: '-', how: 'pattern' }
    expect((await host.ended(host.start(trialFlow(heavy, { timeout: '1h' }, 'data/replace')))).output).toBe(
      'a-b- and so on',
    )
    expect(host.pool.threads()).toEqual({ busy: 1, idle: 1, leaving: 0 })
    expect(host.runtime.get(id)?.status).toBe('running')
    host.runtime.cancel(id)
    expect((await host.ended(id)).status).toBe('cancelled')
  })

  test('by its time limit fails with a sentence that names the block', async () => {
    const host = open(quick)
    const { status, error } = await host.ended(
      host.start(trialFlow(forEver, { timeout: '2s' }, 'data/replace')),
    )
    expect(status).toBe('failed')
    expect(error).toMatchObject({
      code: 'step.timeout',
      message: '"Trial" took longer than 2000 ms and was stopped.',
    })
    await until(() => host.pool.threads().busy === 0)
  })

  test('while it waits for a thread is never begun', async () => {
    const host = open({ limits: { ...quick.limits, threads: 1 } })
    const first = host.start(trialFlow({ deed: 'spin' }))
    await until(isAtWork(host))
    const second = host.start(trialFlow({ deed: 'crash' }))
    host.runtime.cancel(second)
    expect((await host.ended(second)).status).toBe('cancelled')
    host.runtime.cancel(first)
    await host.ended(first)
    expect((await host.trial({ deed: 'pass' }, 'next')).output).toBe('next')
  })
})

describe('a thread that breaks', () => {
  test('fails its step alone, which is named; what does no harm is done twice before', async () => {
    const host = open()
    const held = host.start(trialFlow({ deed: 'waits' }))
    const { error } = await host.trial({ deed: 'crash' })
    expect(error).toMatchObject({ code: 'worker.ended', retryable: true })
    expect(error?.message).toBe('"Trial" ended in the middle of its work: thrown by nobody in particular.')
    expect(host.runtime.get(held)?.status).toBe('running')
    expect((await host.trial({ deed: 'pass' }, 1)).output).toBe(1)
    host.runtime.cancel(held)
    await host.ended(held)
  })

  test('under a step that changes the world fails it at once', async () => {
    const { error } = await open().trial({ deed: 'crash', effect: 'write' })
    expect(error).toMatchObject({ code: 'worker.ended' })
  })

  test.each(['bomb', 'largeBomb'])('by taking too much memory (%s) fails its step alone', async (deed) => {
    const host = open({ limits: { ...quick.limits, memoryMb: 100 } })
    const { error } = await host.trial({ deed })
    expect(error?.code).toBe('worker.out-of-memory')
    expect(error?.message).toContain('"Trial" needed more than the 100 MB of memory')
    expect((await host.trial({ deed: 'pass' }, 1)).output).toBe(1)
  })

  test('before it began says so', async () => {
    const host = open({ file: join(home, 'none.js') })
    const { error } = await host.trial({ deed: 'pass' })
    expect(error).toMatchObject({ code: 'worker.ended' })
    expect(error?.message).toContain('none.js')
  })
})

describe('threads', () => {
  test('start when they are needed, and end when nothing came for a while', async () => {
    const host = open({ limits: { idleMs: 30 } })
    expect(host.pool.threads()).toEqual({ busy: 0, idle: 0, leaving: 0 })
    const words = { text: 'a.b', find: '.', with: '-' }
    expect((await host.ended(host.start(trialFlow(words, {}, 'data/replace')))).output).toBe('a-b')
    const quick = { text: 'a1b2', find: '\\d', with: '-', how: 'pattern' }
    expect((await host.ended(host.start(trialFlow(quick, {}, 'data/replace')))).output).toBe('a-b-')
    writeFileSync(join(home, 'few.csv'), 'name\nAda\n')
    const small = await host.ended(host.start(trialFlow({ file: '~/few.csv' }, {}, 'data/read-csv')))
    expect(small.output).toEqual([{ name: 'Ada' }])
    expect(host.pool.threads()).toEqual({ busy: 0, idle: 0, leaving: 0 })
    await host.trial({ deed: 'pass' })
    await until(() => host.pool.threads().idle === 0 && host.pool.threads().leaving === 0)
    expect((await host.trial({ deed: 'pass' }, 1)).output).toBe(1)
  })

  test('read large files', async () => {
    const host = open()
    const lines = Array.from({ length: 40_000 }, (_, i) => `${i},name ${i}`)
    writeFileSync(join(home, 'many.csv'), `id,name\n${lines.join('\n')}\n`)
    const { output } = await host.ended(host.start(trialFlow({ file: '~/many.csv' }, {}, 'data/read-csv')))
    expect(output).toHaveLength(40_000)
    expect((output as Json[]).at(-1)).toEqual({ id: '39999', name: 'name 39999' })
    expect(host.pool.threads().idle).toBe(1)
    writeFileSync(join(home, 'broken.csv'), `id,name\n${lines.join('\n')}\n1,2,3\n`)
    const broken = await host.ended(host.start(trialFlow({ file: '~/broken.csv' }, {}, 'data/read-csv')))
    expect(broken.error?.message).toContain('line 40002')
  })

  test('are ended by a host that stops, whatever they do', async () => {
    const host = open({ limits: { threads: 1 } })
    const failed = new Promise<unknown>((failed) =>
      host.pool.do({
        ...{ type: 'test/heavy', config: { deed: 'spin' }, again: false, done: () => {}, failed },
        ctx: { ...standing(), inside: () => ({ seeds: { block: 1, items: 1 }, scope: {} }) } as never,
      }),
    )
    await until(isAtWork(host))
    await host.pool.close()
    expect(await failed).toBeInstanceOf(AppError)
    expect(await failed).toMatchObject({ code: 'host.stops' })
  })
})

const standing = () => ({
  ...{ input: null, blockName: 'Trial', idempotencyKey: 'k', deadline: undefined, zone: 'UTC' },
  signal: new AbortController().signal,
  now: () => 0,
})
