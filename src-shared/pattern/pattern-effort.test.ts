import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patternEffort } from './pattern-effort.ts'

/** A pattern of which this test knows the form. */
type Form =
  | { sign: 'a' | 'b' | '.' }
  | { row: Form[] }
  | { either: Form[] }
  | { of: Form; least: number; most: number; lazy: boolean }
  | { ahead: Form; not: boolean }

const { form } = fc.letrec<{ form: Form }>((tie) => ({
  form: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ sign: fc.constantFrom('a' as const, 'b' as const, '.' as const) }),
    fc.record({ row: fc.array(tie('form'), { maxLength: 3 }) }),
    fc.record({ either: fc.array(tie('form'), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      of: tie('form'),
      least: fc.integer({ min: 0, max: 2 }),
      most: fc.constantFrom(2, 3, Number.POSITIVE_INFINITY),
      lazy: fc.boolean(),
    }),
    fc.record({ ahead: tie('form'), not: fc.boolean() }),
  ),
}))

function written(form: Form): string {
  if ('sign' in form) return form.sign
  if ('row' in form) return `(?:${form.row.map(written).join('')})`
  if ('either' in form) return `(${form.either.map(written).join('|')})`
  if ('ahead' in form) return `(?${form.not ? '!' : '='}${written(form.ahead)})`
  const { of, least, most, lazy } = form
  const times = `{${least},${Number.isFinite(most) ? most : ''}}`
  return `(?:${written(of)})${times}${lazy ? '?' : ''}`
}

const ENOUGH = 1_000_000

/** The matcher that ECMAScript describes, which counts the signs it looks at. */
function count(form: Form, text: string): { signs: number; found: boolean } {
  let signs = 0
  const match = (form: Form, at: number, then: (at: number) => boolean): boolean => {
    if (signs > ENOUGH) throw new Error('enough')
    if ('sign' in form) {
      signs++
      return at < text.length && (form.sign === '.' || text[at] === form.sign) && then(at + 1)
    }
    if ('row' in form) {
      const from = (i: number, at: number): boolean =>
        i === form.row.length ? then(at) : match(form.row[i] as Form, at, (next) => from(i + 1, next))
      return from(0, at)
    }
    if ('either' in form) return form.either.some((one) => match(one, at, then))
    if ('ahead' in form) return match(form.ahead, at, () => true) !== form.not && then(at)
    const { of, least, most, lazy } = form
    const again = (times: number, at: number): boolean => {
      const more = () =>
        times < most && match(of, at, (next) => (next > at || times < least) && again(times + 1, next))
      if (times < least) return more()
      return lazy ? then(at) || more() : more() || then(at)
    }
    return again(0, at)
  }
  let found = false
  for (let at = 0; at <= text.length; at++) found = match(form, at, () => true) || found
  return { signs, found }
}

const text = fc.string({ unit: fc.constantFrom('a', 'a', 'a', 'b'), maxLength: 30, size: 'max' })

function holds(form: Form, text: string): void {
  const source = written(form)
  const effort = patternEffort(source, text.length)
  let counted: ReturnType<typeof count>
  try {
    counted = count(form, text)
  } catch {
    expect(effort).toBeGreaterThan(ENOUGH)
    return
  }
  expect(counted.found).toBe(new RegExp(source).test(text))
  expect(counted.signs).toBeLessThanOrEqual(effort)
}

test('no text of that length takes more steps than it says', () => {
  fc.assert(fc.property(form, text, holds), { numRuns: 2000 })
})

test('nor does one that fits in many ways, and then not at all', () => {
  const many = fc.record({
    of: fc.constantFrom<Form>({ sign: 'a' }, { sign: '.' }, { row: [{ sign: 'a' }, { sign: '.' }] }),
    least: fc.integer({ min: 0, max: 2 }),
    most: fc.constantFrom(9, Number.POSITIVE_INFINITY),
    lazy: fc.boolean(),
  })
  const row = fc.array(many, { minLength: 2, maxLength: 4 })
  const length = fc.integer({ min: 40, max: 70 })
  fc.assert(
    fc.property(row, length, (row, n) => holds({ row: [...row, { sign: 'b' }] }, 'a'.repeat(n))),
    {
      numRuns: 60,
    },
  )
})

test.each([
  ['^(a+)+$', 30],
  ['(a|a)*b', 30],
  ['(?:a?b?)+c', 40],
  ['(x+x+)+y', 30],
  ['(.*)*', 50],
  ['a*a*a*a*b', 300],
  ['((a{99}){99}){99}', 10],
  ['(\\w+)\\s\\1+', 3000],
])('what may take long is not called quick: %s', (source, length) => {
  expect(patternEffort(source, length)).toBeGreaterThan(200_000)
})

test.each([
  ['\\d', 1000],
  ['[^\\]()*+]', 1000],
  ['\\s+', 300],
  ['(\\d+)\\.(\\d+)\\.(\\d+)', 13],
  ['(?<name>\\w+)=(?<value>\\w+)', 30],
  ['^\\p{Lu}[\\p{L}-]{1,20}$', 100],
  ['colou?r|gr[ae]y', 1000],
  ['\\(\\d{3}\\) \\d{3}-\\d{4}', 1000],
  ['(?i:a)(?<=b)\\u{61}\\cA', 50],
])('everyday patterns are quick on short texts: %s', (source, length) => {
  expect(() => new RegExp(source, 'u')).not.toThrow()
  expect(patternEffort(source, length)).toBeLessThanOrEqual(200_000)
})

test('whatever is written, an answer comes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab()[]{}?*+|\\^$,19:<>=!-') }),
      fc.nat(200),
      (source, n) => {
        expect(patternEffort(source, n)).toBeGreaterThan(0)
      },
    ),
  )
  expect(patternEffort('a'.repeat(2000), 5)).toBe(Number.POSITIVE_INFINITY)
})
