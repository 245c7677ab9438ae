import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { isLight, piecesOf, ValueInPieces, type ValuePiece } from './value-pieces.ts'

/** As between threads: every piece is copied. */
function sent(value: Json): { value: Json | undefined; pieces: ValuePiece[] } {
  const pieces = [...piecesOf(value)].map((piece) => structuredClone(piece))
  const whole = new ValueInPieces()
  for (const [i, piece] of pieces.entries()) {
    if (i > 0) expect(whole.whole).toBeUndefined()
    whole.take(piece)
  }
  return { value: whole.whole, pieces }
}

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json)

test('any value comes out as it went in', () => {
  fc.assert(fc.property(json, (value) => void expect(sent(value).value).toStrictEqual(value)))
})

test('so does any large value, in pieces that are all light', () => {
  const times = fc.integer({ min: 2700, max: 3000 })
  fc.assert(
    fc.property(json, json, times, fc.string(), (one, other, count, key) => {
      const rows = Array.from({ length: count }, (_, i) => [i, one, { [key]: other, n: i }])
      const byName = Object.fromEntries(rows.map((row, i) => [`${key}${i}`, row]))
      for (const value of [rows, byName, { first: one, rows, [key]: rows, last: other }] as Json[]) {
        const { value: back, pieces } = sent(value)
        expect(back).toStrictEqual(value)
        expect(pieces.length).toBeGreaterThan(2)
        for (const piece of pieces) expect(isLight(Object.values(piece)[0] as Json)).toBe(true)
      }
    }),
    { numRuns: 5 },
  )
})

test('a long text comes in parts, whatever it is made of', () => {
  for (const text of ['x'.repeat(5_000_001), '😀'.repeat(2_500_000)])
    expect(sent({ text, more: text }).value).toStrictEqual({ text, more: text })
  expect(sent('x'.repeat(5_000_001)).pieces.length).toBeGreaterThan(4)
})

test('names that objects have by themselves are names like any other', () => {
  const value = JSON.parse(
    `{ "__proto__": ${JSON.stringify(Array(9000).fill(1))}, "constructor": 1 }`,
  ) as Json
  const { value: back } = sent(value)
  expect(Object.keys(back as object)).toEqual(['__proto__', 'constructor'])
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
})

test('nothing at all, and empty things, are values', () => {
  for (const value of [null, false, 0, '', [], {}] as Json[]) expect(sent(value).value).toStrictEqual(value)
})
