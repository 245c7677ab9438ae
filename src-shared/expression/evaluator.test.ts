import { afterAll, describe, expect, test } from 'vitest'
import { openEvaluator, readWasm, scopeOf } from '../../tests/support/open-evaluator.ts'
import { KNOWN_NAMES } from './globals.ts'
import { createEvaluator, parseText } from './index.ts'

const evaluator = await openEvaluator()
afterAll(() => evaluator.dispose())

const roots = {
  input: { count: 3, name: 'Ann', none: null, yes: true, items: [{ p: 1 }, { p: 2 }], 'größe ': 7 },
  vars: { key: 'count' },
  blocks: { 'Fetch page': { status: 200, body: 'x' } },
}
const scope = scopeOf(roots)
const evaluate = (text: string) => evaluator.evaluateText(parseText(text), scope)

describe('a text with expressions', () => {
  test.each([
    ['{{ input.count }}', 3],
    ['{{ input.count + 1 }}', 4],
    ['{{ input.items }}', roots.input.items],
    ['{{ input.items.map((x) => x.p * 2) }}', [2, 4]],
    ['{{ input.none }}', null],
    ['{{ input.missing }}', undefined],
    ['{{ [input.missing][0] }}', undefined],
    ['{{ input["größe "] }}', 7],
    ['{{ input["größe "] + 1 }}', 8],
    ['{{ "plain" }}', 'plain'],
    ['{{ -0 }}', -0],
    ['{{ input[vars.key] }}', 3],
    ['{{ blocks["Fetch page"].status === 200 }}', true],
  ])('%s alone keeps the type of its value', (text, value) => {
    expect(evaluate(text)).toEqual(value)
  })

  test.each([
    ['n={{ input.count }}!', 'n=3!'],
    ['{{ input.name }} {{ input.yes }}', 'Ann true'],
    ['[{{ input.none }}{{ input.missing }}]', '[]'],
    ['{{ input.items }} ', '[{"p":1},{"p":2}] '],
    ['{{ ({ a: 1, b: undefined }) }}.', '{"a":1}.'],
    ['{{ 0.1 + 0.2 }} {{ -0 }} {{ 1e21 }}', '0.30000000000000004 0 1e+21'],
    [String.raw`\{{ input }} {{ 1 }}`, '{{ input }} 1'],
  ])('%j is joined to text', (text, value) => {
    expect(evaluate(text)).toBe(value)
  })
})

test('every name that the sandbox knows is known to the check of a text, and no other is', () => {
  const here = evaluate('{{ Object.getOwnPropertyNames(globalThis) }}') as string[]
  const unknown = (name: string) => (parseText(`{{ ${name} }}`).single?.plan.unknown ?? []).length > 0
  expect(here.length).toBeGreaterThan(50)
  expect(here.filter(unknown)).toEqual([])
  const roots = ['input', 'trigger', 'blocks', 'vars', 'item', 'index', 'run', 'secrets', 'env', 'arguments']
  expect([...KNOWN_NAMES].filter((name) => !here.includes(name) && !roots.includes(name))).toEqual([])
})

describe('JavaScript in an expression', () => {
  test.each([
    ['{{ input.a?.b ?? "none" }}', 'none'],
    ['{{ input.none && input.none.x }}', null],
    ['{{ input.missing ? input.missing.a.b : "no" }}', 'no'],
    ['{{ input?.items.length > 1 }}', true],
    ['{{ typeof(input) + typeof(item) }}', 'objectundefined'],
    ['{{ ({ input, n: input.count }).input.name }}', 'Ann'],
    ['{{ (input => input + 1)(input.count) }}', 4],
    ['{{ (({ input = 5 }) => input)({}) }}', 5],
    ['{{ input.items.length + "" + input.items[1].p }}', '22'],
    ['{{ input.name?.toUpperCase() }}', 'ANN'],
    ['{{ input.missing?.toUpperCase() }}', undefined],
    ['{{ (input?.missing)?.x.y.z }}', undefined],
    ['{{ input.toString() }}', '[object Object]'],
    ['{{ "count" in input && !("zip" in input) }}', true],
    ['{{ Object.keys({ ...input }).length }}', 6],
    ['{{ ((a, ...rest) => rest)(1, input.count) }}', [3]],
    ['{{ `\u0024{input.name}-\u0024{input.count}` }}', 'Ann-3'],
    ['{{ /(?<first>A)/.exec(input.name).groups.first }}', 'A'],
    ['{{ input.count // a note }}', 3],
    ['{{ [3, 1, 2].sort() }}', [1, 2, 3]],
    ['{{ Object.assign({}, { constructor: 1, toString: 2 }) }}', { constructor: 1, toString: 2 }],
    ['{{ new (class { a = input.count })() }}', { a: 3 }],
    ['{{ [..."añ😀"].length + encodeURIComponent("ñ") }}', '3%C3%B1'],
  ])('%s works', (text, value) => {
    expect(evaluate(text)).toEqual(value)
  })

  test('changes copies only: the value outside stays as it is', () => {
    const before = structuredClone(roots)
    expect(evaluate('{{ (() => { input.count = 9; input.items.push(1); return input.count })() }}')).toBe(9)
    expect(evaluate('{{ (input.items[0].p = 5) + input.items[0].p }}')).toBe(10)
    expect(evaluate('{{ input.items.sort((a, b) => b.p - a.p)[0].p * 10 + input.items[0].p }}')).toBe(22)
    expect(evaluate('{{ delete input.count && input.count === undefined }}')).toBe(true)
    expect(evaluate('{{ (input = 7) + input }}')).toBe(14)
    expect(evaluate('{{ ([input.count] = [8]) && input.count }}')).toBe(8)
    expect(roots).toEqual(before)
  })

  test('carries any text unchanged both ways', () => {
    const odd = 'nul\0 half \ud800 whole 😀 \ufffd \u2028 \x01'
    const at = scopeOf({ input: { odd, list: [odd], long: odd.repeat(2000) } })
    const run = (text: string) => evaluator.evaluateText(parseText(text), at)
    expect(run('{{ input.odd + "" }}')).toBe(odd)
    expect(run('{{ [...input.list] }}')).toEqual([odd])
    expect(run('{{ input.long.slice(0) }}')).toBe(odd.repeat(2000))
    expect(run('{{ "" + "" }}')).toBe('')
  })

  test('takes a large input', () => {
    const input = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `name ${id}` }))
    const run = evaluator.evaluateText(
      parseText('{{ input.at(-1).name + input.length }}'),
      scopeOf({ input }),
    )
    expect(run).toBe('name 1999920000')
  })

  test('is asked only for the roots that it names', () => {
    const asked: string[] = []
    const watching = { ...scope, root: (name: string) => asked.push(name) && { a: { b: 1 } } }
    evaluator.evaluateText(parseText('{{ input.a.b + vars.a.b }} {{ item.a }}'), watching)
    expect([...new Set(asked)]).toEqual(['input', 'vars', 'item'])
  })
})

