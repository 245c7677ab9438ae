import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Heard,
  isGone,
  javascriptPackage,
  type PoolBench,
  poolBench,
  until,
} from '../../tests/support/pool-bench.ts'

const program = javascriptPackage()
const soon = () => Date.now() + 1500
let bench: PoolBench
const pids = new Set<number>()

beforeEach(() => {
  bench = poolBench()
  bench.pool.watch(() => {
    for (const { pid } of bench.pool.workers()) if (pid !== undefined) pids.add(pid)
  })
})
afterEach(async () => {
  await bench.pool.close()
  expect([...pids].filter((pid) => !isGone(pid))).toEqual([])
  pids.clear()
})

const failure = (act: string, more = {}) => bench.failure(bench.call(program, act, null, more))

test('answers, logs, tells progress; the console is its log', async () => {
  expect(await bench.call(program, 'echo', { a: 'ä€😀' })).toEqual({ out: 'next', value: { a: 'ä€😀' } })
  const heard: Heard = { logs: [], progress: [] }
  expect(await bench.call(program, 'talk', null, { heard })).toEqual({ out: 'done', value: 'run_1:b1:0' })
  expect(heard.logs).toEqual([
    ['warn', 'careful'],
    ['info', 'from the console { n: 1 }'],
  ])
  expect(heard.progress).toEqual([[0.5, 'half']])
  expect(bench.pool.workers()).toMatchObject([{ program: 'rogue/package', permissions: true, calls: [] }])
})

test('says what it has, and brings a config up to date', async () => {
  expect(await bench.pool.describe(program)).toMatchObject([{ type: 'rogue/block', version: 2 }])
  const migrated = await bench.pool.migrate(program, { type: 'rogue/block', from: 1, config: { a: 1 } })
  expect(migrated).toEqual({ a: 1, from: 1 })
  const unknown = bench.pool.migrate(program, { type: 'rogue/other', from: 1, config: {} })
  expect(await bench.failure(unknown)).toMatchObject({ code: 'package.no-such-block' })
})

test('cannot forge an answer by printing one', async () => {
  const heard: Heard = { logs: [], progress: [] }
  expect(await bench.call(program, 'forge', null, { heard })).toEqual({ out: 'next', value: 'mine' })
  expect(heard.logs.filter(([, text]) => text.includes('forged'))).toHaveLength(4)
  expect(bench.pool.workers()).toHaveLength(1)
})

test.each([
  ['write-to-the-wire', 'worker.not-json', /wrote a line that is not JSON/],
  ['flood', 'worker.too-much-log', /printed more than 16 MB/],
  ['exit', 'worker.ended', /ended in the middle of its work, with exit code 3/],
  ['bomb', 'worker.out-of-memory', /needed more than the 256 MB of memory/],
  ['throw', 'block.broke', /The block broke: Error: no luck/],
  ['throw-later', 'block.broke', /The block broke: Error: nobody caught me/],
  ['no-output', 'block.wrong-output', /none of its outputs \(next, done\)/],
  ['no-json', 'value.not-json', /`value.map` is a Map/],
  ['too-much', 'value.too-large', /larger than 16 MB/],
])('that does %s ends its step with %s', async (act, code, sentence) => {
  const error = await failure(act)
  expect(error).toMatchObject({ code })
  expect(error.message).toMatch(sentence)
  expect(await bench.call(program, 'echo', 1)).toEqual({ out: 'next', value: 1 })
})

test.skipIf(process.platform !== 'linux')('gets no buffer beyond its memory', async () => {
  expect(await failure('buffer-bomb')).toMatchObject({ code: 'worker.out-of-memory' })
})

test.each(['hang', 'stubborn', 'hang-after-await'])(
  'that does %s past its deadline is stopped',
  async (act) => {
    await bench.call(program, 'echo')
    expect(await failure(act, { deadline: soon() })).toMatchObject({ code: 'worker.too-late' })
    expect(await bench.call(program, 'echo', 1)).toEqual({ out: 'next', value: 1 })
    await until(() => bench.pool.workers().length === 1)
  },
)

test('works on several calls at once, and one that is stopped ends alone', async () => {
  await bench.call(program, 'echo')
  const stop = new AbortController()
  const long = bench.failure(bench.call(program, 'sleep', 60_000, { signal: stop.signal }))
  const others = Array.from({ length: 20 }, (_, n) => bench.call(program, 'sleep', 1000 + n))
  const underWay = () => bench.pool.workers().reduce((sum, { calls }) => sum + calls.length, 0)
  await until(() => underWay() === 21)
  stop.abort(new Error('dropped'))
  expect((await long).message).toBe('dropped')
  expect((await Promise.all(others)).map(({ value }) => value)).toEqual(others.map((_, n) => 1000 + n))
})

test('that holds its event loop after others have begun is found out, and the others are done elsewhere', async () => {
  await bench.call(program, 'echo')
  const others = [1, 2, 3].map((n) => bench.call(program, 'sleep', 4000 + n))
  const hang = failure('hang-after-await', { deadline: Date.now() + 8000 })
  expect((await Promise.all(others)).map(({ value }) => value)).toEqual([4001, 4002, 4003])
  expect(await hang).toMatchObject({ code: 'worker.too-late' })
}, 60_000)

test('a call that writes has its worker for itself', async () => {
  await bench.call(program, 'echo')
  const writes = [1, 2].map(() => bench.call(program, 'sleep', 300, { again: false }))
  await until(() => bench.pool.workers().length === 2)
  const states = bench.pool.workers()
  expect(states.map(({ calls }) => calls.length)).toEqual([1, 1])
  await Promise.all(writes)
})

test('is refused what would not fit through the wire, and lives on', async () => {
  await bench.call(program, 'echo')
  const error = await bench.failure(bench.call(program, 'echo', 'x'.repeat(17 * 1024 * 1024)))
  expect(error).toMatchObject({ code: 'worker.input-too-large' })
  expect(await bench.call(program, 'echo', 'x'.repeat(15_000_000))).toMatchObject({ out: 'next' })
  expect(pids.size).toBe(1)
})

test('ends when it has nothing to do for a while, and comes back', async () => {
  await bench.pool.close()
  bench = poolBench({ idleMs: 200 })
  await bench.call(program, 'echo')
  const [{ pid } = { pid: 0 }] = bench.pool.workers()
  await until(() => bench.pool.workers().length === 0 && isGone(pid as number))
  expect(await bench.call(program, 'echo', 2)).toEqual({ out: 'next', value: 2 })
})

test('closing fails what is under way and leaves no process', async () => {
  await bench.call(program, 'echo')
  const call = failure('stubborn')
  await bench.pool.close()
  expect(await call).toMatchObject({ code: 'host.stops' })
  expect(await failure('echo')).toMatchObject({ code: 'host.stops' })
})
