import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppErrorShape } from '#shared/error'
import { many } from '../support/many.ts'
import {
  bytesOf,
  type CorpusBench,
  cutsOf,
  type Expected,
  expectedOf,
  expectPlain,
  filesOf,
  openCorpusBench,
  placeIn,
  type Steps,
} from './corpus-bench.ts'

type Reader = {
  kind: 'csv' | 'json' | 'xml'
  steps(file: string): Steps
  /** files of which this reader says something else, with its code; `ok` for those it takes */
  otherwise?: Readonly<Record<string, string>>
  /** whether it gives the values that the corpus names */
  givesValues?: boolean
}
const text = (file: string): Steps[number] => ['files/read', { path: file }]

const READERS: Readonly<Record<string, Reader>> = {
  'Read CSV': { kind: 'csv', steps: (file) => [['data/read-csv', { file }]], givesValues: true },
  'SQLite, from a CSV file': {
    kind: 'csv',
    steps: (from) => [
      ['database/sqlite', { file: '~/new.db', do: 'insert-many', table: 't', from, createTable: true }],
    ],
  },
  'Read file as JSON': {
    kind: 'json',
    steps: (path) => [['files/read', { path, as: 'json' }]],
    givesValues: true,
  },
  'Read JSON': {
    kind: 'json',
    steps: (file) => [text(file), ['data/read-json', {}]],
    otherwise: { 'empty.json': 'config.required', 'only-bom.json': 'config.required' },
    givesValues: true,
  },
  'Read XML': { kind: 'xml', steps: (file) => [['data/read-xml', { file }]], givesValues: true },
  'Read feed': {
    kind: 'xml',
    steps: (file) => [text(file), ['web/rss', { text: '{{ input }}' }]],
    otherwise: {
      'good-latin-1.xml': 'files.not-text',
      'good-order.xml': 'data.not-a-feed',
      'good-utf-16.xml': 'data.not-a-feed',
      'harmless-doctype.xml': 'data.not-a-feed',
      'html.xml': 'data.not-a-feed',
      'unknown-encoding.xml': 'data.not-a-feed',
      'xinclude-is-data.xml': 'data.not-a-feed',
    },
  },
}

let bench: CorpusBench
beforeAll(async () => {
  bench = await openCorpusBench()
})
afterAll(() => bench?.close())

test.each(['csv', 'json', 'xml'])('every file of the corpus of %s has its expectation', (kind) => {
  const expected = expectedOf(kind).map(([name]) => name)
  expect(filesOf(kind).sort()).toEqual(expected.sort())
  expect(expected.length).toBeGreaterThan(20)
})

describe.each(Object.entries(READERS))('%s', (_name, { kind, steps, otherwise = {}, givesValues }) => {
  const bad = expectedOf(kind).filter(([name, { code }]) => code || otherwise[name])
  const good = expectedOf(kind).filter(([name, { code }]) => !code && !otherwise[name])
  const read = (name: string, bytes = bytesOf(kind, name)) => bench.read(name, bytes, steps(`~/${name}`))

  test.each(bad)('%s is refused with its place, what it is and what to do', async (name, expected) => {
    const came = await read(name)
    if (!('error' in came)) throw new Error(`it was read: ${JSON.stringify(came.value)}`)
    expectPlain(came.error, name)
    const other = otherwise[name]
    if (other) expect(came.error.code).toBe(other)
    else expectRefusal(came.error, expected)
  })

  test.each(good)('%s is read', async (name, { value }) => {
    const came = await read(name)
    if ('error' in came) throw new Error(came.error.message)
    if (givesValues && value !== undefined) expect(came.value).toEqual(value)
  })

  test('each, cut short at 20 places, is read as far as it goes or refused with a place', async () => {
    let refused = 0
    const places = (expected: Expected) => (expected.code ? many(4, 20) : 20)
    for (const [name, expected] of [...bad, ...good])
      for (const cut of cutsOf(bytesOf(kind, name), places(expected))) {
        const what = `${name} cut at ${cut.length}`
        const came = await read(name, cut)
        if (!('error' in came)) continue
        refused++
        expectPlain(came.error, what)
        if (PLACED.test(came.error.code)) expect(came.error.message, what).toMatch(/line \d+, column \d+/)
      }
    expect(refused).toBeGreaterThan(50)
  })
})

/** What is wrong with a text, not with what was asked of it. */
const PLACED = /^data\.(?!not-a-feed)|^files\.not-text$/

