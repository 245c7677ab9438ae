import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { decodeUtf8, utf8Length } from './decode-utf8.ts'
import { anyFlow, anyJson } from './fixtures/any-flow.ts'
import { formatFlow } from './format-flow.ts'
import { guardJson } from './guard-json.ts'
import { acceptFlow, parseFlow } from './parse-flow.ts'
import { readJson } from './read-json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const errorOf = (act: () => unknown): AppError => {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
const refusal = (source: string | Uint8Array) => {
  const { code, message, details } = errorOf(() => parseFlow(source))
  return { code, message, line: details.line, column: details.column }
}
const MINIMAL = '{ "format": 1, "name": "A", "blocks": [], "links": [] }'
const withKey = (text: string) =>
  `{\n  "format": 1, "name": "A", "blocks": [], "links": [],\n  "x": ${text}\n}`

describe('a flow file', () => {
  test('is read from text and from bytes, with or without a byte order mark', () => {
    for (const source of [MINIMAL, `\ufeff${MINIMAL}`, bytes(MINIMAL), bytes(`\ufeff${MINIMAL}`)])
      expect(parseFlow(source)).toEqual({
        document: { format: 1, name: 'A', blocks: [], links: [] },
        problems: [],
      })
  })

  test.each([
    ['', 'expected a value, but the text ends', 1, 1],
    ['{ "a": 1 }}', 'expected nothing more: the text should end here, but "}" stands there', 1, 11],
    ['{\n  "a": 1\n  "b": 2 }', 'expected a comma or }, but ""b"" stands there', 3, 3],
    ['{ "a" 1 }', 'expected a colon (:) after the key "a", but "1" stands there', 1, 7],
    ['{ a: 1 }', '"a" has no meaning here', 1, 3],
    ['{ 1: 1 }', 'expected a key in double quotes, but "1" stands there', 1, 3],
    ['[1, 2,\r\n]', 'expected another value: no comma may stand before ], but "]" stands there', 2, 1],
    ['{ "a": 1, }', 'expected another key: no comma may stand before }, but "}" stands there', 1, 11],
    ['{ // no\n}', 'a comment stands here, and JSON has none', 1, 3],
    ["{ 'a': 1 }", 'texts take double quotes (")', 1, 3],
    ['[01]', '"01" is not a number', 1, 2],
    ['[1.]', '"1." is not a number', 1, 2],
    ['[-]', '"-" is not a number', 1, 2],
    ['[1e999]', 'the number 1e999 is too large', 1, 2],
    ['[NaN]', '"NaN" has no meaning here', 1, 2],
    ['["a\nb"]', 'the text that begins here has no closing quote (")', 1, 2],
    ['["\t"]', 'a control character stands in a text; write it as \\u00..', 1, 3],
    ['["\\x"]', 'a text holds a backslash (\\) that means nothing; write \\\\ for a backslash', 1, 2],
    ['["a', 'the text that begins here has no closing quote (")', 1, 2],
    ['{ "a":', 'expected a value, but the text ends', 1, 7],
    ['[1', 'expected a comma or ], but the text ends', 1, 3],
    ['\u00a0{}', 'the character U+00A0 has no meaning here', 1, 1],
  ])('that is broken is refused with its place: %j', (text, why, line, column) => {
    expect(refusal(text)).toEqual({
      code: 'flow.broken-json',
      message: `The file is not valid JSON at line ${line}, column ${column}: ${why}.`,
      line,
      column,
    })
  })

  test('is taken by the reader exactly when JSON.parse takes it, with the same value', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'{}[]:,"\\ \n01.-eE+truefalsn/u') })
    const json = anyJson.map((value) => JSON.stringify(value))
    const damaged = fc
      .tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '0', '\\', '\t'))
      .map(
        ([text, at, put]) =>
          text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1),
      )
    fc.assert(
      fc.property(fc.oneof(noise, json, damaged), (text) => {
        let expected: unknown
        try {
          // as JSON.stringify writes it again: there is no negative zero
          expected = JSON.parse(text, (_key, value) => (value === 0 ? 0 : value))
        } catch {
          expect(errorOf(() => readJson(text)).code).toBe('flow.broken-json')
          return
        }
        try {
          expect(readJson(text)).toEqual(expected)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          expect(['flow.duplicate-key', 'flow.broken-json']).toContain(error.code)
          if (error.code === 'flow.broken-json') expect(error.message).toContain('is too large')
        }
      }),
      { numRuns: 3000 },
    )
  })

  test.each([200, 201, 10_000, 1_000_000])('nested %i deep', (depth) => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const text = `${open.repeat(depth)}1${close.repeat(depth)}`
      if (depth <= 200) expect(() => readJson(text)).not.toThrow()
      else
        expect(refusal(text)).toEqual({
          code: 'flow.too-deep',
          message: `The file is nested more than 200 levels deep at line 1, column ${200 * open.length + 1}.`,
          line: 1,
          column: 200 * open.length + 1,
        })
    }
    expect(['flow.too-deep', 'flow.broken-json']).toContain(refusal('['.repeat(depth)).code)
  })

  test('of more than 20 MB is refused', () => {
    const large = withKey(JSON.stringify('ä'.repeat(10.5 * 1024 * 1024)))
    const message = 'The flow is 21.0 MB large; at most 20 MB are read.'
    expect(refusal(large)).toMatchObject({ code: 'flow.too-large', message })
    expect(refusal(bytes(large))).toMatchObject({ code: 'flow.too-large', message })
  })

  test.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])(
    'with the key %s is refused',
    (key) => {
      expect(refusal(withKey(`[{ "${key}": 1 }]`))).toMatchObject({
        code: 'flow.forbidden-key',
        line: 3,
        column: 11,
      })
    },
  )

  test('with a key twice is refused', () => {
    expect(refusal(withKey('{ "a": 1, "a": 2 }'))).toEqual({
      code: 'flow.duplicate-key',
      message: 'The key "a" stands twice in one object, the second time at line 3, column 18.',
      line: 3,
      column: 18,
    })
    expect(parseFlow(withKey('[{ "a": 1 }, { "a": 2 }, { "toString": 3 }]')).document).toHaveProperty('x')
  })

  test.each([
    ['[]', 'The file should be an object, not a list of 0.', 1, 1],
    ['"a"', 'The file should be an object, not "a".', 1, 1],
    ['null', 'The file should be an object, not null.', 1, 1],
    ['{ "name": "A", "blocks": [], "links": [] }', '"format" is missing: it should be 1.', 1, 1],
    ['{ "format": 1,\n "name": 5, "blocks": [], "links": [] }', '"name" should be a text, not 5.', 2, 2],
    [
      '{ "format": 1, "name": "A", "links": [], "blocks": [\n{ "id": "a", "type": "x", "version": 1, "name": "N" }] }',
      '"blocks[0].config" is missing: it should be an object.',
      2,
      1,
    ],
    [
      '{ "format": 1, "name": "A", "blocks": [], "links": [\n\n  "b"] }',
      '"links[0]" should be an object, not "b".',
      3,
      3,
    ],
    [
      '{ "format": 1, "name": "A", "blocks": [], "links": [], "settings": { "overlap": "often" } }',
      '"settings.overlap" should be "queue" or "skip" or "parallel", not "often".',
      1,
      70,
    ],
    [
      '{ "format": 1, "name": "A", "blocks": [], "links": [], "notes": [{ "at": [1], "size": [1, 2], "text": "" }] }',
      '"notes[0].at" should be a list of two numbers, not a list of 1.',
      1,
      68,
    ],
    [
      '{ "format": 1, "name": "A", "blocks": [], "links": [], "monitors": { "n": { "at": [1, 2], "look": "chart" } } }',
      '"monitors.n.look" should be "value" or "list" or "slider", not "chart".',
      1,
      91,
    ],
  ])('of the wrong shape is refused: %s', (text, message, line, column) => {
    const place = ` (line ${line}, column ${column}).`
    expect(refusal(text)).toEqual({
      code: 'flow.wrong-shape',
      message: message.replace(/\.$/, place),
      line,
      column,
    })
  })

  test('with many wrong shapes names them all', () => {
    const error = errorOf(() => parseFlow('{ "format": 1 }'))
    expect(error.message).toBe('"name" is missing: it should be a text (line 1, column 1). 2 more like this.')
    expect(error.details.problems).toMatchObject([{ path: 'name' }, { path: 'blocks' }, { path: 'links' }])
  })

  test('of another format is refused before its shape', () => {
    expect(refusal('{\n "format": 2, "steps": [] }')).toEqual({
      code: 'flow.unknown-format',
      message: 'This flow has format 2; this Blockloom reads format 1.',
      line: 2,
      column: 2,
    })
  })

  test('keeps unknown keys and names them', () => {
    const { document, problems } = parseFlow(
      `{ "format": 1, "name": "A", "links": [], "blocks": [\n  { "id": "a", "type": "x", "version": 1, "name": "N", "config": { "any": 1 }, "optons": {} }] }`,
    )
    expect(document.blocks[0]).toHaveProperty('optons')
    expect(problems).toEqual([
      {
        code: 'flow.unknown-key',
        severity: 'warning',
        message: 'Blockloom does not know the key "optons" of the block "N"; it is kept and ignored.',
        fix: 'Did you mean "options"?',
        block: 'a',
        path: 'blocks[0].optons',
        line: 2,
        column: 80,
      },
    ])
  })

  test('names an unknown key of what is watched by the variable', () => {
    const { problems } = parseFlow(
      '{ "format": 1, "name": "A", "links": [], "blocks": [], "monitors": { "a b": { "at": [1, 2], "loook": "list" } } }',
    )
    expect(problems).toMatchObject([{ path: 'monitors["a b"].loook', fix: 'Did you mean "look"?' }])
  })

  test('cut short anywhere is refused, never a crash', () => {
    fc.assert(
      fc.property(anyFlow, fc.nat(), (document, at) => {
        const file = bytes(formatFlow(document))
        const cut = file.slice(0, at % (file.length - 1))
        expect(['flow.broken-json', 'flow.not-utf8']).toContain(errorOf(() => parseFlow(cut)).code)
      }),
    )
  })
})

