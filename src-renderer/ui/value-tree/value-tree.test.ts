import fc from 'fast-check'
import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseText } from '#shared/expression'
import type { Json } from '#shared/flow'
import texts from '../../app/locales/en/values.json' with { type: 'json' }
import { sayTook } from '../say-time.ts'
import { type TreeRoot, valueRows } from './value-rows.ts'
import { kindOfValue, sayBytes, sayValueShort } from './value-words.ts'

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    resources: { en: { values: texts } },
    interpolation: { escapeValue: false },
  })
})

const root = (value: Json, more: Partial<TreeRoot> = {}): TreeRoot => ({
  ...{ key: 'item', label: 'item', category: 'control', value, code: 'item' },
  ...more,
})

describe('the rows of a value', () => {
  test('show what is inside only of what is open', () => {
    const roots = [root({ name: 'a.pdf', tags: ['x', 'y'] }, { open: true }), root(2, { key: 'index' })]
    expect(valueRows(roots, {}).map((row) => row.id)).toEqual(['item', 'item/name', 'item/tags', 'index'])
    expect(valueRows(roots, { 'item/tags': true }).map((row) => row.code)).toContain('item.tags[1]')
    expect(valueRows(roots, { item: false }).map((row) => row.id)).toEqual(['item', 'index'])
  })

  test('every code is a path that leads to its value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (given) => {
        const value = given as Json
        const opened = new Proxy({}, { get: () => true })
        for (const row of valueRows([root(value)], opened)) {
          if (row.line) continue
          const path = parseText(`{{ ${row.code} }}`).single?.path ?? []
          const reached = path.slice(1).reduce<unknown>((held, key) => (held as never)[key], value)
          expect(reached).toBe(row.value)
        }
      }),
    )
  })

  test('a text of several lines opens to its lines', () => {
    const rows = valueRows([root('a\nb', { open: true })], {})
    expect(rows.slice(1).map((row) => [row.value, row.line])).toEqual([
      ['a', true],
      ['b', true],
    ])
  })

  test('a list of 100,000 becomes 100,000 rows', () => {
    const list = Array.from({ length: 100_000 }, (_, i) => i)
    expect(valueRows([root(list, { open: true })], {})).toHaveLength(100_001)
  })
})

describe('a value in words', () => {
  test.each<[Json, string, string]>([
    [null, 'nothing', 'nothing'],
    ['', 'empty text', 'text'],
    [true, 'yes', 'yesNo'],
    [[], 'empty list', 'list'],
    [[1, 2], 'list of 2', 'list'],
    [{ id: 1, at: 2 }, 'id, at', 'object'],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, '5 fields', 'object'],
    [{ name: 'a.pdf', b: 2, c: 3, d: 4, e: 5 }, 'a.pdf, 5 fields', 'object'],
    ['two\nlines', 'two lines', 'text'],
  ])('says %j as %s', (value, words, kind) => {
    expect(sayValueShort(value)).toBe(words)
    expect(kindOfValue(value)).toBe(kind)
  })

  test('says the size of a file, and of nothing else, in bytes', () => {
    const file = { path: '/a/b', name: 'b', size: 2_400_000 }
    expect(sayValueShort(file.size, 'size', file)).toBe('2.4 MB')
    expect(sayValueShort(7, 'size', { size: 7 })).toBe('7')
    expect(sayBytes(999)).toBe('999 B')
  })

  test('says a moment as a day and a time', () => {
    const now = new Date(2026, 4, 4, 18).getTime()
    const then = new Date(2026, 4, 4, 12, 4)
    expect(sayValueShort(then.toISOString(), 'modified', undefined, now)).toBe('today, 12:04')
  })

  test.each([
    [2, '2 ms'],
    [200, '0.2 s'],
    [1800, '1.8 s'],
    [9960, '10 s'],
    [94_000, '1 min 34 s'],
    [120_000, '2 min'],
    [7_200_000, '2 h'],
    [259_200_000, '3 d'],
    [7_500_000, '2 h 5 min'],
  ])('says %i ms as %s', (ms, words) => {
    expect(sayTook(ms)).toBe(words)
  })
})
