import { describe, expect, test } from 'vitest'
import type { AppError } from '#shared/error'
import { type Expression, parseText } from './index.ts'

const sources = (text: string) =>
  parseText(text).parts.map((part) => (typeof part === 'string' ? part : [part.source]))

function problemOf(text: string): AppError {
  try {
    parseText(text)
  } catch (error) {
    return error as AppError
  }
  throw new Error(`${text} was taken`)
}

const expressionOf = (text: string) => parseText(text).single as Expression

describe('finding expressions in a text', () => {
  test('splits a text into plain pieces and expressions', () => {
    expect(sources('a {{ input.b }} c {{1}}')).toEqual(['a ', ['input.b'], ' c ', ['1']])
    expect(parseText('').parts).toEqual([''])
    expect(parseText('{ not } }} this').constant).toBe(true)
  })

  test('calls a text single only when it is exactly one expression', () => {
    expect(parseText('{{ input }}').single).not.toBeNull()
    expect(parseText(' {{ input }}').single).toBeNull()
    expect(parseText('{{ input }}{{ input }}').single).toBeNull()
  })

  test('keeps the place of each expression, braces included', () => {
    const [, expression] = parseText('ab{{ input.c }}d').parts as [string, Expression, string]
    expect([expression.start, expression.end]).toEqual([2, 15])
  })

  test.each([
    ['a text', '{{ "}}" + input }}', '"}}" + input'],
    ['a text with an escaped quote', String.raw`{{ "\"}}" }}`, String.raw`"\"}}"`],
    ['nested objects', '{{ {a:{b:{}}} }}', '{a:{b:{}}}'],
    ['objects without blanks', '{{{a:{}}}}', '{a:{}}'],
    ['a template text', '{{ `}}\u0024{ {a:{b:1}}.a.b }}}` }}', '`}}\u0024{ {a:{b:1}}.a.b }}}`'],
    ['a regular expression', '{{ /a{2}}}/.test(input) }}', '/a{2}}}/.test(input)'],
    ['a block comment', '{{ input /* }} */ + 1 }}', 'input /* }} */ + 1'],
    ['a function body', '{{ (() => { if (1) {{}} return 1 })() }}', '(() => { if (1) {{}} return 1 })()'],
    ['brackets around', '{{ (input.a) }}', '(input.a)'],
    ['two expressions with a comma', '{{ 1, 2 }}', '1, 2'],
  ])('takes braces inside %s for a part of the expression', (_, text, source) => {
    expect(sources(text)).toEqual([[source]])
  })

  test('ends at the first braces that leave something that parses, in a line comment too', () => {
    expect(sources("{{ input // don't }} and \n + 1 }}")).toEqual([["input // don't"], ' and \n + 1 }}'])
    expect(sources('{{ input // one\n + 1 }}')).toEqual([['input // one\n + 1']])
  })

  test('takes a backslash before the braces as: leave them alone', () => {
    expect(sources(String.raw`\{{ a }} {{ 1 }} \{{`)).toEqual(['{{ a }} ', ['1'], ' {{'])
    expect(sources(String.raw`a\b {{ 1 }}`)).toEqual([String.raw`a\b `, ['1']])
  })

  test('reads a long text with thousands of expressions', () => {
    const text = 'some words {{ input.a }} and }} braces {{ input.b + 1 }}\n'.repeat(2000)
    expect(text.length).toBeGreaterThan(100_000)
    expect(parseText(text).parts.filter((part) => typeof part === 'object')).toHaveLength(4000)
  })
})

describe('what an expression reads', () => {
  test.each([
    ['{{ input }}', ['input']],
    ['{{ input.user.name }}', ['input', 'user', 'name']],
    ['{{ (input.user)["first name"][0] }}', ['input', 'user', 'first name', 0]],
    ['{{ input?.user?.[0]?.größe }}', ['input', 'user', 0, 'größe']],
    ['{{ blocks["Fetch page"].status }}', ['blocks', 'Fetch page', 'status']],
  ])('%s is a plain path', (text, path) => {
    expect(expressionOf(text).path).toEqual(path)
  })

  test.each([
    '{{ input.a + 1 }}',
    '{{ input[vars.a] }}',
    '{{ input.trim() }}',
    '{{ !input }}',
    '{{ other.a }}',
    '{{ delete input.a }}',
    '{{ input.a = 1 }}',
    '{{ `\u0024{input}` }}',
    '{{ [input] }}',
  ])('%s is not', (text) => {
    expect(expressionOf(text).path).toBeNull()
  })

  test.each([
    [
      '{{ input.a + input.b.c }}',
      [
        ['input', 'a'],
        ['input', 'b', 'c'],
      ],
    ],
    ['{{ input.list.map(x => x.y) }}', [['input', 'list']]],
    ['{{ input.list.length + input.list.map(String) }}', [['input', 'list']]],
    ['{{ input[vars.key] }}', [['input'], ['vars', 'key']]],
    ['{{ input.a.b = 1 }}', [['input', 'a']]],
    ['{{ ({ input: 1, run }) }}', [['run']]],
    ['{{ (x => x.a)(vars.b) }}', [['vars', 'b']]],
    ['{{ input?.a.b.trim() }}', [['input']]],
    ['{{ input.a?.b ?? 1 }}', [['input', 'a', 'b']]],
    ['{{ x.input + "secrets.a" }}', []],
  ])('%s reads no more than it names', (text, paths) => {
    expect(expressionOf(text).paths).toEqual(paths)
  })
})

describe('an expression that cannot be read', () => {
  test.each([
    ['{{}}', 0, /nothing between/],
    ['ab {{   }}', 3, /nothing between/],
    ['{{ input', 0, /not closed/],
    ['x {{ {a: 1 }', 2, /not closed/],
    ['{{ a b }}', 5, /"b" is not expected/],
    ['{{ a } }}', 5, /"}" is not expected/],
    ['{{ const a = 1 }}', 3, /not expected/],
    ['{{ "open }}', 3, /Unterminated/],
    ['{{ input.a +\n }}', 14, /in line 2/],
    ['{{ await input }}', 3, /./],
    ['{{ (async () => 1)() }}', 4, /cannot wait/],
    ['{{ import("fs") }}', 3, /cannot import/],
    ['{{ import.meta }}', 3, /cannot import/],
    ['{{ 1 <!--input.a }}', 5, /comments/],
    ['{{ with }}', 3, /./],
    ['{{ 010 }}', 3, /./],
  ])('%j says where and why', (text, position, words) => {
    const problem = problemOf(text)
    expect(problem.code).toBe('expression.syntax')
    expect(problem.message).toMatch(words)
    expect(problem.details.position).toBe(position)
    expect(problem.fix).toBeTruthy()
  })

  test('is refused, not crashed on, when it is nested too deeply', () => {
    const deep = `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`
    expect(problemOf(deep).message).toMatch(/too deeply/)
    expect(problemOf(`{{ input${' + input.a'.repeat(50_000)} }}`).message).toMatch(/too deeply/)
  })

  test('is refused at every place where it is cut short', () => {
    const text = '{{ input.list.filter((x) => x.name === `}}` && /a}/.test(x)).map((x) => ({ ...x })) }}'
    for (let length = 2; length < text.length; length++)
      expect(problemOf(text.slice(0, length)).code).toBe('expression.syntax')
  })
})