describe('values that are not JSON', () => {
  test.each([
    ['{{ now() }}', '2026-11-23T23:30:00.000Z'],
    ['{{ [new Date(0), undefined] }}', ['1970-01-01T00:00:00.000Z', null]],
    ['{{ ({ at: new Date(0), gone: undefined }) }}', { at: '1970-01-01T00:00:00.000Z' }],
    ['{{ Object.create(null) }}', {}],
  ])('%s is written as JSON has it', (text, value) => {
    expect(evaluate(text)).toEqual(value)
  })

  test.each([
    ['{{ 0 / 0 }}', /NaN/],
    ['{{ 1 / 0 }}', /Infinity/],
    ['{{ 10n }}', /BigInt/],
    ['{{ () => 1 }}', /a function/],
    ['{{ Symbol() }}', /a symbol/],
    ['{{ new Map() }}', /a Map/],
    ['{{ new Uint8Array(2) }}', /Uint8Array/],
    ['{{ /a/ }}', /a RegExp/],
    ['{{ new Error("x") }}', /an Error/],
    ['{{ Promise.resolve(1) }}', /a Promise/],
    ['{{ new Date(NaN) }}', /an invalid date/],
    ['{{ ({ a: [1, { "b c": NaN }] }) }}', /NaN at \.a\[1\]\["b c"\]/],
    ['{{ [input.name.trim] }}', /a function at \[0\]/],
    ['{{ (() => { const a = {}; a.b = [a]; return a })() }}', /holds itself/],
    ['{{ Array(500).fill(0).reduce((a) => [a], 1) }}', /more than 400 deep/],
  ])('%s is refused', (text, words) => {
    expect(() => evaluate(text)).toThrow(expect.objectContaining({ code: 'expression.not-json' }))
    expect(() => evaluate(text)).toThrow(words)
  })

  test('one object used twice is no circle', () => {
    expect(evaluate('{{ (() => { const a = { n: 1 }; return [a, a, { a }] })() }}')).toEqual([
      { n: 1 },
      { n: 1 },
      { a: { n: 1 } },
    ])
  })
})

