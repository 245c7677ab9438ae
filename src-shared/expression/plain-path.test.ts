import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { AppError } from '#shared/error'
import { openEvaluator, scopeOf } from '../../tests/support/open-evaluator.ts'
import { type Expression, parseText } from './index.ts'

const evaluator = await openEvaluator()
afterAll(() => evaluator.dispose())

const names = fc.constantFrom(
  'a',
  'b',
  'größe',
  'first name',
  '0',
  'length',
  '__proto__',
  'constructor',
  'toString',
)
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  // no negative zero: it does not travel between blocks
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0),
  fc.boolean(),
  fc.constant(null),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(names, tie('value')), { maxLength: 4 })
      .map((entries) =>
        JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`),
      ),
  ),
}))
const step = fc.oneof(
  fc.constantFrom('.a', '.b', '.größe', '.length', '?.a', '?.length', '?.[0]'),
  names.map((name) => `[${JSON.stringify(name)}]`),
  fc.nat({ max: 3 }).map((index) => `[${index}]`),
)

/** The same path, made so that only the sandbox can answer it. */
const inSandbox = (path: string) => `{{ [${path}][0] }}`

describe('the fast way of plain paths', () => {
  test('gives what the sandbox gives, but for nothing and prototypes', () => {
    let compared = 0
    fc.assert(
      fc.property(value, fc.array(step, { maxLength: 4 }), (input, steps) => {
        const path = `input${steps.join('')}`
        const scope = scopeOf({ input })
        const template = parseText(`{{ ${path} }}`)
        expect(template.single?.path).not.toBeNull()
        const fast = evaluator.evaluateText(template, scope)
        const slow = trySandbox(path, scope)
        if (slow === 'through nothing') expect(fast).toBeUndefined()
        else if (readsPrototype(input, template.single as Expression)) expect(fast).toBeUndefined()
        else {
          expect(fast).toEqual(slow)
          compared++
        }
      }),
      { numRuns: 1500 },
    )
    expect(compared).toBeGreaterThan(300)
  })

  const trySandbox = (path: string, scope: ReturnType<typeof scopeOf>) => {
    try {
      return evaluator.evaluateText(parseText(inSandbox(path)), scope)
    } catch (error) {
      const { code, message } = error as AppError
      if (code === 'expression.failed' && message.includes('cannot be read')) return 'through nothing'
      if (code === 'expression.not-json') return 'a prototype'
      throw error
    }
  }

  /** Whether a key on the way is not the value's own though it has it. */
  const readsPrototype = (input: unknown, { path }: Expression): boolean => {
    let value = input
    for (const key of (path ?? []).slice(1)) {
      if (value === undefined || value === null) return false
      const owner = Object(value)
      if (!Object.hasOwn(owner, key)) return key in owner
      value = owner[key]
    }
    return false
  }

  test.each([
    'input.__proto__',
    'input.constructor',
    'input.list.map',
    'input.text.trim',
    'input.number.toFixed',
    'input.list.constructor.constructor',
    'input["hasOwnProperty"]',
  ])('%s reaches no prototype', (path) => {
    const scope = scopeOf({ input: { list: [1], text: 'x', number: 1 } })
    expect(evaluator.evaluateText(parseText(`{{ ${path} }}`), scope)).toBeUndefined()
  })

  test('reads own keys with those names, lengths and letters', () => {
    const input = JSON.parse(
      '{"__proto__": 1, "constructor": {"length": 2}, "text": "añ", "list": [1, null]}',
    )
    const read = (path: string) => evaluator.evaluateText(parseText(`{{ ${path} }}`), scopeOf({ input }))
    expect(read('input.__proto__')).toBe(1)
    expect(read('input.constructor.length')).toBe(2)
    expect(read('input.text.length')).toBe(2)
    expect(read('input.text[1]')).toBe('ñ')
    expect(read('input.list.length')).toBe(2)
    expect(read('input.list[7]')).toBeUndefined()
    expect(read('input.list[1].x')).toBeUndefined()
  })
})

describe('the short way into the sandbox', () => {
  test('gives what passing whole roots gives', () => {
    const use = fc
      .tuple(fc.constantFrom('input', 'vars'), fc.array(step, { maxLength: 3 }))
      .map(([root, steps]) => root + steps.join(''))
    const shape = fc.constantFrom(
      (a: string, b: string) => `[${a}, ${b}, ${a}]`,
      (a: string, b: string) => `typeof(${a}) + (${b} ?? "none")`,
      (a: string, b: string) => `${a} ? ${b} : ({ x: ${a} })`,
      (a: string, b: string) => `[${a}].concat(${b}).map((x) => [x, typeof ${b}])`,
      (a: string, b: string) => `((p) => { try { ${a} = 5 } catch {} return [p, ${a}, ${b}] })(${b})`,
    )
    fc.assert(
      fc.property(value, value, use, use, shape, (input, vars, a, b, make) => {
        fc.pre(!/\?\./.test(a) || !make('A', 'B').includes('A = 5'))
        const code = make(a, b)
        const scope = scopeOf({ input, vars })
        // a function that gives a root's name to something else makes it pass whole roots
        const whole = `((input, vars) => (${code}))(input, vars)`
        expect(outcome(`{{ ${code} }}`, scope)).toEqual(outcome(`{{ ${whole} }}`, scope))
      }),
      { numRuns: 1500 },
    )
  })

  const outcome = (text: string, scope: ReturnType<typeof scopeOf>) => {
    try {
      return { value: evaluator.evaluateText(parseText(text), scope) }
    } catch (error) {
      return { code: (error as AppError).code }
    }
  }
})
