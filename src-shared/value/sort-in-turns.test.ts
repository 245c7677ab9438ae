import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortInTurns } from './sort-in-turns.ts'

const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key

test('sorts as the engine does, and leaves what is alike in its order', async () => {
  const items = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 2000 })
  await fc.assert(
    fc.asyncProperty(items, async (keys) => {
      const given = keys.map((key, place) => ({ key, place }))
      const before = [...given]
      expect(await sortInTurns(given, byKey, () => undefined)).toEqual([...given].sort(byKey))
      expect(given).toEqual(before)
    }),
    { numRuns: 30 },
  )
})

test('lets others have their turn all along', async () => {
  const given = Array.from({ length: 100_000 }, (_, i) => ({ key: (i * 7919) % 100_003 }))
  let compared = 0
  let longest = 0
  const sorted = await sortInTurns(
    given,
    (a, b) => {
      compared++
      return byKey(a, b)
    },
    () => {
      longest = Math.max(longest, compared)
      compared = 0
      return undefined
    },
  )
  expect(sorted).toEqual([...given].sort(byKey))
  expect(longest).toBeLessThan(5000)
})