function expectRefusal(error: AppErrorShape, { code, line, column, says = '' }: Expected): void {
  expect(error.code).toBe(code)
  expect(error.message).toContain(says)
  expect(placeIn(error)).toEqual({ line, column })
  if (line !== undefined) expect(error.message).toContain(`line ${line}, column ${column}`)
}

describe('what is cut short is never half a value', () => {
  test.each(expectedOf('json').filter(([name, { code }]) => !code && name !== 'good-number.json'))(
    'JSON: %s',
    async (name, { value }) => {
      for (const cut of cutsOf(bytesOf('json', name))) {
        const came = await bench.read(name, cut, [['files/read', { path: `~/${name}`, as: 'json' }]])
        // only the line end may be missing
        if ('value' in came) expect(came.value).toEqual(value)
        else expectPlain(came.error, name)
      }
    },
  )

  test.each(expectedOf('xml').filter(([, { code }]) => !code))('XML: %s', async (name, { value }) => {
    for (const cut of cutsOf(bytesOf('xml', name))) {
      const came = await bench.read(name, cut, [['data/read-xml', { file: `~/${name}` }]])
      if ('value' in came) expect(came.value).toEqual(value)
      else expectPlain(came.error, name)
    }
  })

  test.each(expectedOf('csv').filter(([, { code }]) => !code))('CSV: %s', async (name, { value }) => {
    const whole = value as object[]
    for (const cut of cutsOf(bytesOf('csv', name))) {
      const came = await bench.read(name, cut, [['data/read-csv', { file: `~/${name}` }]])
      if (!('value' in came)) continue
      const rows = came.value as object[]
      // the last row may lack its end: a text says nowhere how long it is
      expect(rows.length).toBeLessThanOrEqual(whole.length)
      expect(rows.slice(0, -1)).toEqual(whole.slice(0, Math.max(0, rows.length - 1)))
    }
  })
})

describe('what is too large to be kept as a file', () => {
  const large: [string, Steps, () => string | Uint8Array, string, string][] = [
    [
      'CSV of 1,000,000 columns',
      READERS['Read CSV']?.steps('~/a') ?? [],
      () => 'x,'.repeat(1_000_000),
      'data.too-many-columns',
      'line 1, column',
    ],
    [
      'CSV of one open quote',
      READERS['Read CSV']?.steps('~/a') ?? [],
      () => `a,b\n1,"${'x,\n'.repeat(1_000_000)}`,
      'data.broken-csv',
      'line 2, column 3',
    ],
    [
      'CSV of 5 MB of NUL',
      READERS['Read CSV']?.steps('~/a') ?? [],
      () => new Uint8Array(5_000_000),
      'data.broken-csv',
      'line 1, column 1',
    ],
    [
      'JSON 1,000,000 deep',
      READERS['Read file as JSON']?.steps('~/a') ?? [],
      () => '['.repeat(1_000_000),
      'data.too-deep',
      'line 1, column 201',
    ],
    [
      'JSON of 5 MB of one text',
      READERS['Read file as JSON']?.steps('~/a') ?? [],
      () => `["${'x'.repeat(5_000_000)}`,
      'data.broken-json',
      'line 1, column 2',
    ],
    [
      'XML 1,000,000 deep',
      READERS['Read XML']?.steps('~/a') ?? [],
      () => '<a>'.repeat(1_000_000),
      'data.too-deep',
      'line 1, column 303',
    ],
    [
      'XML of one tag of 5 MB',
      READERS['Read XML']?.steps('~/a') ?? [],
      () => `<a ${'x="1" '.repeat(1_000_000)}/>`,
      'data.broken-xml',
      'the attribute "x" is there twice',
    ],
    [
      'XML of one comment of 5 MB',
      READERS['Read XML']?.steps('~/a') ?? [],
      () => `<a><!-- ${'- '.repeat(2_500_000)}`,
      'data.broken-xml',
      'line 1, column 5000008',
    ],
    [
      'feed 1,000,000 deep',
      READERS['Read feed']?.steps('~/a') ?? [],
      () => '<rss>'.repeat(1_000_000),
      'data.too-deep',
      'line 1, column',
    ],
  ]
  test.each(large)('%s', async (_what, steps, make, code, says) => {
    const came = await bench.read('a', Buffer.from(make() as string), steps)
    if (!('error' in came)) throw new Error('it was read')
    expectPlain(came.error, code)
    expect(came.error).toMatchObject({ code, message: expect.stringContaining(says) })
  })
})
