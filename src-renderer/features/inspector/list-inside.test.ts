import { expect, test } from 'vitest'
import { listsInside } from './list-inside.ts'

const input = {
  status: 200,
  headers: { 'set-cookie': ['a', 'b'] },
  body: { news: [{ id: 1 }, { id: 2 }, { id: 3 }], page: { more: [] }, 'odd key': [1] },
}
const codes = (text: string, real = true) =>
  listsInside(text, { input, item: { tags: ['x'] }, real }).map(({ code, length }) => `${code} ${length}`)

test('where an object came for a list, the lists in it are named, nearest to the top first', () => {
  expect(codes('{{ input.body }}')).toEqual([
    'input.body.news 3',
    'input.body["odd key"] 1',
    'input.body.page.more 0',
  ])
  expect(codes('{{ input }}')[0]).toBe('input.body.news 3')
  expect(codes('{{item}}')).toEqual(['item.tags 1'])
})

test('nothing is said where a list came, where an expression is worked out, and of examples', () => {
  for (const text of [
    '{{ input.body.news }}',
    '{{ Object.entries(input) }}',
    '{{ input.none }}',
    'input',
    '',
  ])
    expect([text, codes(text)]).toEqual([text, []])
  expect(codes('{{ input }}', false)).toEqual([])
})
