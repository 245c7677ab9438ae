import { afterAll, describe, expect, test } from 'vitest'
import { openEvaluator, scopeOf } from '../../tests/support/open-evaluator.ts'
import { compileConfig } from './index.ts'

const evaluator = await openEvaluator()
afterAll(() => evaluator.dispose())
const scope = scopeOf({ input: { a: 1, list: [1, 2] } })

describe('a config with expressions', () => {
  test('is evaluated at any depth, values and never keys', () => {
    const config = {
      url: 'https://example.org/{{ input.a }}',
      headers: [{ name: 'x', value: '{{ input.list }}' }],
      '{{ key }}': { deep: { er: ['{{ input.a + 1 }}', 5, null, true] } },
    }
    expect(evaluator.evaluateConfig(config, scope)).toEqual({
      url: 'https://example.org/1',
      headers: [{ name: 'x', value: [1, 2] }],
      '{{ key }}': { deep: { er: [2, 5, null, true] } },
    })
    expect(config.headers[0]?.value).toBe('{{ input.list }}')
  })

  test('loses fields that come out undefined, and holds null for them in lists', () => {
    const config = { a: '{{ input.zip }}', b: ['{{ input.zip }}'], c: { d: '{{ [].zip }}' } }
    const made = evaluator.evaluateConfig(config, scope)
    expect(made).toEqual({ b: [null], c: {} })
    expect(Object.keys(made as object)).toEqual(['b', 'c'])
  })

  test('leaves raw fields alone, whatever stands in them', () => {
    const config = {
      code: 'return {{ not an expression',
      a: '{{ input.a }}',
      inner: { code: '{{ input.a }}' },
    }
    expect(evaluator.evaluateConfig(config, scope, { raw: new Set(['code']) })).toEqual({
      code: 'return {{ not an expression',
      a: 1,
      inner: { code: 1 },
    })
  })

  test('is given back as it is when it has no expressions, and so are its parts', () => {
    const config = { a: 1, b: [{ c: 'text } {' }] }
    expect(evaluator.evaluateConfig(config, scope)).toBe(config)
    const mixed = { a: '{{ input.a }}', b: [{ c: 'text' }] }
    expect((evaluator.evaluateConfig(mixed, scope) as typeof mixed).b).toBe(mixed.b)
    expect(evaluator.evaluateConfig('plain', scope)).toBe('plain')
    expect(evaluator.evaluateConfig('{{ input.a }}', scope)).toBe(1)
  })

  test('turns escaped braces into plain ones', () => {
    expect(evaluator.evaluateConfig({ a: String.raw`\{{ input }}`, b: [String.raw`\{{`] }, scope)).toEqual({
      a: '{{ input }}',
      b: ['{{'],
    })
  })

  test('is read once for as long as it lives', () => {
    const config = { a: '{{ input.a }}' }
    expect(compileConfig(config)).toBe(compileConfig(config))
    expect(compileConfig(config, new Set(['a']))).not.toBe(compileConfig(config))
  })

  test('names the field of a problem', () => {
    const at = (config: Parameters<typeof compileConfig>[0]) => {
      try {
        return evaluator.evaluateConfig(config, scope)
      } catch (error) {
        return (error as { details?: { field?: string } }).details?.field
      }
    }
    expect(at({ a: { b: ['x', '{{ input.b.c + 1 }}'] } })).toBe('a.b[1]')
    expect(at({ a: { b: ['x', '{{ input. }}'] } })).toBe('a.b[1]')
  })
})
