import { afterEach, describe, expect, test } from 'vitest'
import type { BlockContext, BlockRunner } from '#shared/block'
import type { Json } from '#shared/flow'
import { diskHosts } from '../../tests/support/disk-host.ts'
import { flowOf } from '../../tests/support/flow-of.ts'
import { testBlocks } from '../../tests/support/test-blocks.ts'
import { settled, testHost, testRunners } from '../../tests/support/test-runtime.ts'

/** The standard runners, with `test/act-safely` doing this. */
function acting(act: (ctx: BlockContext, config: { value?: Json }) => Promise<Json>) {
  const runner: BlockRunner = {
    declaration: testBlocks.actSafely,
    run: async (config, ctx) => ({ next: await act(ctx, config as { value?: Json }) }),
  }
  return new Map(testRunners(async () => null)).set(runner.declaration.type, runner)
}

const ACT = testBlocks.actSafely.type

/** One more than it was. */
async function count({ state }: BlockContext): Promise<number> {
  const n = Number((await state.get('n')) ?? 0) + 1
  await state.set('n', n)
  return n
}

const each = (list: Json[], concurrency = 1, options = {}) =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'each' } },
    { id: 'each', type: 'control/for-each', config: { list, concurrency }, to: { each: 'act' } },
    { id: 'act', type: ACT, config: { value: '{{ item }}' }, options },
  ])

describe('what a block remembers', () => {
  test('is there in the next pass and in the next run; another block, and another flow, has its own', async () => {
    const host = testHost({ runners: acting(count) })
    const both = (id: string) =>
      flowOf(
        [
          { id: 'start', type: 'start/manual', to: { next: 'act' } },
          { id: 'act', type: ACT, to: { next: 'other' } },
          { id: 'other', type: ACT, to: { next: 'again' } },
          { id: 'again', type: 'control/repeat', config: { times: 2 }, to: { each: 'third' } },
          { id: 'third', type: ACT },
        ],
        { id },
      )
    const ends = []
    for (const id of ['flw_a', 'flw_a', 'flw_b']) ends.push((await host.over(host.start(both(id)))).output)
    expect(ends).toEqual([2, 4, 2])
  })

  test('is used by one step after the other, also where passes run beside each other', async () => {
    let inside = 0
    let most = 0
    const host = testHost({
      runners: acting(async (ctx) => {
        const n = Number((await ctx.state.get('n')) ?? 0)
        most = Math.max(most, ++inside)
        await settled()
        inside--
        await ctx.state.set('n', n + 1)
        return n + 1
      }),
    })
    const id = host.start(each([1, 2, 3, 4, 5, 6], 3))
    for (let i = 0; i < 20; i++) await settled()
    const { output } = await host.over(id)
    expect((output as number[]).toSorted()).toEqual([1, 2, 3, 4, 5, 6])
    expect(most).toBe(1)
  })

  test('is not touched by an attempt that fails', async () => {
    let fails = 2
    const host = testHost({
      runners: acting(async (ctx) => {
        const n = await count(ctx)
        await ctx.state.delete('none')
        if (fails-- > 0) throw new Error('broke')
        return n
      }),
    })
    const first = await host.over(host.start(each([1], 1)))
    expect(first.status).toBe('failed')
    expect((await host.over(host.start(each([1], 1, { onError: 'continue' })))).status).toBe('succeeded')
    expect((await host.over(host.start(each([1])))).output).toEqual([1])
  })

  test('is not touched by a step that took too long, which then computes no further, and the next has its turn', async () => {
    const heard: unknown[] = []
    let slow = true
    const host = testHost({
      runners: acting(async (ctx) => {
        const n = await count(ctx)
        if (!slow) return n
        slow = false
        await ctx.sleep(60_000).catch(() => {})
        await ctx.state.set('n', 99).catch((error) => heard.push(error.code))
        await Promise.resolve(ctx.breathe()).catch((error) => heard.push(error.code))
        return 99
      }),
    })
    const { output } = await host.over(host.start(each([7, 7], 1, { timeout: '5s', onError: 'continue' })))
    await settled()
    expect(output).toEqual([7, 1])
    expect(heard[0]).toBe('step.timeout')
  })

  test('waits for a turn no longer than its run: a cancelled one leaves the line', async () => {
    let letGo = () => {}
    const host = testHost({
      runners: acting(async (ctx, { value }) => {
        const n = await count(ctx)
        if (value === 'hold') await new Promise<void>((resolve) => (letGo = resolve))
        return n
      }),
    })
    const flow = (value: string) => ({
      ...each([value]),
      id: 'flw_one',
      settings: { overlap: 'parallel' as const, concurrency: 9 },
    })
    const holds = host.start(flow('hold'))
    await settled()
    const waits = host.start(flow('a'))
    const behind = host.start(flow('b'))
    await settled()
    host.runtime.cancel(waits)
    await settled()
    letGo()
    expect((await host.over(holds)).output).toEqual([1])
    expect((await host.over(behind)).output).toEqual([2])
    expect(host.runtime.get(waits)?.status ?? 'cancelled').toBe('cancelled')
  })

  test('has a limit, with a plain word', async () => {
    const host = testHost({
      runners: acting(async ({ state }, { value }) => {
        if (value === 'names') for (let i = 0; i < 1001; i++) await state.set(`${i}`, i)
        await state.set('big', 'x'.repeat(Number(value)))
        return null
      }),
    })
    const error = async (value: Json) => (await host.over(host.start(each([value])))).error
    expect(await error(4_000_000)).toBeUndefined()
    expect(await error(4_200_000)).toMatchObject({
      code: 'state.too-large',
      message: expect.stringContaining('remembers more than it may: 4 MB'),
    })
    expect(await error('names')).toMatchObject({ code: 'state.too-large' })
  })
})

describe('on disk', () => {
  const hosts = diskHosts()
  afterEach(() => hosts.remove())

  test('a crash neither forgets nor doubles: what is remembered and the end of its step are in one commit', async () => {
    const items = Array.from({ length: 40 }, (_, i) => i)
    let host = hosts.first(acting(count))
    const id = await host.start({ ...each(items), id: 'flw_crash' })
    await host.store.journal.flush()
    let cut = 0
    for (let turns = 1; turns <= 12; turns++) {
      for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
      if (host.runtime.get(id)?.status === 'running') cut++
      host = hosts.crash(acting(count))
      await host.runtime.recover()
    }
    expect(cut).toBeGreaterThan(3)
    const { output } = await host.over(id)
    expect(output).toEqual(items.map((i) => i + 1))
    const next = await host.start({ ...each([0]), id: 'flw_crash' })
    expect((await host.over(next)).output).toEqual([41])
  })
})