describe('helpers', () => {
  test.each([
    ['{{ formatDate(now(), "yyyy-MM-dd HH:mm") }}', '2026-11-24 00:30'],
    ['{{ formatDate(now(), "d LLLL yyyy, cccc", "America/New_York") }}', '23 November 2026, Monday'],
    ['{{ formatDate("2026-07-01T10:00", "HH:mm ZZ") }}', '10:00 +02:00'],
    ['{{ formatDate(0, "yyyy", "utc") }}', '1970'],
    ['{{ today() }}', '2026-11-23T23:00:00.000Z'],
    ['{{ parseDate("2026-01-02").getTime() }}', Date.UTC(2026, 0, 1, 23)],
    ['{{ parseDate("02.01.2026 10:00", "dd.MM.yyyy HH:mm") }}', '2026-01-02T09:00:00.000Z'],
    ['{{ parseDate("2026-01-02T10:00:00+05:00") }}', '2026-01-02T05:00:00.000Z'],
    ['{{ addTime(now(), "3d") }}', '2026-11-26T23:30:00.000Z'],
    ['{{ addTime("2026-01-01T00:00:00Z", "-90m") }}', '2025-12-31T22:30:00.000Z'],
    ['{{ uuid() }}', '00000000-0000-4000-8000-000000000001'],
    ['{{ random() + Math.random() }}', 0.5],
    ['{{ Date.now() - now().getTime() }}', 0],
    [
      '{{ new Date(2026, 6, 1).getHours() + new Date(2026, 6, 1).toISOString() }}',
      '02026-06-30T22:00:00.000Z',
    ],
    ['{{ new Date("2026-01-01T00:00").toString() }}', 'Thu Jan 01 2026 00:00:00 GMT+0100'],
  ])('%s', (text, value) => {
    expect(evaluate(text)).toBe(value)
  })

  test.each([
    ['{{ formatDate("soon", "yyyy") }}', /"soon" is not a date/],
    ['{{ formatDate(now(), "yyyy", "Mars/Olympus") }}', /not a time zone/],
    ['{{ formatDate(now()) }}', /pattern must be a text/],
    ['{{ parseDate("x", "yyyy") }}', /not a date of the form yyyy/],
    ['{{ addTime(now(), "3 moons") }}', /not a length of time/],
    ['{{ addTime({}, "3d") }}', /not a date/],
  ])('%s says what is wrong', (text, words) => {
    expect(() => evaluate(text)).toThrow(words)
  })
})

describe('an expression that fails', () => {
  test.each([
    ['{{ input.missing.map(x => x) }}', '`input.missing` is undefined here', ['input', 'missing']],
    ['{{ input.none.a.b + 1 }}', '`input.none` is null here', ['input', 'none']],
    ['{{ item.name + 1 }}', '`item` is undefined here', ['item']],
    ['{{ blocks["No such"].x + 1 }}', '`blocks["No such"]` is undefined here', ['blocks', 'No such']],
    ['{{ input.name.map() }}', '`input.name` is a text here', ['input', 'name', 'map']],
    ['{{ input.items.trim() }}', '`input.items` is a list here', ['input', 'items', 'trim']],
    ['{{ Ann + 1 }}', '`Ann` is not known here', undefined],
    ['{{ input.items.map(x => x.q.r) }}', 'Something is undefined here', undefined],
    ['{{ (() => { throw new Error("my reason") })() }}', 'my reason', undefined],
    ['{{ (() => { throw { a: 1 } })() }}', '{"a":1}', undefined],
  ])('%s says in plain words why', (text, words, path) => {
    try {
      evaluate(`x ${text}`)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ name: 'AppError', code: 'expression.failed' })
      const { message, details, fix } = error as Error & { details: Record<string, unknown>; fix: string }
      expect(message).toContain(words)
      expect(fix).toBeTruthy()
      expect(details).toMatchObject({ expression: text.slice(3, -3), start: 2, end: text.length + 2 })
      expect(details.path).toEqual(path)
    }
  })
})

describe('loading the sandbox', () => {
  test('is not needed for paths and literals, and asked for before anything else', async () => {
    let loaded = 0
    const lazy = await createEvaluator({
      loadWasm: () => {
        loaded++
        return readWasm()
      },
      deadline: () => performance.now(),
    })
    const config = { a: '{{ input.name }}', b: [{ c: 'x {{ input.items[0].p }} {{ 5 }}' }] }
    expect(lazy.needsSandbox(config)).toBe(false)
    expect(lazy.evaluateConfig(config, scope)).toEqual({ a: 'Ann', b: [{ c: 'x 1 5' }] })
    expect(loaded).toBe(0)

    const more = { a: '{{ input.count + 1 }}' }
    expect(lazy.needsSandbox(more)).toBe(true)
    expect(lazy.needsSandbox(more, { raw: new Set(['a']) })).toBe(false)
    expect(lazy.needsSandbox(parseText(more.a))).toBe(true)
    expect(() => lazy.evaluateConfig(more, scope)).toThrow(/await ready\(\)/)
    await Promise.all([lazy.ready(), lazy.ready()])
    expect(lazy.evaluateConfig(more, scope)).toEqual({ a: 4 })
    expect(loaded).toBe(1)
    lazy.dispose()
    expect(() => lazy.evaluateConfig(more, scope)).toThrow(/await ready\(\)/)
  })

  test('can be tried again after it failed', async () => {
    let works = false
    const evaluator = await createEvaluator({
      loadWasm: async () => {
        if (!works) throw new Error('no file')
        return readWasm()
      },
      deadline: () => performance.now(),
    })
    await expect(evaluator.ready()).rejects.toThrow('no file')
    works = true
    await evaluator.ready()
    expect(evaluator.evaluateText(parseText('{{ 1 + 1 }}'), scope)).toBe(2)
  })

  test('takes a compiled module as well as bytes', async () => {
    const module = await WebAssembly.compile((await readWasm()) as BufferSource)
    const evaluator = await openEvaluator({ loadWasm: async () => module })
    expect(evaluator.evaluateText(parseText('{{ 1 + 1 }}'), scope)).toBe(2)
  })
})
