import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Json, JsonObject } from '#shared/flow'
import { defineBlock, implement } from './define-block.ts'
import { type ConfigOf, type FieldKind, field } from './field.ts'

// Held by the type checker (`npm run types` reads tests too): each line under a ts-expect-error must not compile.

const title = 'It'
const CHOICES = [
  { value: 'one', title: 'One' },
  { value: 'two', title: 'Two' },
] as const

/** One field of each kind that may stay empty. */
const empty = {
  text: field.text({ title }),
  longText: field.longText({ title }),
  code: field.code({ title }),
  number: field.number({ title }),
  duration: field.duration({ title }),
  time: field.time({ title }),
  schedule: field.schedule({ title }),
  zone: field.zone({ title }),
  yesNo: field.yesNo({ title }),
  condition: field.condition({ title }),
  choice: field.choice(CHOICES, { title }),
  list: field.list({ title }),
  map: field.map({ title }),
  record: field.record({ name: field.text({ title }) }, { title }),
  table: field.table({ name: field.text({ title, required: true }) }, { title }),
  secret: field.secret({ title }),
  value: field.value({ title }),
  file: field.file({ title }),
  folder: field.folder({ title }),
  url: field.url({ title }),
  variable: field.variable({ title }),
  flow: field.flow({ title }),
}
type Row = { readonly name: string }
/** What each kind holds when something is there. */
type Held = {
  text: string
  longText: string
  code: string
  number: number
  duration: string
  time: string
  schedule: string
  zone: string
  yesNo: boolean
  condition: boolean
  choice: 'one' | 'two'
  list: readonly Json[]
  map: JsonObject
  record: JsonObject
  table: readonly Row[]
  secret: string
  value: Json
  file: string
  folder: string
  url: string
  variable: string
  flow: string
}

describe('a field decides what the config holds', () => {
  test('of every kind there is', () => {
    expectTypeOf(field).toHaveProperty('flow')
    expectTypeOf<keyof typeof field>().toEqualTypeOf<keyof Held>()
    expect(Object.keys(empty).sort()).toEqual(Object.keys(field).sort())
    const kinds: Record<FieldKind, true> = Object.fromEntries(
      Object.values(empty).map(({ kind }) => [kind, true]),
    ) as Record<FieldKind, true>
    // a record is a map whose names are known
    expect(Object.keys(kinds)).toHaveLength(Object.keys(field).length - 1)
  })

  test('that may stay empty: its value or undefined', () => {
    type Config = ConfigOf<typeof empty>
    expectTypeOf<Config>().toEqualTypeOf<{ readonly [K in keyof Held]: Held[K] | undefined }>()
  })

  test('that must be filled in: its value', () => {
    const needed = {
      text: field.text({ title, required: true }),
      longText: field.longText({ title, required: true }),
      code: field.code({ title, required: true }),
      number: field.number({ title, required: true }),
      duration: field.duration({ title, required: true }),
      time: field.time({ title, required: true }),
      schedule: field.schedule({ title, required: true }),
      zone: field.zone({ title, required: true }),
      yesNo: field.yesNo({ title, required: true }),
      condition: field.condition({ title, required: true }),
      choice: field.choice(CHOICES, { title, required: true }),
      list: field.list({ title, required: true }),
      map: field.map({ title, required: true }),
      record: field.record({ name: field.text({ title }) }, { title, required: true }),
      table: field.table({ name: field.text({ title, required: true }) }, { title, required: true }),
      secret: field.secret({ title, required: true }),
      value: field.value({ title, required: true }),
      file: field.file({ title, required: true }),
      folder: field.folder({ title, required: true }),
      url: field.url({ title, required: true }),
      variable: field.variable({ title, required: true }),
      flow: field.flow({ title, required: true }),
    }
    expectTypeOf<ConfigOf<typeof needed>>().toEqualTypeOf<{ readonly [K in keyof Held]: Held[K] }>()
    expect(Object.values(needed).every(({ required }) => required)).toBe(true)
  })

  test('with a default: its value', () => {
    const filled = {
      text: field.text({ title, default: '' }),
      longText: field.longText({ title, default: 'a' }),
      code: field.code({ title, default: 'return 1' }),
      number: field.number({ title, default: 0 }),
      duration: field.duration({ title, default: '5s' }),
      time: field.time({ title, default: '18:30' }),
      schedule: field.schedule({ title, default: '@daily' }),
      zone: field.zone({ title, default: 'UTC' }),
      yesNo: field.yesNo({ title, default: false }),
      condition: field.condition({ title, default: '{{ input.ok }}' }),
      choice: field.choice(CHOICES, { title, default: 'two' }),
      list: field.list({ title, default: '{{ input }}' }),
      map: field.map({ title, default: { a: 1 } }),
      record: field.record({ name: field.text({ title }) }, { title, default: { name: 'a' } }),
      table: field.table({ name: field.text({ title, required: true }) }, { title, default: [] }),
      secret: field.secret({ title, default: 'NAME' }),
      value: field.value({ title, default: null }),
      file: field.file({ title, default: '~/a' }),
      folder: field.folder({ title, default: '~' }),
      url: field.url({ title, default: 'https://example.org' }),
      variable: field.variable({ title, default: 'count' }),
      flow: field.flow({ title, default: 'flw_1' }),
    }
    expectTypeOf<ConfigOf<typeof filled>>().toEqualTypeOf<{ readonly [K in keyof Held]: Held[K] }>()
    expect(filled.choice.default).toBe('two')
  })

  test('worked out per item: nothing that can be read here', () => {
    const where = field.condition({ title, perItem: true, required: true })
    expectTypeOf<ConfigOf<{ where: typeof where }>['where']>().toEqualTypeOf<unknown>()
    expect(where.perItem).toBe(true)
  })

  test('in the rows of a table: columns are fields themselves', () => {
    const rows = field.table(
      {
        as: field.choice(CHOICES, { title, default: 'one' }),
        count: field.number({ title }),
        inner: field.table({ on: field.yesNo({ title, required: true }) }, { title, required: true }),
      },
      { title, required: true },
    )
    expectTypeOf<ConfigOf<{ rows: typeof rows }>['rows']>().toEqualTypeOf<
      readonly {
        readonly as: 'one' | 'two'
        readonly count: number | undefined
        readonly inner: readonly { readonly on: boolean }[]
      }[]
    >()
    expect(Object.keys(rows.columns ?? {})).toEqual(['as', 'count', 'inner'])
  })
})

