import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { type BlockDeclaration, configProblems, type Field, type FieldKind, type Fields } from '#shared/block'
import { AppError, type AppErrorShape } from '#shared/error'
import type { FlowDocument, Json, JsonObject } from '#shared/flow'
import { many } from '../support/many.ts'
import { type FlowRunner, openFlowRunner } from '../support/run-flow.ts'

/** What no field of the kind can hold, written down as it is. */
const WRONG: Readonly<Record<FieldKind, readonly Json[]>> = {
  text: [7, true, null, ['a'], { a: 1 }],
  'long-text': [7, null, ['a']],
  code: [7, null, ['a']],
  number: ['many', 'NaN', 'Infinity', '1,5', '0x10', true, null, [1], { a: 1 }],
  duration: ['soon', '-3s', '5', '1 fortnight', 'NaNs', '99999999999d', 5, null, ['5s']],
  time: ['some day', '25:00', '2026-02-30', true, null, {}],
  schedule: ['sometimes', '61 * * * *', '* * *', 7, null],
  zone: ['Mars/Olympus', 'UTC+99', 7, null],
  'yes-no': ['yes', 'true', 1, 0, null, []],
  condition: ['yes', 7, []],
  choice: ['no such thing', 7, null, []],
  list: ['a, b', 7, true, null],
  map: ['a', 7, null, [1]],
  table: ['a', 7, null, [7], ['a'], [null]],
  secret: [7, null, ['a']],
  value: [],
  file: [7, null, ['a'], {}],
  folder: [7, null, ['a'], {}],
  url: ['example.org', 'ftp://example.org', 'http://', 'https:// a', 'mailto:a@example.org', 7, null],
  variable: ['__proto__', 'constructor', 7, null],
  flow: [7, null, ['a']],
}
const BROKEN = ['{{ input. }}', '{{ input', '{{ 1 + }}', 'a {{ ) }} b', '{{ inptu }}']

const MAY_BE_BLANK: ReadonlySet<FieldKind> = new Set(['text', 'long-text', 'code', 'value'])

/** Whether a field that counts must be filled in. */
const isNeeded = ({ required, default: given }: Field) => required === true && given === undefined

function wrongFor(field: Field): Json[] {
  const { kind, min, max, whole, raw } = field
  return [
    ...WRONG[kind],
    ...(kind === 'list' && !field.entries ? [{ a: 1 }] : []),
    ...(kind === 'list' && (field.choices || field.of) ? [[7], [{ a: 1 }]] : []),
    ...(kind === 'number' && min !== undefined ? [min - 1, -1e300] : []),
    ...(kind === 'number' && max !== undefined ? [max + 1, 1e300] : []),
    ...(kind === 'number' && whole ? [1.5, 2 ** 60] : []),
    ...(kind === 'duration' && min !== undefined && min > 1 ? ['0s'] : []),
    ...(raw ? [] : BROKEN),
  ]
}

/** Something that stands there for a field that only has to be filled in. */
const FILLED: Partial<Record<FieldKind, Json>> = { number: 1, list: ['a'], map: { a: 1 }, value: 1 }

/** What has to stand beside a field so that it counts. */
function beside(fields: Fields, { when }: Field): JsonObject {
  const other = when && fields[when.by]
  if (!other) return {}
  return { ...beside(fields, other), [when.by]: when.in?.[0] ?? FILLED[other.kind] ?? '~/a' }
}

type Case = { declaration: BlockDeclaration; key: string; field: Field }
const CASES: (Case & { name: string })[] = [...catalog].flatMap(([type, declaration]) =>
  Object.entries(declaration.fields).map(([key, field]) => ({
    ...{ name: `${type} ${key}`, declaration, key, field },
  })),
)

