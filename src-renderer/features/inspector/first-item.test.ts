import { expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { createEvaluator, type ExpressionScope } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import { firstItemOf } from './first-item.ts'

/** Paths and literals need no sandbox. */
const evaluator = await createEvaluator({
  loadWasm: () => Promise.reject(new Error('no sandbox is wanted here')),
  deadline: () => 0,
})
const scopeOf = (roots: JsonObject): ExpressionScope => ({
  root: (name) => roots[name],
  now: () => 0,
  random: () => 0,
  uuid: () => '',
  zone: 'UTC',
})

const firstIn = (type: string, config: JsonObject, input: Json) => {
  const declaration = catalog.get(type)
  if (!declaration) throw new Error(`no block ${type}`)
  return firstItemOf(evaluator, declaration, config, scopeOf({ input }))
}

test('the first item of the list that the block goes through, written, worked out or what arrives', async () => {
  expect(await firstIn('data/filter', { list: '{{ input.people }}' }, { people: ['Ada', 'Tim'] })).toEqual({
    item: 'Ada',
    items: 2,
  })
  expect(await firstIn('data/filter', { list: [7, '{{ input }}'] }, 1)).toEqual({ item: 7, items: 2 })
  expect(await firstIn('data/unique', {}, ['a', 'b', 'a'])).toEqual({ item: 'a', items: 3 })
})

test('an object is gone through by its entries', async () => {
  expect(await firstIn('data/filter', { list: '{{ input }}' }, { a: 1 })).toEqual({
    item: { key: 'a', value: 1 },
    items: 1,
  })
})

test('nothing is known of an empty list, one that fails, or a block without one', async () => {
  expect(await firstIn('data/filter', { list: '{{ input }}' }, [])).toBeUndefined()
  expect(await firstIn('data/filter', { list: '{{ input.a.b }}' }, {})).toBeUndefined()
  expect(await firstIn('data/filter', { list: '{{ 5 }}' }, null)).toBeUndefined()
  expect(await firstIn('data/filter', {}, [1])).toBeUndefined()
  expect(await firstIn('data/compare', { before: [], after: [] }, [1])).toBeUndefined()
})