describe('UTF-8', () => {
  test('is read as the platform reads it, and refused where the platform refuses it', () => {
    const near = fc.array(
      fc.constantFrom(
        0x41,
        0x7f,
        0x80,
        0xbf,
        0xc0,
        0xc2,
        0xdf,
        0xe0,
        0xa0,
        0xed,
        0x9f,
        0xef,
        0xf0,
        0x90,
        0xf4,
        0x8f,
        0xf5,
        0xff,
      ),
    )
    const any = fc.oneof(
      near,
      fc.string({ unit: 'binary' }).map((text) => [...bytes(text)]),
    )
    const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    fc.assert(
      fc.property(any, (list) => {
        const source = Uint8Array.from(list)
        let expected: string
        try {
          expected = platform.decode(source)
        } catch {
          expect(errorOf(() => decodeUtf8(source)).code).toBe('flow.not-utf8')
          return
        }
        expect(decodeUtf8(source)).toBe(expected)
        expect(utf8Length(expected)).toBe(source.length)
      }),
      { numRuns: 2000 },
    )
  })

  test('that is broken is refused with byte and line', () => {
    const file = Uint8Array.from([...bytes('{\n "a": "'), 0xe4, ...bytes('"}')])
    const { code, message, details } = errorOf(() => parseFlow(file))
    expect({ code, message, details }).toEqual({
      code: 'flow.not-utf8',
      message: 'The file is not UTF-8 text: byte 9 (line 2) cannot be read.',
      details: { byte: 9, line: 2 },
    })
  })
})

