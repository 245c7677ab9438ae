import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { columnNames, columnsOf, valuesOf } from './column-names.ts'
import { guardedText } from './guarded-text.ts'

test('columns that are empty, or there already, are numbered', () => {
  expect(columnNames(['name', '', ' name ', 'name 2', 'name', '__proto__'])).toEqual([
    'name',
    'column2',
    'name 3',
    'name 2',
    'name 4',
    'column6',
  ])
})

test('each column has a name of its own, and one that is alone keeps it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'a 2', 'a 3', '', 'column1', 'b', ' b')), (header) => {
      const names = columnNames(header)
      expect(new Set(names).size).toBe(header.length)
      const trimmed = header.map((name) => name.trim())
      for (const [i, name] of trimmed.entries())
        if (name !== '' && trimmed.indexOf(name) === trimmed.lastIndexOf(name)) expect(names[i]).toBe(name)
    }),
  )
})

test('rows that are written have the columns asked for, or all their keys', () => {
  const rows: Json[] = [{ a: 1 }, { b: 2, a: 3 }]
  expect(columnsOf(rows, undefined)).toEqual(['a', 'b'])
  expect(columnsOf(rows, ['b'])).toEqual(['b'])
  expect(columnsOf([[1], [2]], [])).toBeUndefined()
  expect(rows.map((row, i) => valuesOf(row, i, ['a', 'b', 'toString']))).toEqual([
    [1, null, null],
    [3, 2, null],
  ])
  expect(() => columnsOf([{ a: 1 }, 5], undefined)).toThrow('Row 2 is neither an object nor a list.')
  expect(() => columnsOf([{ a: 1 }, [5]], undefined)).toThrow(
    'Row 2 is a list, but the rows before it are objects',
  )
  expect(() => columnsOf([], ['a', ''])).toThrow('Column 2 has no name.')
})

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+49 30 1234', "'+49 30 1234"],
  ['-2+3', "'-2+3"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['＝1', "'＝1"],
  ['-5', '-5'],
  ['+4930', '+4930'],
  ['-1,5', '-1,5'],
  ['-1.5e3', '-1.5e3'],
  ['a=1', 'a=1'],
  ['', ''],
])('the text %j is written as %j', (text, written) => {
  expect(guardedText(text)).toBe(written)
})
