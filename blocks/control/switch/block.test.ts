import { describe, expect, test } from 'vitest'
import { configProblems } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { switchCase } from './block.ts'

describeBlock(switchCase, import.meta.dirname, ({ output, fixture }) => {
  const text = (words: string) => [{ type: 'data/text', config: { text: words } }]

  test('goes the way of the case that holds, and carries on what that way gave', async () => {
    const places = await fixture('by-ending', { input: ['jpg', 'csv', 'exe', 'png'] })
    expect(places.output).toEqual(['Pictures', 'Sheets', 'exe', 'Pictures'])
  })

  test.each([
    ['a text', '{{ input }}', 'x', 'x'],
    ['a number', '{{ input }}', 2.5, 2.5],
    ['nothing', '{{ input }}', null, null],
    ['true', '{{ input }}', true, true],
    ['a list', '{{ input }}', [1, { a: 2 }], [1, { a: 2 }]],
    ['an object with its keys in any order', '{{ input }}', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['what an expression gives', '{{ input }}', 4, '{{ 2 + 2 }}'],
  ])('a case may equal %s', async (_what, value, input, equals) => {
    const cases = [{ name: 'this', equals }]
    const inside = { this: text('taken'), otherwise: text('otherwise') }
    expect(await output({ value, cases }, input, inside)).toBe('taken')
  })

  test.each([
    ['1', 1],
    [0, false],
    ['', null],
    [
      [1, 2],
      [2, 1],
    ],
  ])('%j is not %j', async (input, equals) => {
    const inside = { this: text('taken'), otherwise: text('otherwise') }
    expect(await output({ cases: [{ name: 'this', equals }] }, input, inside)).toBe('otherwise')
  })

  test('takes the first of several cases that hold, where only expressions tell', async () => {
    const cases = [
      { name: 'first', equals: '{{ 1 }}' },
      { name: 'second', equals: 1 },
    ]
    expect(await output({ cases }, 1, { first: text('first'), second: text('second') })).toBe('first')
  })

  test('without any case everything goes through "otherwise"', async () => {
    expect(await output({ cases: [] }, 1, { otherwise: text('otherwise') })).toBe('otherwise')
  })
})

describe('a list of cases', () => {
  test('is like any list to its field', () => {
    expect(configProblems(switchCase, { cases: 'a, b' }).map((one) => one.code)).toEqual([
      'config.wrong-kind',
    ])
  })
})