test('a field of the wrong kind does not compile', () => {
  // @ts-expect-error a text is no number, and no expression
  field.number({ title, default: 'many' })
  // @ts-expect-error a number is no text
  field.text({ title, default: 1 })
  // @ts-expect-error a text is neither yes nor no
  field.yesNo({ title, default: 'true' })
  // @ts-expect-error an object is no list
  field.list({ title, default: {} })
  // @ts-expect-error a list is no map
  field.map({ title, default: [] })
  // @ts-expect-error rows are objects
  field.table({ name: field.text({ title }) }, { title, default: [1] })
  // @ts-expect-error not one of the choices
  field.choice(CHOICES, { title, default: 'three' })
  // @ts-expect-error a choice needs its title
  field.choice([{ value: 'one' }], { title })
  // @ts-expect-error a field needs its title
  field.text({})
  // @ts-expect-error there is no such property
  expect(field.text({ title, requird: true })).toBeTruthy()
  // @ts-expect-error there is no such kind
  expect(field.colour).toBeUndefined()
})

test('a declaration that speaks of a field it does not have does not compile', () => {
  const base = {
    type: 'test/thing',
    version: 1,
    category: 'data',
    shape: 'stack',
    title: 'Thing',
    sentence: 'do {how}',
    summary: 'Does a thing.',
    keywords: [],
    examples: [],
  } as const
  const fields = { how: field.choice(CHOICES, { title, default: 'one' }) }
  const outputs = { next: { title: 'it' }, other: { title: 'the other' } }
  // @ts-expect-error there is no field "hwo"
  defineBlock({ ...base, fields, outputs, effect: { by: 'hwo', read: ['one'], otherwise: 'write' } })
  // @ts-expect-error there is no field "safe"
  defineBlock({ ...base, fields, outputs, effect: 'write', idempotent: { by: 'safe', when: [true] } })
  // @ts-expect-error there is no field "file"
  defineBlock({ ...base, fields, outputs, effect: 'pure', heavy: [{ by: 'file' }] })
  // @ts-expect-error there is no such effect
  defineBlock({ ...base, fields, outputs, effect: 'none' })
  // @ts-expect-error there is no such category
  defineBlock({ ...base, fields, outputs, effect: 'pure', category: 'misc' })
  // @ts-expect-error there is no such shape
  defineBlock({ ...base, fields, outputs, effect: 'pure', shape: 'round' })
  const examples = [{ config: { a: () => 1 }, input: null }]
  // @ts-expect-error an example's config is JSON
  defineBlock({ ...base, fields, outputs, effect: 'pure', examples })
  // @ts-expect-error there is no such property
  defineBlock({ ...base, fields, outputs, effect: 'pure', colour: 'red' })
  const good = defineBlock({
    ...base,
    fields,
    outputs,
    effect: { by: 'how', read: ['one'], otherwise: 'write' },
    idempotent: { by: 'how', when: ['two'] },
    heavy: [{ by: 'how', when: ['two'] }],
  })
  // @ts-expect-error two outputs at once are none
  implement(good, (config) => ({ next: config.how, other: 1 }))
  // @ts-expect-error undefined is no JSON
  implement(good, () => ({ next: undefined }))
  // @ts-expect-error bytes are no JSON
  implement(good, () => ({ next: new Uint8Array(1) }))
  implement(good, (config) => {
    // @ts-expect-error a config is read, not changed
    config.how = 'one'
    return { next: config.how }
  })
  // @ts-expect-error a context has no such hand
  implement(good, async (_config, ctx) => ({ next: await ctx.fetch('https://example.org') }))
  expect(implement(good, (config) => ({ next: config.how })).declaration).toBe(good)
})
