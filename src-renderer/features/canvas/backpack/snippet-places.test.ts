import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movedTo, placeAt } from './snippet-places.ts'

const list = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id).join('')

describe('the order of the backpack', () => {
  test.each([
    ['a', 2, 'bcad'],
    ['d', 0, 'dabc'],
    ['b', 1, 'abcd'],
    ['b', 99, 'acdb'],
    ['x', 0, 'abcd'],
  ])('%s at %d', (id, place, after) => {
    expect(ids(movedTo(list, id, place))).toBe(after)
  })

  test('let go over itself it stays; between two others it comes to lie between them', () => {
    const middles = [50, 150, 250, 350]
    expect([10, 140, 160, 210].map((y) => placeAt(middles, 1, y))).toEqual([0, 1, 1, 1])
    expect([260, 340, 360, 900].map((y) => placeAt(middles, 1, y))).toEqual([2, 2, 3, 3])
  })

  test('what is let go lies above all that was below it there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 20, max: 200 }), { minLength: 1 }),
        fc.nat(),
        fc.nat(4000),
        (heights, n, y) => {
          const from = n % heights.length
          const middles = heights.map(
            (height, i) => heights.slice(0, i).reduce((a, b) => a + b, 0) + height / 2,
          )
          const all = heights.map((_, i) => ({ id: String(i) }))
          const after = movedTo(all, String(from), placeAt(middles, from, y)).map(({ id }) => Number(id))
          const place = after.indexOf(from)
          for (const above of after.slice(0, place)) expect(middles[above]).toBeLessThan(y)
          for (const below of after.slice(place + 1)) expect(middles[below]).toBeGreaterThanOrEqual(y)
        },
      ),
    )
  })
})
