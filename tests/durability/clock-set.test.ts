// The real program on a wall clock that is set: between its lives and while runs are under way.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { flowOf } from '../support/flow-of.ts'
import { type HoldingServer, holdingServer } from '../support/holding-server.ts'
import { type Launch, type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const TEN_YEARS = 10 * 365 * 24 * HOUR

let place: string
let launch: Launch
let outside: HoldingServer
let blockloom: ServedBlockloom
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'blockloom-clock-'))
  launch = {
    preload: join(import.meta.dirname, 'fixtures', 'set-clock.ts'),
    env: { BLOCKLOOM_TEST_CLOCK: join(place, 'wrong-by') },
  }
  blockloom = await serveBlockloom()
})
afterAll(async () => {
  await blockloom.end()
  rmSync(place, { recursive: true })
})
beforeEach(async () => {
  outside = await holdingServer()
  await dieAndWakeAt(0)
})
afterEach(() => outside.close())

/** @param wrongBy ms before (-) or after the real time */
const setClock = (wrongBy: number) => writeFileSync(join(place, 'wrong-by'), String(wrongBy))

/** The host dies, and the next one finds the clock set. */
async function dieAndWakeAt(wrongBy: number): Promise<void> {
  await blockloom.kill()
  setClock(wrongBy)
  await blockloom.startAgain(launch)
}

const post = (id: string) => ({
  id,
  type: 'web/request',
  config: { url: `${outside.url}/${id}`, method: 'POST', body: '{{ input }}' },
})
/** runs of one flow wait for one another: each has a flow of its own */
let flows = 0
const ownFlow = () => ({ id: `flw_${flows++}` })
const waiting = () =>
  flowOf(
    [
      { id: 'start', type: 'start/manual', to: { next: 'first' } },
      { ...post('first'), to: { next: 'wait' } },
      { id: 'wait', type: 'control/wait', config: { for: '1h' }, to: { next: 'second' } },
      { ...post('second'), to: { next: 'end' } },
      { id: 'end', type: 'control/return', config: { value: '{{ blocks.first.body.path }}' } },
    ],
    ownFlow(),
  )

/** A run that is waiting, and on disk as such. */
async function startWaiting(): Promise<string> {
  const id = await blockloom.run(waiting())
  await blockloom.rest(id, ({ status }) => status === 'waiting')
  // lists of runs show what is on disk, and have it put there
  await blockloom.call('/runs')
  return id
}
const statusOf = async (id: string) => (await blockloom.call(`/runs/${id}`)).json.status

describe('a run that waits an hour', { timeout: 120_000 }, () => {
  test.each([
    ['half an hour later', 30 * MINUTE],
    ['where the clock was set back an hour', -HOUR],
  ])(
    'waits on with a host that finds it %s, and goes on when it is over in wall time',
    async (_what, then) => {
      const id = await startWaiting()
      await dieAndWakeAt(then)
      expect(await statusOf(id)).toBe('waiting')
      expect(outside.count('/second')).toBe(0)
      await dieAndWakeAt(61 * MINUTE)
      expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: '/first', steps: 5 })
      expect(outside.asked.map(({ path }) => path)).toEqual(['/first', '/second'])
    },
  )

  test('goes on where the clock was set on by ten years, with its history whole; and back again, all is in order', async () => {
    const id = await startWaiting()
    await dieAndWakeAt(TEN_YEARS)
    expect((await blockloom.rest(id)).status).toBe('succeeded')
    expect((await blockloom.steps(id)).map(({ block }) => block)).toEqual([
      ...['start', 'first', 'wait', 'second', 'end'],
    ])
    const later = await startWaiting()
    await dieAndWakeAt(0)
    expect(await statusOf(later)).toBe('waiting')
    const last = await startWaiting()
    const { json } = await blockloom.call<{ items: { id: string }[] }>('/runs?limit=3')
    expect(json.items.map((run) => run.id)).toEqual([last, later, id])
  })
})

describe('a clock that is set while a run is under way', { timeout: 120_000 }, () => {
  test('on by ten years and back an hour: it neither ends early nor waits longer, and does each step once', async () => {
    const PASSES = 12
    const pass = { id: 'pass', type: 'control/repeat', config: { times: PASSES } }
    const id = await blockloom.run(
      flowOf(
        [
          { id: 'start', type: 'start/manual', to: { next: 'pass' } },
          { ...pass, to: { each: 'wait', next: 'end' } },
          { id: 'wait', type: 'control/wait', config: { for: '50ms' }, to: { next: 'tick' } },
          post('tick'),
          { id: 'end', type: 'control/return', config: { value: 'all' } },
        ],
        { ...ownFlow(), settings: { timeout: '1m' } },
      ),
    )
    for (const [ticks, wrongBy] of [
      [2, TEN_YEARS],
      [5, -HOUR],
      [8, 0],
    ] as const) {
      await outside.until('/tick', ticks)
      setClock(wrongBy)
    }
    expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: 'all' })
    const keys = outside.asked.map(({ key }) => key)
    expect(keys).toEqual(Array.from({ length: PASSES }, (_, i) => `${id}:tick:pass[${i}]:0`))
  })
})
