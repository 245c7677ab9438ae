import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import {
  cellCode,
  cellOf,
  columnsOf,
  MOST_COLUMNS,
  orderOf,
  type TableSource,
  tablesIn,
  VALUE,
} from './table-of.ts'

const root = (value: Json, label = 'input') => ({
  key: label,
  label,
  code: label,
  category: 'data' as const,
  value,
})

describe('a table of what arrives', () => {
  test('lists are found where they lie, with what an expression writes to reach them', () => {
    const found = tablesIn([
      root({ status: 200, body: { items: [{ id: 1 }], 'odd name': [2], empty: [] } }, 'input'),
      root([3, 4], 'item'),
    ])
    expect(found.map(({ label, code, rows }) => [label, code, rows.length])).toEqual([
      ['input.body.items', 'input.body.items', 1],
      ['input.body["odd name"]', 'input.body["odd name"]', 1],
      ['item', 'item', 2],
    ])
  })

  test('without a list, the first thing with fields is one row', () => {
    const [only] = tablesIn([root('text', 'item'), root({ a: 1, b: { c: 2 } })])
    expect(only).toMatchObject({ label: 'input', list: false, rows: [{ a: 1, b: { c: 2 } }] })
    expect(cellCode(only as TableSource, 0, 'b')).toBe('input.b')
    expect(tablesIn([root('text'), root(5)])).toEqual([])
  })

  test('columns are the fields of all rows; rows without fields have one of their own', () => {
    expect(columnsOf([{ a: 1 }, { b: 1, a: 2 }, 7, null, [1]])).toEqual({ shown: ['a', 'b', VALUE], more: 0 })
    const wide = Object.fromEntries(Array.from({ length: MOST_COLUMNS + 5 }, (_, i) => [`c${i}`, i]))
    expect(columnsOf([wide])).toMatchObject({ more: 5 })
  })

  test('a cell is reached by exactly what its code says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer()), { minLength: 1 }),
        (rows) => {
          const [source] = tablesIn([root(rows as Json)])
          for (const column of columnsOf(rows as Json[]).shown)
            for (const [i, row] of rows.entries()) {
              const value = cellOf(row as Json, column)
              if (value === undefined) continue
              const code = cellCode(source as TableSource, i, column) as string
              expect(new Function('input', `return ${code}`)(rows)).toEqual(value)
            }
        },
      ),
    )
  })

  test('sorting keeps every row, puts what is missing last, and keeps equals as they came', () => {
    const rows: Json[] = [{ n: 'file 10' }, { n: 'file 2' }, {}, { n: 'file 2', second: true }, { n: null }]
    expect(orderOf(rows, { column: 'n', down: false }, 'en')).toEqual([1, 3, 0, 2, 4])
    expect(orderOf(rows, { column: 'n', down: true }, 'en')).toEqual([0, 1, 3, 2, 4])
    fc.assert(
      fc.property(fc.array(fc.record({ n: fc.jsonValue() })), fc.boolean(), (some, down) => {
        const order = orderOf(some as Json[], { column: 'n', down }, 'en')
        expect(order.toSorted((a, b) => a - b)).toEqual(some.map((_, i) => i))
      }),
    )
    const figures = [{ n: 10 }, { n: 9 }, { n: -1 }]
    expect(orderOf(figures, { column: 'n', down: false }, 'en')).toEqual([2, 1, 0])
  })
})
