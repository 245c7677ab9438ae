import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Json } from '#shared/flow'
import { configSchema } from './config-schema.ts'
import { describeFields } from './describe-field.ts'
import { FIELD_KINDS, type Field, type FieldKind, field } from './field.ts'
import { finishConfig } from './finish-config.ts'

const title = 'Thing'
const choices = [{ value: 'a', title: 'A' }]
/** A field of each kind, a value it holds, and one it refuses (undefined: it takes them all). */
const KINDS: Readonly<Record<FieldKind, { field: Field; holds: Json; refuses: Json | undefined }>> = {
  text: { field: field.text({ title }), holds: 'x', refuses: undefined },
  'long-text': { field: field.longText({ title }), holds: 'x\ny', refuses: undefined },
  code: { field: field.code({ title }), holds: 'return 1', refuses: 1 },
  number: { field: field.number({ title, unit: 'MB' }), holds: 4, refuses: 'many' },
  duration: { field: field.duration({ title }), holds: '5s', refuses: 'soon' },
  time: { field: field.time({ title }), holds: '2026-12-24', refuses: 'soon' },
  schedule: {
    field: field.schedule({ title }),
    holds: 'every weekday at 09:00',
    refuses: '0 0 30 2 *',
  },
  zone: { field: field.zone({ title }), holds: 'Europe/Berlin', refuses: 'Europe/Berln' },
  'yes-no': { field: field.yesNo({ title }), holds: true, refuses: 'true' },
  condition: { field: field.condition({ title }), holds: false, refuses: 'false' },
  choice: { field: field.choice(choices, { title }), holds: 'a', refuses: 'b' },
  list: { field: field.list({ title }), holds: [1, 'a'], refuses: 'a' },
  map: { field: field.map({ title }), holds: { a: 1 }, refuses: [1] },
  table: {
    field: field.table({ name: field.text({ title, required: true }) }, { title }),
    holds: [{ name: 'x' }],
    refuses: [{}],
  },
  secret: { field: field.secret({ title }), holds: 'value', refuses: 1 },
  value: { field: field.value({ title }), holds: [{ any: null }], refuses: undefined },
  file: { field: field.file({ title }), holds: '~/a.txt', refuses: 1 },
  folder: { field: field.folder({ title }), holds: '~', refuses: 1 },
  url: { field: field.url({ title }), holds: 'https://example.org', refuses: 'example' },
  variable: { field: field.variable({ title }), holds: 'total', refuses: 1 },
  flow: { field: field.flow({ title }), holds: 'flw_1', refuses: 1 },
}

describe.each(FIELD_KINDS)('a field of kind %s', (kind) => {
  const { field: one, holds, refuses } = KINDS[kind]
  const schema = z.fromJSONSchema(
    configSchema({ type: 'test/x', title: 'X', fields: { one } }) as Parameters<typeof z.fromJSONSchema>[0],
  )

  test('takes what it holds, and so does its JSON Schema', () => {
    expect(one.kind).toBe(kind)
    expect(finishConfig({ fields: { one } }, { one: holds })).toEqual({ one: holds })
    expect(schema.safeParse({ one: holds }).success).toBe(true)
  })

  test.runIf(refuses !== undefined)('refuses what it cannot hold', () => {
    expect(() => finishConfig({ fields: { one } }, { one: refuses })).toThrow(/"Thing" needs/)
  })

  test('is said in words', () => {
    const [words] = describeFields({ one })
    expect(words?.holds).toMatch(/[a-z]{3}/)
    expect(words).toMatchObject({ title, columns: kind === 'table' ? [{ key: 'name' }] : [] })
  })
})
