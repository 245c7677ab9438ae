import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import type { RunState } from './run-state.ts'
import { changedVariables, toldRows, toldVariable } from './told-variables.ts'

const holding = (vars: Record<string, Json>) =>
  ({ root: { vars: new Map(Object.entries(vars)) } }) as unknown as Pick<RunState, 'root'>

describe('what is told of a variable', () => {
  test('is the beginning of what it holds, and says how much there is when that is not all', () => {
    const text = fc.oneof(fc.string(), fc.string({ minLength: 3900, maxLength: 4100, unit: 'grapheme' }))
    const rows = fc.oneof(fc.array(text), fc.array(fc.integer(), { minLength: 400, maxLength: 600 }))
    const anything = fc.oneof(text, rows, fc.dictionary(fc.string(), text), fc.jsonValue())
    fc.assert(
      fc.property(anything as fc.Arbitrary<Json>, (value) => {
        const { value: told, whole } = toldVariable(value)
        expect(JSON.stringify(told).length).toBeLessThan(30_000)
        if (whole === undefined) expect(told).toBe(value)
        else if (typeof value === 'string')
          expect([value.startsWith(told as string), whole]).toEqual([true, value.length])
        else if (Array.isArray(value))
          expect([told, whole]).toEqual([value.slice(0, (told as Json[]).length), value.length])
        else {
          expect(value).toMatchObject(told as object)
          expect(whole).toBe(Object.keys(value as object).length)
        }
      }),
    )
  })

  test('a text is not cut within a letter', () => {
    expect(toldVariable(`${'a'.repeat(3999)}😀${'b'.repeat(9)}`)).toEqual({
      value: 'a'.repeat(3999),
      whole: 4010,
    })
  })

  test('of many rows the first ones', () => {
    const told = toldVariable(Array.from({ length: 100_000 }, (_, i) => i))
    expect(told.whole).toBe(100_000)
    expect((told.value as Json[]).length).toBeLessThanOrEqual(500)
    expect((told.value as Json[])[7]).toBe(7)
  })

  test('row by row is all of a list or an object, in any pages, each row by its beginning', () => {
    const row = fc.oneof(fc.jsonValue(), fc.string({ minLength: 590, maxLength: 620 })) as fc.Arbitrary<Json>
    const keyed = fc.dictionary(fc.string(), row)
    fc.assert(
      fc.property(fc.oneof(fc.array(row), keyed), fc.integer({ min: 1, max: 7 }), (value, most) => {
        const all: Json[] = []
        const keys: (string | undefined)[] = []
        for (let from = 0; ; from += most) {
          const { rows, whole } = toldRows(value, from, most)
          expect(whole).toBe(Object.keys(value).length)
          expect(rows.length).toBe(Math.max(0, Math.min(most, whole - from)))
          for (const { key, value: told, whole: length } of rows) {
            keys.push(key)
            all.push(length === undefined ? told : Number.NaN)
          }
          if (from >= whole) break
        }
        const short = (one: Json) => (toldVariable(one, 600).whole === undefined ? one : Number.NaN)
        expect(all).toEqual(Object.values(value).map(short))
        if (!Array.isArray(value)) expect(keys).toEqual(Object.keys(value))
      }),
    )
    expect(toldRows('text', 0, 5)).toEqual({ rows: [], whole: 0 })
  })

  test('comes once, and again when it holds something else', () => {
    const before = new Map<string, Json>()
    expect(changedVariables(holding({ a: 1, b: 'x' }), before)).toEqual({
      a: { value: 1 },
      b: { value: 'x' },
    })
    expect(changedVariables(holding({ a: 1, b: 'x' }), before)).toEqual({})
    expect(changedVariables(holding({ a: 2, b: 'x' }), before)).toEqual({ a: { value: 2 } })
  })
})
