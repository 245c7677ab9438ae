import { afterAll, describe, expect, test } from 'vitest'
import { openEvaluator, scopeOf } from '../../tests/support/open-evaluator.ts'
import { parseText } from './index.ts'

const evaluator = await openEvaluator()
afterAll(() => evaluator.dispose())
const scope = scopeOf({ input: { a: 1, secret: 'canary', list: [1] } })
const evaluate = (text: string) => evaluator.evaluateText(parseText(text), scope)

function codeOf(text: string): string {
  try {
    return `value ${JSON.stringify(evaluate(text))}`
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

describe('what an expression can reach', () => {
  test.each([
    'process',
    'require',
    'module',
    'fetch',
    'window',
    'document',
    'console',
    'setTimeout',
    'WebAssembly',
    'Deno',
    'navigator',
    'XMLHttpRequest',
    'eval',
    'Proxy',
    'SharedArrayBuffer',
    'Atomics',
    'WeakRef',
  ])('%s is not there', (name) => {
    expect(evaluate(`{{ typeof ${name} + typeof globalThis["${name}"] }}`)).toBe('undefinedundefined')
  })

  test('every way to make functions ends in the sandbox', () => {
    const inside = 'typeof process + typeof require + typeof globalThis.fetch'
    for (const maker of [
      'Function',
      '[].constructor.constructor',
      'input.constructor.constructor',
      '(() => 1).constructor',
      '(function* () {}).constructor.prototype.constructor.constructor',
      'formatDate.constructor',
      'now().constructor.constructor',
      'Math.random.constructor',
    ])
      expect(evaluate(`{{ ${maker}("return ${inside}")() }}`)).toMatch(/^(undefined){3}$/)
  })

  test('only what it names is there: no other root, not even by a made function', () => {
    expect(codeOf('{{ Function("return secrets")() }}')).toBe('expression.failed')
    expect(codeOf('{{ Function("return input")() }}')).toBe('expression.failed')
    expect(evaluate('{{ JSON.stringify([this, ...Object.keys(globalThis)]) }}')).toBe('[null]')
    expect(
      evaluate('{{ [input.a, Object.getOwnPropertyNames(Function("return this")()).includes("input")] }}'),
    ).toEqual([1, false])
  })
})

describe('what an expression can leave behind', () => {
  test.each([
    ['Object.prototype.leak = 1', '({}).leak'],
    ['Array.prototype.map = () => 7', '[1].map(x => x)'],
    ['globalThis.leak = 1', 'typeof leak'],
    ['Function("leak = 1; var other = 2")()', 'typeof leak'],
    ['now.leak = 1', 'now.leak'],
    ['JSON.stringify = () => 7', '({ a: 1 })'],
    ['Math.leak = 1', 'Math.leak'],
    ['Object.setPrototypeOf(Object.prototype, { leak: 1 })', '({}).leak'],
    ['({}).__proto__.leak = 1', '({}).leak'],
    ['Error.prototype.name = "leak"', 'new Error().name'],
    ['(function* () {}).constructor.prototype.leak = 1', '(function* () {}).leak'],
    ['[].values().__proto__.next = () => ({ done: true })', '[...[1, 2]]'],
    ['Object.defineProperty(Date.prototype, "toJSON", { value: () => 7 })', '[new Date(0)]'],
    ['/a/.constructor.prototype.exec = () => 7', '/a/.test("b")'],
    ['Symbol.prototype.leak = 1', 'Symbol.iterator.leak'],
  ])('not by %s', (attack, look) => {
    const before = codeOf(`{{ ${look} }}`)
    codeOf(`{{ ${attack} }}`)
    codeOf(`{{ (() => { try { ${attack} } catch {} return 1 })() }}`)
    expect(codeOf(`{{ ${look} }}`)).toBe(before)
  })

  test('not through functions that are kept: each call starts anew', () => {
    const text = '{{ (() => { input.list.push(2); return input.list.length })() }}'
    expect([evaluate(text), evaluate(text)]).toEqual([2, 2])
    const regex = '{{ /a/g.test("a") }}'
    expect([evaluate(regex), evaluate(regex)]).toEqual([true, true])
  })

  test('not by promises: what waits is dropped', () => {
    expect(evaluate('{{ Promise.resolve().then(() => { throw 1 }) && 5 }}')).toBe(5)
    expect(evaluate('{{ 1 + 1 }}')).toBe(2)
  })

  test('a broken prototype of the host stays out', () => {
    const text = '{{ (() => { const o = JSON.parse(\'{"__proto__": {"polluted": 1}}\'); return o })() }}'
    const value = evaluate(text) as Record<string, unknown>
    expect(Object.hasOwn(value, '__proto__')).toBe(true)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('what an expression can use up', () => {
  test.each([
    ['for ever', '{{ (() => { for (;;); })() }}', 'expression.timeout'],
    ['for ever, catching', '{{ (() => { for (;;) try { for (;;); } catch {} })() }}', 'expression.timeout'],
    ['a runaway pattern', '{{ /^(a|aa)+$/.test("a".repeat(60) + "b") }}', 'expression.timeout'],
    ['a getter of the result', '{{ ({ get a() { for (;;); } }) }}', 'expression.timeout'],
    [
      'a long list of nothing',
      '{{ (() => { const a = []; a.length = 4e9; return a })() }}',
      'expression.timeout',
    ],
    [
      'a message',
      '{{ (() => { throw Object.defineProperty(new Error(), "message", { get() { for (;;); } }) })() }}',
      'expression.timeout',
    ],
    [
      'memory',
      '{{ (() => { const a = []; for (;;) a.push("x".repeat(1e6) + a.length) })() }}',
      'expression.memory',
    ],
    ['memory at once', '{{ "x".repeat(2 ** 29) + "" }}', 'expression.memory'],
    ['itself', '{{ (function f(n) { return f(n + 1) + 1 })(0) }}', 'expression.memory'],
    [
      'itself by a getter',
      '{{ (() => { const o = { get x() { return this.x } }; return o.x })() }}',
      'expression.memory',
    ],
    ['deep JSON', '{{ JSON.parse("[".repeat(1e6)) }}', 'expression.memory'],
    ['deep source', '{{ Function("return " + "[".repeat(1e5) + "]".repeat(1e5))() }}', 'expression.memory'],
    [
      'deep text',
      '{{ (() => { let a = []; for (let i = 0; i < 5e3; i++) a = [a]; return String(a) })() }}',
      'expression.memory',
    ],
    ['a made-up length', '{{ Array.prototype.indexOf.call({ length: 9e15 }, 1) }}', 'expression.failed'],
    ['a moving length', '{{ [].includes.call({ get length() { return 9e15 } }, 1) }}', 'expression.failed'],
    [
      'a sparse list',
      '{{ (() => { const a = []; a.length = 4e9; return a.indexOf(1) })() }}',
      'expression.failed',
    ],
    [
      'a sparse list joined',
      '{{ (() => { const a = []; a.length = 4e9; return [1].concat(a).length })() }}',
      'expression.failed',
    ],
    [
      'a long iterator',
      '{{ (() => { const a = []; a.length = 4e6; return a.values().drop(1e15).next() })() }}',
      'expression.failed',
    ],
  ])('not %s: it is stopped, and the next one runs', (_, text, code) => {
    const kept = parseText('{{ input.a + 1 }}')
    expect(evaluator.evaluateText(kept, scope)).toBe(2)
    expect(codeOf(text)).toBe(code)
    expect(codeOf(text)).toBe(code)
    expect(evaluator.evaluateText(kept, scope)).toBe(2)
  })

  test('deep recursion from deep inside the host is stopped too', () => {
    const from = (depth: number): string =>
      depth > 0 ? from(depth - 1) : codeOf('{{ (function f(n) { return JSON.stringify([f(n + 1)]) })(0) }}')
    for (const depth of [100, 1000, 4000]) expect(from(depth)).toBe('expression.memory')
    expect(evaluate('{{ 1 + 1 }}')).toBe(2)
  })

  test('recursion of a few hundred calls is fine', () => {
    expect(evaluate('{{ (function f(n) { return n ? f(n - 1) + 1 : 0 })(400) }}')).toBe(400)
  })

  test('an input too deep or too large for it is said, not crashed on', () => {
    let deep: unknown = 1
    for (let i = 0; i < 20_000; i++) deep = [deep]
    const large = { input: Array.from({ length: 40 }, () => 'x'.repeat(2_000_000)), vars: deep }
    const at = scopeOf(large)
    for (const text of ['{{ input.slice(1).length }}', '{{ vars.slice(1) }}'])
      expect(() => evaluator.evaluateText(parseText(text), at)).toThrow(
        expect.objectContaining({ code: 'expression.memory' }),
      )
    expect(evaluator.evaluateText(parseText('{{ vars }}'), at)).toBe(deep)
    expect(evaluate('{{ 1 + 1 }}')).toBe(2)
  })

  test('its limits are those that it was given, on the clock that it was given', async () => {
    let ms = 0
    const slow = await openEvaluator({
      timeMs: 1000,
      memoryBytes: 4 * 1024 * 1024,
      deadline: () => (ms += 100),
    })
    ms = 0
    expect(() => slow.evaluateText(parseText('{{ (() => { for (;;); })() }}'), scope)).toThrow(
      /longer than 1000 ms/,
    )
    expect(ms).toBe(1200)
    expect(() => slow.evaluateText(parseText('{{ "x".repeat(5e6) + "" }}'), scope)).toThrow(/more than 4 MB/)
    slow.dispose()
  })

  test('a pause of the whole machine is not held against a short expression', async () => {
    let ms = 0
    const jumpy = await openEvaluator({ deadline: () => (ms += 10_000) })
    const template = parseText('{{ input.list.concat(Array(20).fill(0)).map((x) => x + 1).length }}')
    for (let i = 0; i < 5000; i++) expect(jumpy.evaluateText(template, scope)).toBe(21)
    expect(ms).toBeGreaterThan(0)
    jumpy.dispose()
  })

  test('memory is given back after each evaluation', () => {
    for (let i = 0; i < 100; i++) expect(evaluate(`{{ "x".repeat(1e6).length + ${i} }}`)).toBe(1e6 + i)
    for (let i = 0; i < 100; i++) codeOf('{{ (() => { throw new Error("x".repeat(1e6)) })() }}')
    for (let i = 0; i < 100; i++) codeOf('{{ "x".repeat(1e6) + NaN + input.zip.zap }}')
    expect(evaluate('{{ 1 + 1 }}')).toBe(2)
  })

  test('more expressions than are kept compiled still run', () => {
    for (let i = 0; i < 4500; i++) expect(evaluate(`{{ input.a + ${i} }}`)).toBe(1 + i)
    expect(evaluate('{{ input.a + 0 }}')).toBe(1)
  })
})
