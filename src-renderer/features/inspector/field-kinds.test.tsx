import i18next from 'i18next'
import { renderToStaticMarkup } from 'react-dom/server'
import { initReactI18next } from 'react-i18next'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type BlockDeclaration, FIELD_KINDS, type Field, type FieldKind, field } from '#shared/block'
import type { Json } from '#shared/flow'
import { FieldRow } from './field-row.tsx'
import { type InspectedBlock, InspectedContext } from './inspector-context.ts'

const title = 'Thing'
const FIELDS: Readonly<Record<FieldKind, { field: Field; fixed: Json }>> = {
  text: { field: field.text({ title }), fixed: 'x' },
  'long-text': { field: field.longText({ title }), fixed: 'x' },
  code: { field: field.code({ title }), fixed: 'return 1' },
  number: { field: field.number({ title, unit: 'MB' }), fixed: 3 },
  duration: { field: field.duration({ title }), fixed: '5s' },
  time: { field: field.time({ title }), fixed: '18:30' },
  schedule: { field: field.schedule({ title }), fixed: 'every day at 09:00' },
  zone: { field: field.zone({ title }), fixed: 'Europe/Berlin' },
  'yes-no': { field: field.yesNo({ title }), fixed: true },
  condition: { field: field.condition({ title }), fixed: '{{ input.size > 5 }}' },
  choice: { field: field.choice([{ value: 'a', title: 'A' }], { title }), fixed: 'a' },
  list: { field: field.list({ title }), fixed: ['a'] },
  map: { field: field.map({ title }), fixed: { a: 1 } },
  table: { field: field.table({ name: field.text({ title: 'Name' }) }, { title }), fixed: [{ name: 'a' }] },
  secret: { field: field.secret({ title }), fixed: '{{ secrets.TOKEN }}' },
  value: { field: field.value({ title }), fixed: 4 },
  file: { field: field.file({ title }), fixed: '~/a.txt' },
  folder: { field: field.folder({ title }), fixed: '~' },
  url: { field: field.url({ title }), fixed: 'https://example.org' },
  variable: { field: field.variable({ title }), fixed: 'total' },
  flow: { field: field.flow({ title }), fixed: 'flw_1' },
}
/** Kinds that never hold an expression as a whole text: what stands there is taken as it is, or always built. */
const OWN_WAY: ReadonlySet<FieldKind> = new Set(['condition'])

beforeAll(() => {
  // layout effects are for the browser alone
  vi.spyOn(console, 'error').mockImplementation(() => {})
  return i18next.use(initReactI18next).init({ lng: 'en', resources: {}, initAsync: false })
})

/** The row of a field as the page would first draw it. */
function drawn(one: Field, value: Json): string {
  const declaration = {
    ...{ type: 'test/x', version: 1, category: 'data', shape: 'stack', effect: 'pure', title: 'X' },
    ...{ sentence: 'x', summary: 'X', keywords: [], fields: { one }, outputs: {}, examples: [] },
  } as BlockDeclaration
  const inspected: InspectedBlock = {
    block: { id: 'b1', type: 'test/x', version: 1, name: 'X', config: { one: value } },
    declaration,
    arriving: {
      ...{ from: 'sample', real: false, at: 0, of: 0, now: 0, input: null, item: undefined, items: null },
      ...{ index: undefined, vars: {}, blocks: [], run: {}, trigger: undefined },
    },
    setVisit: () => {},
    colourOf: () => undefined,
    problems: [],
  }
  return renderToStaticMarkup(
    <InspectedContext value={inspected}>
      <FieldRow name="one" field={one} first={false} />
    </InspectedContext>,
  )
}

/** Something the keyboard reaches and a screen reader names. */
const CONTROL = /<(input|textarea|button)|role="(switch|combobox)"/

describe.each(FIELD_KINDS)('in the inspector a field of kind %s', (kind) => {
  const { field: one, fixed } = FIELDS[kind]

  test('has a control under its title', () => {
    const html = drawn(one, fixed)
    expect(html).toContain('Thing')
    expect(html).toMatch(CONTROL)
    if (one.unit !== undefined) expect(html).toContain('>MB<')
  })

  test.skipIf(OWN_WAY.has(kind))('shows an expression as it is written', () => {
    expect(drawn(one, '{{ input.some }}')).toMatch(/input\.some/)
  })
})