describe('a document that arrives parsed', () => {
  const nested = (depth: number): unknown => {
    let value: unknown = 1
    for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
    return value
  }
  const cycle: unknown[] = []
  cycle.push(cycle, cycle)

  test.each([
    [nested(201), 'flow.too-deep'],
    [nested(1_000_000), 'flow.too-deep'],
    [cycle, 'flow.too-deep'],
    [JSON.parse('{"a":[{"__proto__":1}]}'), 'flow.forbidden-key'],
    [{ a: { constructor: 1 } }, 'flow.forbidden-key'],
    [{ a: new Date(0) }, 'flow.not-json'],
    [{ a: [undefined] }, 'flow.not-json'],
    [{ a: Number.NaN }, 'flow.not-json'],
    [{ a: 1n }, 'flow.not-json'],
    [{ a: () => 1 }, 'flow.not-json'],
    ['x'.repeat(21 * 1024 * 1024), 'flow.too-large'],
  ])('is guarded (%#)', (value, code) => {
    expect(errorOf(() => guardJson(value)).code).toBe(code)
  })

  test('is taken when it is plain JSON', () => {
    expect(() => guardJson(nested(200))).not.toThrow()
    expect(() =>
      guardJson(Object.assign(Object.create(null), { a: undefined, b: [1, null, 'x'] })),
    ).not.toThrow()
    expect(errorOf(() => guardJson({ a: [1, { b: Number.NaN }] })).message).toBe(
      'The value at "a[1].b" holds something that JSON has no word for.',
    )
  })

  test('is held to the same shape as a file', () => {
    const document = { format: 1, name: 'A', blocks: [], links: [], colour: 'red' }
    expect(acceptFlow(document).problems).toMatchObject([{ code: 'flow.unknown-key', path: 'colour' }])
    expect(errorOf(() => acceptFlow({ format: 1 })).message).toBe(
      '"name" is missing: it should be a text. 2 more like this.',
    )
    expect(errorOf(() => acceptFlow({ format: 2 })).code).toBe('flow.unknown-format')
  })
})
