import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { writeJson } from './block.ts'
import { jsonPieces, sorted } from './json-pieces.ts'
import { run } from './run.ts'

describeBlock(writeJson, import.meta.dirname, ({ output, failure, fixture }) => {
  test('writes any value, on one line or indented', async () => {
    expect((await fixture('pretty', { input: { a: [1, { b: 'x\ny' }], c: {} } })).output).toBe(
      JSON.stringify({ a: [1, { b: 'x\ny' }], c: {} }, null, 2),
    )
    expect(await output({}, 'a "text"')).toBe('"a \\"text\\""')
    expect(await output({}, null)).toBe('null')
    expect(await output({ value: { a: '{{ input }}' }, indent: 'tab' }, [1])).toBe(
      '{\n\t"a": [\n\t\t1\n\t]\n}',
    )
    expect(await output({ lines: true, sortKeys: true }, [{ b: 1, a: 2 }, 'x'])).toBe('{"a":2,"b":1}\n"x"\n')
    expect(await output({ lines: true }, [])).toBe('')
  })

  test('says what it cannot write', async () => {
    expect((await failure({ lines: true }, { a: 1 })).message).toContain(
      'Lines are made of the items of a list, but got an object with a.',
    )
    // as text in JSON, each of these takes six signs
    const value = '\u0001'.repeat(12_000_000)
    const config = { value, indent: 'none', lines: false, sortKeys: false } as const
    await expect(run.run(config, { breathe: () => undefined } as never)).rejects.toMatchObject({
      code: 'value.too-large',
    })
  })

  test('writes 100,000 items, wherever they are', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => ({ n, text: `row ${n}` }))
    const text = (await output({ indent: '2' }, { page: { rows } })) as string
    expect(text).toBe(JSON.stringify({ page: { rows } }, null, 2))
  })
})

test('writes what JSON.stringify writes, in small pieces', () => {
  const value = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(value, fc.constantFrom('', '  ', '\t'), (any, indent) => {
      // long enough to be taken apart, a few levels deep
      const many = {
        any,
        list: Array.from({ length: 60 }, (_, i) => ({ i, any })),
        deep: { list: Array(60).fill(any) },
      }
      for (const one of [any, many])
        expect([...jsonPieces(one, indent)].join('')).toBe(JSON.stringify(one, null, indent))
    }),
  )
  const pieces = [...jsonPieces({ a: { b: Array(1000).fill('x') } }, '')]
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(20)
})

test('sorted fields change only the order', () => {
  const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(value, (any) => {
      expect(sorted(any)).toEqual(any)
    }),
  )
  expect(JSON.stringify(sorted({ b: { d: 1, c: 2 }, a: [{ f: 1, e: 2 }] }))).toBe(
    '{"a":[{"e":2,"f":1}],"b":{"c":2,"d":1}}',
  )
})
