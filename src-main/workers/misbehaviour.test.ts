import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Heard,
  isGone,
  nodeProgram,
  type PoolBench,
  poolBench,
  pythonProgram,
  until,
} from '../../tests/support/pool-bench.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0
const soon = () => Date.now() + 1500

describe.each([
  ['a Node program', nodeProgram, true],
  ['a Python program', pythonProgram, hasPython],
])('%s over stdin and stdout', (_name, makeProgram, isHere) => {
  const program = makeProgram()
  const it = test.skipIf(!isHere)
  const onLinux = test.skipIf(!isHere || process.platform !== 'linux')
  const withGroups = test.skipIf(!isHere || process.platform === 'win32')
  let bench: PoolBench
  /** every process that worked here */
  const pids = new Set<number>()

  beforeEach(() => {
    bench = poolBench()
    const note = () => {
      for (const { pid } of bench.pool.workers()) if (pid !== undefined) pids.add(pid)
    }
    bench.pool.watch(note)
  })
  afterEach(async () => {
    await bench.pool.close()
    expect([...pids].filter((pid) => !isGone(pid))).toEqual([])
    pids.clear()
  })

  const failure = (act: string, more = {}) => bench.failure(bench.call(program, act, null, more))
  /** its next call is done by a new worker as if nothing had been */
  const isReplaced = async () =>
    expect(await bench.call(program, 'echo', { fine: true })).toEqual({ out: 'next', value: { fine: true } })

  it('answers, logs, tells progress, and fails in its own words', async () => {
    await isReplaced()
    const heard: Heard = { logs: [], progress: [] }
    expect(await bench.call(program, 'talk', null, { heard })).toEqual({ out: 'done', value: null })
    expect(heard.logs).toEqual(
      expect.arrayContaining([
        ['warn', 'careful'],
        ['warn', 'from stderr'],
      ]),
    )
    expect(heard.progress).toEqual([[0.5, 'half']])
    expect(await failure('own-error')).toMatchObject({
      code: 'thing.is-broken',
      message: 'It is broken.',
      retryable: true,
    })
    expect(bench.pool.workers()).toHaveLength(1)
  })

  it('says what it has, and brings a config up to date', async () => {
    expect(await bench.pool.describe(program)).toEqual([{ type: 'rogue/block', version: 2 }])
    const migrated = await bench.pool.migrate(program, { type: 'rogue/block', from: 1, config: { a: 1 } })
    expect(migrated).toEqual({ a: 1, from: 1 })
  })

  it('may write a line byte by byte, characters cut in two', async () => {
    expect(await bench.call(program, 'halves')).toEqual({ out: 'next', value: 'ä€😀' })
  })

  it.each([
    ['not-json', 'worker.not-json', /wrote a line that is not JSON: "hello there"/],
    ['no-object', 'worker.not-json', /wrote a line that is no JSON object: "42"/],
    ['not-utf8', 'worker.not-utf8', /wrote bytes that are not UTF-8/],
    ['half-line-then-exit', 'worker.not-json', /ended in the middle of a line/],
    ['bad-message', 'worker.bad-message', /says nothing that the protocol knows/],
    ['wrong-progress', 'worker.bad-message', /not between 0 and 1/],
    ['unknown-id', 'worker.unasked', /wrote something that nobody asked for/],
    ['exit', 'worker.ended', /ended in the middle of its work, with exit code 3/],
    ['abort', 'worker.ended', /ended in the middle of its work, by SIGKILL/],
    ['last-words', 'worker.ended', /exit code 1; it last said: "Traceback: the disk is on fire"/],
    ['flood', 'worker.line-too-long', /wrote a line of more than 16 MB/],
    ['flood-log', 'worker.too-much-log', /printed more than 16 MB/],
  ])('that does %s ends its step with %s', async (act, code, sentence) => {
    const error = await failure(act)
    expect(error).toMatchObject({ code })
    expect(error.message).toMatch(sentence)
    expect(error.message).toContain(`"Do it" (${program.name})`)
    expect(error.fix).toBeTruthy()
  })

  it("that answers twice is replaced; its second answer is nobody's", async () => {
    expect(await bench.call(program, 'twice')).toEqual({ out: 'next', value: 1 })
    await until(() => bench.pool.workers().length === 0)
    await isReplaced()
  })

  it('that talks while it has nothing to do is replaced', async () => {
    await bench.call(program, 'talks-unasked')
    await until(() => bench.pool.workers().length === 0)
    await isReplaced()
  })

  onLinux('that wants all the memory gets no more than it may have', async () => {
    const error = await failure('bomb')
    expect(error.code).toBe('worker.out-of-memory')
    expect(error.message).toContain('needed more than the 256 MB of memory it may have')
    await isReplaced()
  })

  it.each(['hang', 'silent'])('that does %s past its deadline is stopped', async (act) => {
    await isReplaced()
    const error = await failure(act, { deadline: soon() })
    expect(error).toMatchObject({ code: 'worker.too-late', retryable: true })
    expect(error.message).toContain('had not answered when its time was up')
    await isReplaced()
    expect(pids.size).toBeGreaterThan(1)
  })

  withGroups('goes with its whole family, though it ignores SIGTERM', async () => {
    const heard: Heard = { logs: [], progress: [] }
    const stop = new AbortController()
    const call = bench.failure(bench.call(program, 'hang-with-family', null, { heard, signal: stop.signal }))
    await until(() => heard.logs.length > 0)
    const family = JSON.parse(heard.logs[0]?.[1] ?? '[]') as number[]
    expect(family).toHaveLength(3)
    expect(family.some(isGone)).toBe(false)
    stop.abort(new Error('the step was dropped'))
    expect((await call).message).toBe('the step was dropped')
    await until(() => family.every((pid) => isGone(pid) || isDetachedElsewhere(pid, family)))
    await isReplaced()
  })

  onLinux('leaves nobody behind when it ends by itself', async () => {
    const heard: Heard = { logs: [], progress: [] }
    expect(await failure('family-then-exit', { heard })).toMatchObject({ code: 'worker.ended' })
    const family = JSON.parse(heard.logs[0]?.[1] ?? '[]') as number[]
    expect(family).toHaveLength(3)
    await until(() => family.every(isGone))
  })

  it('that does not read is ended', async () => {
    await bench.pool.close()
    bench = poolBench({ readMs: 300 })
    await bench.call(program, 'deaf')
    const error = await bench.failure(bench.call(program, 'echo', 'x'.repeat(4_000_000)))
    expect(error).toMatchObject({ code: 'worker.not-reading' })
    expect(error.message).toContain('does not read what it is sent')
  })

  it('is shown as not answering when it is busy without a word, and may still answer', async () => {
    await bench.pool.close()
    bench = poolBench({ notAnsweringMs: 150 })
    const heard: Heard = { logs: [], progress: [] }
    const call = bench.call(program, 'late', 600, { heard })
    await until(() => bench.pool.workers().some((worker) => worker.notAnswering))
    const [worker] = bench.pool.workers()
    expect(worker).toMatchObject({ program: program.name, calls: [{ block: 'Do it', type: 'rogue/block' }] })
    expect(await call).toEqual({ out: 'next', value: 600 })
    expect(heard.logs[0]?.[1]).toMatch(/not answering; its last beat was at \d{4}-/)
    expect(bench.pool.workers()[0]?.notAnswering).toBe(false)
  })

  it('is not started again for a while after five crashes, and says so', async () => {
    for (let i = 0; i < 5; i++) expect(await failure('exit')).toMatchObject({ code: 'worker.ended' })
    const resting = await bench.failure(bench.call(program, 'echo'))
    expect(resting).toMatchObject({ code: 'worker.resting', retryable: true })
    expect(resting.message).toMatch(
      /crashed five times within a minute and rests until .*; the last time it ended/,
    )
    // nobody else has to rest with it
    const other = { ...program, key: 'other', name: 'other/one' }
    expect(await bench.call(other, 'echo', 1)).toEqual({ out: 'next', value: 1 })
  })

  it('does the calls that waited behind a crash in another worker', async () => {
    await isReplaced()
    const values = [1, 2, 3, 4, 5]
    const calls = values.flatMap((n) => [
      bench.call(program, 'echo', n).then(({ value }) => value),
      ...(n === 3 ? [bench.failure(bench.call(program, 'exit')).then(({ code }) => code)] : []),
    ])
    expect(await Promise.all(calls)).toEqual([1, 2, 3, 'worker.ended', 4, 5])
  })
})

test('a program that is not there is named', async () => {
  const bench = poolBench()
  const program = { ...nodeProgram(), run: { command: ['no-such-program-anywhere'] as [string] } }
  const error = await bench.failure(bench.call(program, 'echo'))
  expect(error).toMatchObject({ code: 'worker.cannot-start' })
  expect(error.message).toContain('could not be started: "no-such-program-anywhere" does not run here')
  expect(error.fix).toContain('Install no-such-program-anywhere')
  await bench.pool.close()
})

/** Away from Linux a child that has left its group and outlived its parent is not found again; the docs say so. */
const isDetachedElsewhere = (pid: number, family: readonly number[]): boolean =>
  process.platform !== 'linux' && pid === family[2]
