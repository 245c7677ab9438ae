import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseText } from '#shared/expression'
import {
  type Condition,
  type Literal,
  OPERATORS,
  type Operand,
  standsAlone,
  withOperator,
} from './condition.ts'
import { readCondition } from './read-condition.ts'
import { chosenPart, writeCondition } from './write-condition.ts'

const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.record({ is: fc.constant('text' as const), text: fc.string({ unit: 'binary' }) }),
  fc.record({
    is: fc.constant('number' as const),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
  }),
  fc.record({ is: fc.constant('yes-no' as const), value: fc.boolean() }),
  fc.constant({ is: 'nothing' as const }),
)
const path = fc
  .constantFrom(
    'input',
    'item.name',
    'index',
    'vars.count',
    'blocks["Fetch page"].body.items[0]',
    'input["a b"]',
  )
  .map((code): Operand => ({ is: 'path', code }))
const operand = fc.oneof(path, literal)
const aTest: fc.Arbitrary<Condition> = fc
  .record({
    left: operand,
    operator: fc.constantFrom(...OPERATORS),
    right: operand,
    items: fc.array(literal),
  })
  .map(({ left, operator, right, items }) => ({
    is: 'test',
    left,
    operator,
    right: standsAlone(operator) ? null : operator === 'one-of' ? { is: 'list', items } : right,
  }))
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    aTest,
    fc.record({
      is: fc.constantFrom('all' as const, 'any' as const),
      parts: fc.array(tie('condition'), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({ is: fc.constant('not' as const), part: tie('condition') }),
  ),
}))

const path1: Operand = { is: 'path', code: 'item.name' }

describe('a condition', () => {
  test('reads back as it was written', () => {
    fc.assert(
      fc.property(condition, (built) => {
        const code = writeCondition(built) as string
        expect(readCondition(code)).toEqual(built)
      }),
      { numRuns: 2000 },
    )
  })

  test('is one expression inside its braces, whatever its texts hold', () => {
    fc.assert(
      fc.property(condition, (built) => {
        const code = writeCondition(built) as string
        expect(parseText(`{{ ${code} }}`).single?.source).toBe(code)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['item.kind === "file"', 'item.kind === "file"'],
    ["item.name.endsWith('.pdf')", 'item.name.endsWith(".pdf")'],
    ['(item.size >= 10)', 'item.size >= 10'],
    ['item.a && item.b || item.c', '(item.a && item.b) || item.c'],
    ['/^a+$/.test(item.name)', 'new RegExp("^a+$").test(item.name)'],
    ['!item.done', '!item.done'],
  ])('is read from %s as people write it', (code, canonical) => {
    const read = readCondition(code)
    expect(read && writeCondition(read)).toBe(canonical)
  })

  test.each([
    'item.a == null',
    'item.name.toLowerCase() === "x"',
    'a > 1',
    'item.a ?? true',
    'item.',
    'x; y',
  ])('stays code where it says more than can be built: %s', (code) => {
    expect(readCondition(code)).toBeUndefined()
  })

  test('is not written while a value is still to be chosen', () => {
    const open: Condition = { is: 'test', left: { is: 'path', code: ' ' }, operator: 'empty', right: null }
    expect(writeCondition(open)).toBeUndefined()
    expect(writeCondition({ is: 'all', parts: [open, open] })).toBeUndefined()
    expect(chosenPart({ is: 'not', part: open })).toBeUndefined()
  })

  test('keeps what is chosen while a test beside it is still open', () => {
    const open: Condition = { is: 'test', left: { is: 'path', code: '' }, operator: 'true', right: null }
    const done: Condition = { is: 'test', left: path1, operator: 'true', right: null }
    expect(chosenPart({ is: 'any', parts: [done, { is: 'all', parts: [open, done] }, open] })).toEqual({
      is: 'any',
      parts: [done, done],
    })
    expect(chosenPart({ is: 'all', parts: [done, open] })).toEqual(done)
  })

  test.each([
    ['', true],
    [null, true],
    [undefined, true],
    ['x', false],
    [0, false],
  ])('finds %j empty: %s', (name, empty) => {
    const code = writeCondition({ is: 'test', left: path1, operator: 'empty', right: null })
    expect(new Function('item', `return ${code}`)({ name })).toBe(empty)
  })

  test('keeps its right side when another operator is chosen, where it fits', () => {
    const ends: Condition = { is: 'test', left: path1, operator: 'ends', right: { is: 'text', text: '.pdf' } }
    expect(withOperator(ends, 'begins')).toEqual({ ...ends, operator: 'begins' })
    expect(withOperator(ends, 'one-of')).toMatchObject({
      right: { is: 'list', items: [{ is: 'text', text: '.pdf' }] },
    })
    expect(withOperator(ends, 'empty')).toMatchObject({ right: null })
  })
})
