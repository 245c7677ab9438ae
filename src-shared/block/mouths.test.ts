import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#shared/flow'
import { makeCatalog } from './catalog.ts'
import { checkCatalogOf } from './check-catalog.ts'
import { defineBlock } from './define-block.ts'
import { field } from './field.ts'
import { mouthProblems } from './mouth-problems.ts'
import { mouthsOf } from './mouths.ts'

const common = {
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  title: 'Thing',
  sentence: 'do',
  summary: 'Does.',
  keywords: [],
  outputs: { next: { title: 'result' } },
  examples: [],
} as const
const byCase = defineBlock({
  ...common,
  type: 'test/by-case',
  fields: { cases: field.list({ title: 'Cases', default: [{ name: 'a', equals: 1 }] }) },
  mouths: { from: 'cases', name: 'name', differ: 'equals', word: 'when', last: [{ name: 'otherwise' }] },
})
const counted = defineBlock({
  ...common,
  type: 'test/counted',
  fields: { ways: field.number({ title: 'Ways', default: 2, min: 2, max: 5, whole: true, raw: true }) },
  mouths: { count: 'ways', word: 'and' },
})
const names = (declaration: Parameters<typeof mouthsOf>[0], config: JsonObject) =>
  mouthsOf(declaration, config).map((mouth) => mouth.name)
const entry = (name: Json, equals: Json = 1) => ({ name, equals })

describe('mouths by the entries of a field', () => {
  test('stand in the order of the entries, then those that are always there, with words above them', () => {
    const cases = [entry('small', 1), entry('big', 2)]
    expect(mouthsOf(byCase, { cases })).toEqual([
      { name: 'small', word: 'when small' },
      { name: 'big', word: 'when big' },
      { name: 'otherwise' },
    ])
  })

  test('follow the default of the field, and are only those that are always there where it is no list', () => {
    expect(names(byCase, {})).toEqual(['a', 'otherwise'])
    for (const cases of [[], 'text', { a: 1 }] as Json[])
      expect(names(byCase, { cases })).toEqual(['otherwise'])
  })

  test('stand in their place while a name is missing or taken', () => {
    const cases = [1, entry(''), {}, entry('x'), entry('x'), entry('otherwise')]
    expect(names(byCase, { cases })).toEqual(['#1', '#2', '#3', 'x', '#5', '#6', 'otherwise'])
  })

  test.each<[string, Json, string[]]>([
    ['nothing wrong', [entry('a', 1), entry('b', '1'), entry('c', null)], []],
    ['an expression for the whole list', '{{ input }}', ['config.cases config.must-be-written']],
    ['an entry that is none', [entry('a'), 3], ['config.cases[1] config.wrong-kind']],
    ['no name', [{ equals: 1 }], ['config.cases[0].name config.bad-name']],
    ['a name of blanks', [entry(' ')], ['config.cases[0].name config.bad-name']],
    ['a name by expression', [entry('{{ input }}')], ['config.cases[0].name config.bad-name']],
    [
      'a name every block has',
      [entry('next'), entry('error', 2)],
      ['config.cases[0].name config.reserved-name', 'config.cases[1].name config.reserved-name'],
    ],
    ['a name that is always there', [entry('otherwise')], ['config.cases[0].name config.reserved-name']],
    ['a name twice', [entry('a', 1), entry('a', 2)], ['config.cases[1].name config.duplicate-name']],
    ['nothing to compare with', [{ name: 'a' }], ['config.cases[0].equals config.required']],
    [
      'the same value twice',
      [entry('a', { x: [1], y: 2 }), entry('b', { y: 2, x: [1] })],
      ['config.cases[1].equals config.duplicate-entry'],
    ],
    [
      'the same expression twice',
      [entry('a', '{{ vars.x }}'), entry('b', '{{ vars.x }}')],
      ['config.cases[1].equals config.duplicate-entry'],
    ],
  ])('%s', (_what, cases, problems) => {
    expect(mouthProblems(byCase, { cases }).map((one) => `${one.path} ${one.code}`)).toEqual(problems)
  })

  test('a case twice says which comes first', () => {
    const [problem] = mouthProblems(byCase, { cases: [entry('a', 'x'), entry('b', 'x')] })
    expect(problem?.message).toBe(
      'Two entries of "Cases" hold the text "x": "a" comes first, so this one is never taken.',
    )
  })
})

describe('mouths by number', () => {
  test('are called 1, 2 and so on, with a word between them', () => {
    expect(mouthsOf(counted, { ways: 3 })).toEqual([
      { name: '1' },
      { name: '2', word: 'and' },
      { name: '3', word: 'and' },
    ])
    expect(names(counted, {})).toEqual(['1', '2'])
    expect(names(counted, { ways: '4' })).toEqual(['1', '2', '3', '4'])
  })

  test('are none where the field holds no number, and never very many', () => {
    for (const ways of ['many', '{{ input }}', 2.5, -1, {}]) expect(names(counted, { ways })).toEqual([])
    expect(names(counted, { ways: 1e9 })).toHaveLength(100)
  })
})

test('checking a flow knows the mouths of each block, and what is wrong with the fields they follow', () => {
  const catalog = checkCatalogOf(makeCatalog([byCase, counted]))
  const block = { id: 'b1', type: byCase.type, version: 1, name: 'B', config: { cases: [entry('next')] } }
  expect(catalog.get(byCase.type)?.mouths(block)).toEqual(['next', 'otherwise'])
  expect(
    catalog
      .get(byCase.type)
      ?.checkConfig(block)
      .map((one) => one.code),
  ).toEqual(['config.reserved-name'])
  const expression = { ...block, type: counted.type, config: { ways: '{{ input }}' } }
  expect(
    catalog
      .get(counted.type)
      ?.checkConfig(expression)
      .map((one) => one.code),
  ).toEqual(['config.wrong-kind'])
})
