import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { type CorpusBench, expectPlain, openCorpusBench, type Steps } from './corpus-bench.ts'

let bench: CorpusBench
beforeAll(async () => {
  bench = await openCorpusBench()
})
afterAll(() => bench?.close())

/** A file is there already; what fails leaves it as it was. */
const BEFORE = 'what was there before'
const write = (steps: Steps, input: Json) => bench.read('out', Buffer.from(BEFORE), steps, input)
const toFile = (steps: Steps): Steps => [...steps, ['files/write', { path: '~/out', text: '{{ input }}' }]]
const written = () => readFileSync(bench.home('out'), 'utf8')

const WRITERS = {
  CSV: toFile([['data/write-csv', { rows: '{{ input }}' }]]),
  JSON: toFile([['data/write-json', {}]]),
  'JSON Lines': toFile([['data/write-json', { lines: true }]]),
  XML: toFile([['data/write-xml', { value: '{{ input }}' }]]),
  Excel: [['data/write-excel', { rows: '{{ input }}', file: '~/out' }]] as Steps,
}

describe('what cannot be written is refused, and the file that was there stays', () => {
  const wrong: [keyof typeof WRITERS, string, Json, string][] = [
    ['CSV', 'a row that is none', [{ a: 1 }, 'x'], 'row 2'],
    ['CSV', 'no list', 'a,b', 'list'],
    ['CSV', 'a mixture of lists and objects', [{ a: 1 }, [1]], 'row 2'],
    ['JSON Lines', 'no list', { a: 1 }, 'list'],
    ['XML', 'several roots', { a: '1', b: '2' }, '2 keys'],
    ['XML', 'a list as root', { a: ['1', '2'] }, 'several'],
    ['XML', 'a text as root', 'x', 'no object'],
    ['XML', 'a name that is none', { 'a b': '1' }, 'a b'],
    ['XML', 'a name that would open another tag', { 'a><b': '1' }, 'a><b'],
    ['XML', 'an attribute that is none', { a: { '@x y': '1' } }, 'x y'],
    ['XML', 'a control character', { a: { b: 'x\u0001' } }, 'b'],
    ['XML', 'half a character', { a: '\ud800' }, 'a'],
    ['XML', 'an attribute that is an object', { a: { '@b': { c: 1 } } }, '@b'],
    ['Excel', 'a row that is none', [{ a: 1 }, 'x'], 'row 2'],
    ['Excel', 'no list', 'a,b', 'list'],
    ['Excel', 'a text too long for a cell', [{ a: 'x' }, { a: 'x'.repeat(40_000) }], 'row 2'],
  ]
  test.each(wrong)('%s: %s', async (kind, _what, input, says) => {
    const came = await write(WRITERS[kind], input)
    if (!('error' in came)) throw new Error(`it was written: ${written().slice(0, 200)}`)
    expectPlain(came.error, kind)
    expect(came.error.message.toLowerCase()).toContain(says)
    expect(written()).toBe(BEFORE)
  })
})

describe('what a reader could mistake is guarded', () => {
  const evil = [
    '=HYPERLINK("http://evil.example","x")',
    '+1+2',
    '-2+3',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    "=cmd|' /C calc'!A0",
  ]

  test('CSV: no text is a formula in a spreadsheet, and numbers are numbers', async () => {
    await write(WRITERS.CSV, [...evil.map((a) => ({ a, n: -5 }))])
    const cells = await bench.read('out', readFileSync(bench.home('out')), [
      ['data/read-csv', { file: '~/out' }],
    ])
    const rows = (cells as { value: { a: string; n: string }[] }).value
    for (const { a, n } of rows) {
      expect(a.replace(/^"/, '')).not.toMatch(/^\s*[=+@-]/)
      expect(n).toBe('-5')
    }
    expect(rows).toHaveLength(evil.length)
  })

  test('CSV: the names of columns are guarded too', async () => {
    await write(WRITERS.CSV, [{ '=1+1': 'x', '@a': 'y' }])
    expect(written().split('\n')[0]).toBe("'=1+1,'@a")
  })

  test('CSV: quotes, delimiters and line ends stay in their cell', async () => {
    const rows = [
      { a: 'x","y\n1,2', b: 'x\r\n' },
      { a: '""', b: ',' },
    ]
    await write(WRITERS.CSV, rows)
    const came = await bench.read('out', readFileSync(bench.home('out')), [
      ['data/read-csv', { file: '~/out' }],
    ])
    expect(came).toEqual({ value: rows })
  })

  test('Excel: a text that looks like a formula is a text', async () => {
    await write(
      WRITERS.Excel,
      evil.map((a) => ({ a })),
    )
    const bytes = readFileSync(bench.home('out'))
    const came = await bench.read('out', bytes, [['data/read-excel', { file: '~/out' }]])
    expect(came).toEqual({ value: evil.map((a) => ({ a })) })
  })

  test('XML: no text opens a tag, an entity or a DOCTYPE', async () => {
    const value = { a: { '@x': '"><b y="', b: ']]><!DOCTYPE a>&lt;&x;', c: '<!-- --><?x?>' } }
    await write(WRITERS.XML, value)
    const came = await bench.read('out', readFileSync(bench.home('out')), [
      ['data/read-xml', { file: '~/out' }],
    ])
    expect(came).toEqual({ value })
  })

  test('JSON: what is written is read again as it was, line by line too', async () => {
    const values: Json[] = ['\u2028\u2029\0\ud800', { '': 1, 'a"b': [null, -0.5e-300] }, '</script>', 1e308]
    await write(WRITERS.JSON, values)
    const whole = await bench.read('out', readFileSync(bench.home('out')), [
      ['files/read', { path: '~/out', as: 'json' }],
    ])
    expect(whole).toEqual({ value: values })
    await write(WRITERS['JSON Lines'], values)
    expect(written().split('\n')).toHaveLength(values.length + 1)
    const lines = await bench.read('out', readFileSync(bench.home('out')), [
      ['files/read', { path: '~/out' }],
      ['data/read-json', { lines: true }],
    ])
    expect(lines).toEqual({ value: values })
  })
})

test('a zip that cannot be finished leaves nothing under its name', async () => {
  const came = await bench.read('out', Buffer.from(BEFORE), [
    ['files/zip', { from: ['~/out', '~/none'], to: '~/new.zip' }],
  ])
  if (!('error' in came)) throw new Error('it was packed')
  expectPlain(came.error, 'zip')
  expect(came.error.message).toContain('none')
  expect(readdirSync(bench.home())).toEqual(['out'])
})
