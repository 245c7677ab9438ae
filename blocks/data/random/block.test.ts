import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { makeDice } from '#shared/run'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { random } from './block.ts'
import { run } from './run.ts'

/** The block on dice of this seed. */
async function thrown(config: object, dice = makeDice(7)): Promise<Json> {
  const full = { do: 'number', from: 1, to: 100, whole: true, list: [], count: 1, ...config }
  const given = await run.run(full as never, { random: dice, breathe: () => undefined } as never)
  return given.next
}
async function many(config: object, times: number): Promise<Json[]> {
  const dice = makeDice(7)
  const all: Json[] = []
  for (let i = 0; i < times; i++) all.push(await thrown(config, dice))
  return all
}

describeBlock(random, import.meta.dirname, ({ output, failure, fixture }) => {
  test('throws whole numbers within the limits, each as often as the others', async () => {
    const counts = new Map<Json, number>()
    for (const one of await many({ to: 6 }, 6000)) counts.set(one, (counts.get(one) ?? 0) + 1)
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6])
    // seeded dice: the same every time
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120)
    expect(new Set(await many({ from: -1.5, to: 0.5 }, 50))).toEqual(new Set([-1, 0]))
    expect(await thrown({ from: 0, to: Number.MAX_SAFE_INTEGER })).toBeGreaterThan(2 ** 33)
  })

  test('throws other numbers too', async () => {
    const all = (await many({ from: 0, to: 0.5, whole: false }, 500)) as number[]
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...all)).toBeLessThanOrEqual(0.5)
    expect(new Set(all).size).toBe(500)
  })

  test('picks one, or several of which none comes twice', async () => {
    expect(['a', 'b']).toContain(await output({ do: 'pick' }, ['a', 'b']))
    const some = (await output({ do: 'pick', count: 3 }, [1, 2, 3, 4, 5])) as number[]
    expect(new Set(some).size).toBe(3)
    expect(((await output({ do: 'pick', count: 9 }, [1, 2])) as number[]).sort()).toEqual([1, 2])
    const places = await many({ do: 'pick', list: ['a', 'b', 'c'] }, 300)
    expect(new Set(places)).toEqual(new Set(['a', 'b', 'c']))
  })

  test('puts a list into any order', async () => {
    const { output: order } = await fixture('teams', { input: ['Ada', 'Bob', 'Cleo', 'Dan'] })
    expect([...(order as string[])].sort()).toEqual(['Ada', 'Bob', 'Cleo', 'Dan'])
    const orders = new Set((await many({ do: 'shuffle', list: [1, 2, 3] }, 200)).map(String))
    expect(orders.size).toBe(6)
    expect(await output({ do: 'shuffle' }, [])).toEqual([])
  })

  test.each([
    [{ from: 6, to: 1 }, null, 'config.out-of-range', '"From" is 6, more than "To", which is 1.'],
    [{ from: '{{ input }}', to: 1 }, 6, 'data.limits-crossed', 'There is no whole number from 6 to 1.'],
    [{ from: 0.2, to: 0.8 }, null, 'data.limits-crossed', 'There is no whole number from 0.2 to 0.8.'],
    [{ do: 'pick' }, [], 'data.empty-list', 'Nothing can be picked of an empty list.'],
    [{ do: 'shuffle' }, null, 'config.wrong-kind', '"List" needs a list, but got nothing (null).'],
  ])('with %j refuses %j', async (config, input, code, words) => {
    const error = await failure(config, input)
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })

  test('shuffles 100,000 items', async () => {
    const items = Array.from({ length: 100_000 }, (_, n) => n)
    const order = (await output({ do: 'shuffle' }, items)) as number[]
    expect(order).not.toEqual(items)
    expect(new Set(order).size).toBe(100_000)
  })
})
