import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { joinText } from './block.ts'

const list = '{{ input }}'

describeBlock(joinText, import.meta.dirname, ({ output, failure, fixture }) => {
  test('joins what there is, as it would stand in a text', async () => {
    expect(await output({ list, separator: ', ' }, ['a', 1, true, null, '', { b: [2] }])).toBe(
      'a, 1, true, {"b":[2]}',
    )
    expect(await output({ list, separator: '-', dropEmpty: false }, ['a', null, ''])).toBe('a--')
    expect(await output({ list }, ['a', 'b'])).toBe('ab')
    expect(await output({ list, separator: '\\t\\n' }, ['a', 'b'])).toBe('a\t\nb')
    expect(await output({ list }, [])).toBe('')
  })

  test('takes a field of each item, or words with it', async () => {
    const people = [
      { name: 'Ada', age: 36 },
      { name: 'Tim', age: 9 },
    ]
    expect((await fixture('greeting', { input: people })).output).toBe('Ada (36) and Tim (9)')
    expect(await output({ list, of: 'name', separator: '; ' }, people)).toBe('Ada; Tim')
    expect(await output({ list, separator: ', ', of: 'value' }, { a: 1, b: 2 })).toBe('1, 2')
    expect((await failure({ list, of: 'nmae' }, people)).message).toContain(
      'None of the 2 items has a field "nmae"; they have name, age.',
    )
  })

  test('puts something else before the last one, where there are two', async () => {
    const joined = (items: string[]) => output({ list, separator: ', ', last: ' or ' }, items)
    expect(await Promise.all([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joined))).toEqual([
      '',
      'a',
      'a or b',
      'a, b or c',
    ])
  })

  test('is undone by splitting, where no item holds the separator', async () => {
    const items = fc.array(
      fc.string({ minLength: 1 }).filter((one) => !one.includes('|')),
      { minLength: 1, maxLength: 9 },
    )
    await fc.assert(
      fc.asyncProperty(items, async (texts) => {
        expect(((await output({ list, separator: '|' }, texts)) as string).split('|')).toEqual(texts)
      }),
      { numRuns: 20 },
    )
  })

  test('joins 100,000 items, and says so when the text would be too large', async () => {
    const joined = (await output(
      { list: '{{ input }}', of: 'n', separator: ', ' },
      Array.from({ length: 100_000 }, (_, n) => ({ n })),
    )) as string
    expect(joined.endsWith('99998, 99999')).toBe(true)
    const error = await failure({ list, of: '{{ "x".repeat(100000) }}' }, Array(1000).fill(0))
    expect(error.code).toBe('value.too-large')
  })
})