/** An error about the field is said in words, with what to do. `undefined`: it is left out. */
function expectWords({ declaration, key, field }: Case, value: Json | undefined): void {
  const config = { ...beside(declaration.fields, field), ...(value !== undefined && { [key]: value }) }
  const [first] = configProblems(declaration, config).filter(
    ({ path, severity }) => severity === 'error' && new RegExp(`^config\\.${key}(?![\\w-])`).test(path ?? ''),
  )
  expect(first, `${JSON.stringify(value)} is taken in silence`).toBeDefined()
  expect(first?.message).toContain(`"${field.title}`)
  expect(first?.message).toMatch(/[.?!]$/)
  expect(first?.message).not.toMatch(/undefined|\[object|NaN\b(?!")/)
  expect(first?.fix).toMatch(/^[A-Z].*\S$/s)
}

test.each(CASES.filter(({ field }) => wrongFor(field).length > 0))(
  '$name, as it is written, says what is wrong with what it cannot hold',
  (tried) => {
    for (const value of wrongFor(tried.field)) expectWords(tried, value)
  },
)

test.each(CASES.filter(({ field }) => isNeeded(field)))('$name says that it is missing', (tried) => {
  expectWords(tried, undefined)
  // an empty text is a value, and blanks may be what is meant
  if (tried.field.kind !== 'value') expectWords(tried, '')
  if (!MAY_BE_BLANK.has(tried.field.kind)) expectWords(tried, '  ')
})

const COLUMNS = CASES.flatMap(({ name, declaration, key, field }) =>
  Object.entries(field.columns ?? {}).map(([column, held]) => ({
    ...{ name: `${name}.${column}`, declaration, key, field, column, held },
  })),
)

describe.each(COLUMNS)('$name, as it is written', ({ declaration, key, field, column, held }) => {
  const columns = field.columns ?? {}
  const problemsWith = (value: Json | undefined) => {
    const row = { ...beside(columns, held), ...(value !== undefined && { [column]: value }) }
    const config = { ...beside(declaration.fields, field), [key]: field.kind === 'map' ? row : [row] }
    const at = `config.${key}${field.kind === 'map' ? '' : '[0]'}.${column}`
    return configProblems(declaration, config).filter(
      ({ path, severity }) => severity === 'error' && path?.startsWith(at),
    )
  }

  test('says what is wrong, and in which row', () => {
    const whole = { raw: field.raw, ...held }
    const wrong = [...wrongFor(whole), ...(isNeeded(held) ? [undefined, ''] : [])]
    for (const value of wrong) {
      const [first] = problemsWith(value)
      expect(first, `${JSON.stringify(value)} is taken in silence`).toBeDefined()
      expect(first?.message).toContain(`"${field.title}"`)
      expect(first?.message).toContain(`"${held.title}"`)
    }
  })
})

/** What an expression may come to give. */
const GIVEN: readonly Json[] = [
  ...[null, '', '   ', 'abc', 'NaN', -1, 0.5, 1e21, true, [], {}],
  ...[
    [null],
    [[]],
    [1, 'a', null],
    { a: { b: null } },
    '(',
    '[',
    '__proto__',
    'a\u0000b',
    '\ud800',
    'x'.repeat(3000),
  ],
]
/** Others for each field, so that together they get all of them; in a long test each gets all. */
const givenTo = (name: string): readonly Json[] => {
  const start = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  const count = many(5, GIVEN.length)
  const fit = GIVEN.filter((value) => !(name === 'control/while condition' && value === true))
  return Array.from(
    { length: Math.min(count, fit.length) },
    (_, i) => fit[(start + i * 4) % fit.length] ?? null,
  )
}

/** What the example of a block would do in a test: wait for a person, or ask the world. */
const QUIET: Readonly<Record<string, JsonObject>> = {
  'control/ask': { within: '10ms' },
  'control/while': { condition: false },
  'web/request': { url: 'http://127.0.0.1:9/', method: 'GET', body: '' },
  'web/download': { url: 'http://127.0.0.1:9/' },
  'computer/run-program': { program: 'no-such-program', folder: '~' },
}
/** Fields that a test had better not fill in: a loop of 1e21 passes is what was asked for. */
const LEFT_OUT = new Set(['control/repeat times'])

describe('in a run', () => {
  let place: string
  let runner: FlowRunner
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'blockloom-bad-fields-'))
    runner = await openFlowRunner(join(place, 'home'))
  })
  afterAll(async () => {
    await runner?.close()
    rmSync(place, { recursive: true, force: true })
  })

  const RUN = CASES.filter(({ declaration, name }) => declaration.shape !== 'hat' && !LEFT_OUT.has(name))
  test.each(RUN)(
    '$name: what comes from an expression fails in words, or is taken',
    async ({ name, declaration, key, field }) => {
      const [example] = declaration.examples
      for (const value of givenTo(name)) {
        const config = {
          ...example?.config,
          ...QUIET[declaration.type],
          ...beside(declaration.fields, field),
          [key]: field.raw ? value : '{{ vars.given }}',
        }
        const error = await failureOf(runner, declaration, config, example?.input ?? null, value)
        if (!error) continue
        const said = `${JSON.stringify(value)?.slice(0, 60)} in ${key}: ${error.code} ${error.message}`
        expect(error.code, said).not.toMatch(/^(block\.broke|block\.wrong-output|internal)/)
        // what Fail says is the person's own
        if (declaration.type !== 'control/fail') expect(error.message, said).toMatch(/[.!?")]$/)
        if (error.code !== 'flow.has-problems') expect(error.details?.block, said).toBe('b2')
        expect(error.message, said).not.toMatch(
          /TypeError|RangeError|Cannot read|is not a function|\[object|\n\s+at /,
        )
      }
    },
  )
})

async function failureOf(
  runner: FlowRunner,
  { type, version }: BlockDeclaration,
  config: JsonObject,
  input: Json,
  given: Json,
): Promise<AppErrorShape | undefined> {
  const document: FlowDocument = {
    ...{ format: 1, name: 'Test', variables: [{ name: 'given', value: null }] },
    blocks: [
      { id: 'b1', type: 'start/manual', version: 1, name: 'Start', config: {} },
      { id: 'b2', type, version, name: 'Block', config },
    ],
    links: [{ from: 'b1', out: 'next', to: 'b2' }],
  }
  try {
    return (await runner.run(document, { input, variables: { given } })).error
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.toJSON()
    throw thrown
  }
}
