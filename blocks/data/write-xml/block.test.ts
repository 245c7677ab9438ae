import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { writeXml } from './block.ts'
import { elementPieces } from './element-pieces.ts'

describeBlock(writeXml, import.meta.dirname, ({ output, failure, fixture }) => {
  const write = (value: Json, config: JsonObject = {}) =>
    output({ value: '{{ input }}', declaration: false, indent: false, ...config }, value)

  test('writes what is read again as it was', async () => {
    const value = {
      order: { '@id': '7', item: ['milk', ' two\nlines ', { '@n': '"\t\n<', '#text': 'R & D' }], none: '' },
    }
    expect((await fixture('there-and-back', { input: value })).output).toEqual(value)
  })

  test('writes nothing as an empty element, empty lists as none, numbers and yes or no as text', async () => {
    expect(
      await write({ a: { b: null, c: '', d: {}, e: [], f: [1.5, true, false], g: { '@h': null } } }),
    ).toBe('<a><b/><c/><d/><f>1.5</f><f>true</f><f>false</f><g h=""/></a>\n')
    expect(await write(5, { root: 'n' })).toBe('<n>5</n>\n')
  })

  test('keeps what reading would change: carriage returns, and line ends in attributes', async () => {
    expect(await write({ a: { '@b': 'x\ny\t"', '#text': 'x\r\ny ]]>' } })).toBe(
      '<a b="x&#10;y&#9;&quot;">x&#13;\ny ]]&gt;</a>\n',
    )
  })

  test('puts elements on lines of their own only where that changes nothing', async () => {
    const value = { a: { b: { '#text': 'x', c: 'y' }, d: { e: ['1', '2'] }, f: 't' } }
    expect(await write(value, { indent: true })).toBe(
      '<a>\n  <b>x<c>y</c></b>\n  <d>\n    <e>1</e>\n    <e>2</e>\n  </d>\n  <f>t</f>\n</a>\n',
    )
  })

  test.each([
    [{ a: 1, b: 2 }, {}, 'config.required', 'the value has 2 keys'],
    [{ a: [1, 2] }, {}, 'config.required', '"a" is a list'],
    [[1], {}, 'config.required', 'no object'],
    [{}, {}, 'config.required', 'the value is empty'],
    [[1], { root: 'r' }, 'data.not-xml', 'a list in a list'],
    [{ a: { b: [[1]] } }, {}, 'data.not-xml', 'at a / b / 0: a list in a list'],
    [{ a: { 'b c': 1 } }, {}, 'data.not-xml', '"b c" cannot be the name'],
    [{ a: { '@1': 1 } }, {}, 'data.not-xml', '"1" cannot be the name'],
    [{ a: { '><script/><b': 1 } }, {}, 'data.not-xml', 'cannot be the name'],
    [{ a: 1 }, { root: 'a b' }, 'data.not-xml', '"a b" cannot be the name'],
    [{ a: { '@b': { c: 1 } } }, {}, 'data.not-xml', 'at a / @b: it must be a text'],
    [{ a: { b: ['x', 'y\u0001'] } }, {}, 'data.not-xml', 'at a / b / 1: character 2 of the text is U+0001'],
    [{ a: '\ud800' }, {}, 'data.not-xml', 'U+D800'],
  ])('refuses %j with %j', async (value, config, code, said) => {
    const error = await failure({ value: '{{ input }}', ...config }, value as Json)
    expect(error).toMatchObject({ code, fix: expect.any(String) })
    expect(error.message).toContain(said)
  })

  test('any value of texts comes back as it was, indented or not', async () => {
    const { XmlReading } = await import('../read-xml/xml-reading.ts')
    const read = (text: string) => {
      const reading = new XmlReading({ what: '', only: '', lists: ['list'] })
      reading.push(text)
      return reading.end()
    }
    const text = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom('<', '&', '>', '"', "'", '\r', '\n', '\t', ' ', ']]>'),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        ),
      })
      .filter((one) => !/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(one))
    const solid = text.map((one) => `x${one}`)
    const names = fc.constantFrom('a', 'b-1', 'ns:c', 'ü', 'constructor')
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, tie('element')),
      element: fc
        .record({
          attributes: fc.dictionary(
            names.map((name) => `@${name}`),
            text,
            { maxKeys: 3 },
          ),
          elements: fc.dictionary(names, tie('value'), { maxKeys: 3 }),
          list: fc.option(fc.array(tie('value'), { minLength: 1, maxLength: 3 }), { nil: undefined }),
          text: fc.option(solid, { nil: undefined }),
        })
        .filter(
          ({ attributes, elements, list }) =>
            list !== undefined || Object.keys({ ...attributes, ...elements }).length > 0,
        )
        .map(({ attributes, elements, list, text }) => ({
          ...attributes,
          ...(elements as object),
          ...(list !== undefined && { list }),
          ...(text !== undefined && { '#text': text }),
        })),
    }))
    fc.assert(
      fc.property(value, fc.boolean(), (value, indent) => {
        const xml = [...elementPieces('root', value as Json, indent)].join('')
        expect(read(xml)).toEqual({ root: value })
      }),
      { numRuns: 500 },
    )
  })

  test('writes 100,000 elements', async () => {
    const row = Array.from({ length: 100_000 }, (_, i) => ({ '@id': i, name: `Name ${i}` }))
    expect(await write({ rows: { row } })).toMatch(
      /<row id="99999"><name>Name 99999<\/name><\/row><\/rows>\n$/,
    )
  })
})
