import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freePlace } from './free-place.ts'

const AREA = { left: 0, top: 0, right: 1000, bottom: 600 }
const SIZE = [208, 48] as const

test('cards come one below the other at the far side, and in the next column when that is full', () => {
  const cards: { at: readonly [number, number]; size: typeof SIZE }[] = []
  for (let i = 0; i < 12; i++) cards.push({ at: freePlace(SIZE, cards, AREA), size: SIZE })
  expect(cards[0]?.at).toEqual([768, 24])
  expect(cards[1]?.at).toEqual([768, 84])
  expect(new Set(cards.map(({ at }) => at[0])).size).toBe(2)
})

test('a card never lies on another one while there is room, and is always in sight', () => {
  const box = fc.record({
    at: fc.tuple(fc.integer({ min: -200, max: 1000 }), fc.integer({ min: -200, max: 600 })),
    size: fc.tuple(fc.integer({ min: 10, max: 400 }), fc.integer({ min: 10, max: 400 })),
  })
  fc.assert(
    fc.property(fc.array(box, { maxLength: 4 }), (taken) => {
      const [x, y] = freePlace(SIZE, taken, AREA)
      expect(x >= 0 && x + SIZE[0] <= 1000 && y >= 0 && y + SIZE[1] <= 600).toBe(true)
      const covers = taken.some(
        ({ at, size }) =>
          x < at[0] + size[0] && at[0] < x + SIZE[0] && y < at[1] + size[1] && at[1] < y + SIZE[1],
      )
      // four boxes of at most 400 can leave no gap that is wide enough
      const isFree = ([x, y]: readonly [number, number]) =>
        !taken.some(
          ({ at, size }) =>
            x < at[0] + size[0] + 12 &&
            at[0] < x + SIZE[0] + 12 &&
            y < at[1] + size[1] + 12 &&
            at[1] < y + SIZE[1] + 12,
        )
      const gap = range(24, 768).some((x) => range(24, 528).some((y) => isFree([x, y])))
      expect(covers && gap).toBe(false)
    }),
  )
})

const range = (from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / 12) + 1 }, (_, i) => from + i * 12)

test('where nothing is free, cards lie over blocks rather than over one another', () => {
  const area = { left: 0, top: 0, right: 300, bottom: 400 }
  const stack = { at: [40, 40], size: [240, 340] } as const
  const cards: { at: readonly [number, number]; size: typeof SIZE; weight: number }[] = []
  for (let i = 0; i < 4; i++)
    cards.push({ at: freePlace(SIZE, [stack, ...cards], area), size: SIZE, weight: 8 })
  const rows = cards.map(({ at }) => at[1]).sort((a, b) => a - b)
  rows.slice(1).forEach((y, i) => {
    expect(y - (rows[i] ?? 0)).toBeGreaterThanOrEqual(SIZE[1])
  })
})

test('what is larger than what is in sight begins in its corner', () => {
  expect(freePlace([240, 216], [], { left: 100, top: 50, right: 200, bottom: 100 })).toEqual([124, 76])
})
