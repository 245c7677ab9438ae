import { describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { effectOf, isIdempotent } from '#shared/block'
import type { JsonObject } from '#shared/flow'
import { shownBlocks } from '../../src-renderer/model/shown-blocks.ts'

/**
 * The standard set as the file format has it: every type, and the names of its config where they are part of the
 * format. A name that is missing here was broken: flows that people saved hold it. `?` may be left out and has no
 * default; what a block takes beyond these names is its own affair.
 */
const NAMES: Readonly<Record<string, JsonObject | null>> = {
  'start/manual': { 'sample?': null },
  'start/called': { 'inputs?': null },
  'start/schedule': { cron: null, 'zone?': null, catchUp: 'latest' },
  'start/every': { every: '5m', catchUp: 'latest' },
  'start/event': { name: null },
  'start/webhook': { path: null, methods: ['POST'], answer: 'at once', auth: { kind: 'none' } },
  'start/file-changed': {
    ...{ folders: null, match: '*', kinds: ['created'], recursive: false },
    ...{ settle: '2s', batch: false, atStart: false },
  },
  'start/app-started': null,
  'start/flow-failed': null,
  'start/hotkey': null,
  'start/clipboard-changed': null,
  'control/if': { condition: null },
  'control/switch': { 'value?': null, 'cases?': null },
  'control/repeat': { times: 10 },
  'control/for-each': { list: null, concurrency: 1 },
  'control/while': { condition: null },
  'control/parallel': { branches: 2 },
  'control/try': {},
  'control/leave-loop': {},
  'control/next-pass': {},
  'control/join': { mode: 'list' },
  'control/wait': { for: '5s' },
  'control/wait-until': null,
  'control/stop': {},
  'control/return': { value: '{{ input }}' },
  'control/fail': { message: null, 'code?': null },
  'control/call-flow': { flow: null, input: '{{ input }}' },
  'control/emit': { name: null, payload: '{{ input }}' },
  'control/ask': null,
  'say/say': { text: '', level: 'info' },
  'say/log': { text: '', level: 'info' },
  'say/notify': null,
  'data/set-variable': { name: null, value: null, scope: 'nearest' },
  'data/change-variable': { name: null, by: 1 },
  'data/add-to-list': { name: null, value: '{{ input }}' },
  'data/set-fields': { fields: null, keep: true },
  'data/pick-fields': null,
  'data/value': { value: '{{ input }}' },
  'data/filter': { list: null, where: null },
  'data/sort': null,
  'data/group': null,
  'data/summarise': null,
  'data/unique': null,
  'data/only-new': null,
  'data/split-text': null,
  'data/join-text': null,
  'data/text': { text: '' },
  'data/replace': null,
  'data/read-json': null,
  'data/write-json': null,
  'data/read-csv': { 'text?': null, 'file?': null, header: true, delimiter: 'auto' },
  'data/write-csv': { rows: null, 'columns?': null, delimiter: ',' },
  'data/read-xml': null,
  'data/write-xml': null,
  'data/read-excel': null,
  'data/write-excel': null,
  'data/date': null,
  'data/number': null,
  'data/random': null,
  'data/hash': null,
  'data/encode': null,
  'data/compare': null,
  'data/code': { code: null, language: 'javascript' },
  'files/read': { path: null, as: 'text' },
  'files/write': { path: null, text: '', ifExists: 'replace' },
  'files/append': { path: null, text: '' },
  'files/list': { folder: null, match: '*', recursive: false },
  'files/info': null,
  'files/copy': { from: null, to: null, ifExists: 'rename' },
  'files/move': { from: null, to: null, ifExists: 'rename' },
  'files/delete': null,
  'files/make-folder': null,
  'files/zip': null,
  'files/unzip': null,
  'web/request': {
    ...{ url: null, method: 'GET', 'query?': null, 'headers?': null, 'body?': null, auth: { kind: 'none' } },
    ...{ 'pages?': null, honoursKey: false, as: 'auto', failOn: '4xx and 5xx' },
  },
  'web/respond': { status: 200, 'headers?': null, body: '{{ input }}' },
  'web/download': null,
  'web/rss': null,
  'web/page': null,
  'database/sqlite': null,
  'computer/run-program': null,
  'computer/open': null,
  'computer/clipboard': null,
  'computer/system-info': null,
}

/** Choices that are words of the file format. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'data/set-variable scope': ['nearest', 'here'],
  'files/read as': ['text', 'json', 'lines', 'file'],
  'files/write ifExists': ['replace', 'fail', 'rename'],
  'start/webhook answer': ['at once', 'when done', 'fixed'],
}

test('is whole: every type is there, and none that nobody wrote down', () => {
  expect([...catalog.keys()].sort()).toEqual(Object.keys(NAMES).sort())
})

describe.each(Object.entries(NAMES).filter(([, names]) => names !== null))('%s', (type, names) => {
  test.each(Object.entries(names as JsonObject))('has %s', (key, standard) => {
    const field = catalog.get(type)?.fields[key.replace('?', '')]
    expect(field).toBeDefined()
    if (standard !== null) expect(field?.default).toEqual(standard)
    else if (!key.endsWith('?')) expect(field?.required).toBe(true)
    else expect(field?.required ?? false).toBe(false)
  })
  test('demands nothing that is not among those', () => {
    const known = Object.keys(names as JsonObject)
    const fields = Object.entries(catalog.get(type)?.fields ?? {})
    expect(fields.filter(([key, { required }]) => required && !known.includes(key))).toEqual([])
  })
})

test.each(Object.entries(CHOICES))('%s takes its words', (place, words) => {
  const [type = '', key = ''] = place.split(' ')
  const field = catalog.get(type)?.fields[key]
  const choices = field && 'choices' in field ? (field.choices as readonly { value: unknown }[]) : []
  expect(choices.map(({ value }) => value)).toEqual(words)
})

/** Each declaration is read by itself, so these stand in each; a person takes them for the same thing. */
const ALIKE: [key: string, types: string[]][] = [
  ['encoding', ['files/read', 'data/read-csv', 'database/sqlite']],
  ['delimiter', ['data/read-csv', 'database/sqlite']],
  ['from', ['files/copy', 'files/move']],
  ['to', ['files/copy', 'files/move']],
  ['ifExists', ['files/copy', 'files/move', 'files/zip']],
]

test.each(ALIKE)('%s means the same, and takes the same, in %j', (key, types) => {
  // where it stands, what it is called and when it counts goes by the fields beside it
  const [first, ...others] = types.map((type) => {
    const { title, help, advanced, when, ...means } = catalog.get(type)?.fields[key] ?? { kind: 'missing' }
    return means
  })
  expect(first?.kind).not.toBe('missing')
  for (const other of others) expect(other).toEqual(first)
})

/** What one use does to the world, and whether it may be done once more after a crash. */
const EFFECTS: [type: string, config: JsonObject, effect: 'pure' | 'read' | 'write', again?: boolean][] = [
  ...['files/list', 'files/read', 'files/info'].map((type): [string, JsonObject, 'read'] => [
    type,
    {},
    'read',
  ]),
  ['web/request', { method: 'GET' }, 'read'],
  ['web/request', { method: 'HEAD' }, 'read'],
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method): [string, JsonObject, 'write', boolean] => [
    ...(['web/request', { method }, 'write', false] as const),
  ]),
  ['web/request', { method: 'POST', honoursKey: true }, 'write', true],
  ['files/write', { ifExists: 'replace' }, 'write', true],
  ['files/write', { ifExists: 'rename' }, 'write', false],
  ['files/write', { ifExists: 'fail' }, 'write', false],
  ['files/make-folder', {}, 'write', true],
  ['say/say', {}, 'write', true],
  ['say/log', {}, 'write', true],
  ['say/notify', {}, 'write', true],
  ...['append', 'move', 'copy', 'delete', 'zip', 'unzip'].map(
    (name): [string, JsonObject, 'write', boolean] => [...([`files/${name}`, {}, 'write', false] as const)],
  ),
  ['computer/run-program', {}, 'write', false],
  ['computer/open', {}, 'write', false],
  // what the person copied in between would be gone
  ['computer/clipboard', { do: 'write' }, 'write', false],
  ['computer/clipboard', { do: 'read' }, 'read'],
  ['computer/system-info', {}, 'read'],
  ['database/sqlite', { do: 'query' }, 'read'],
  ['database/sqlite', { do: 'insert-many' }, 'write', false],
  ['database/sqlite', { do: 'run' }, 'write', false],
  ['data/only-new', {}, 'write', true],
  ['data/code', { touches: 'nothing' }, 'pure'],
  ['data/code', { touches: 'writes' }, 'write', false],
]

test.each(EFFECTS)('%s with %o: %s', (type, config, effect, again = false) => {
  const declared = catalog.get(type)
  if (!declared) throw new Error(`no ${type}`)
  expect(effectOf(declared, config)).toBe(effect)
  if (effect === 'write') expect(isIdempotent(declared, config)).toBe(again)
})

test('triggers look and change nothing; other blocks of data and control compute, or are the engine’s own', () => {
  const wrong = [...catalog.values()].filter(({ type, category, effect }) => {
    if (category === 'start') return !['read', 'pure'].includes(effect as string)
    const own = ['data/only-new', 'data/code', 'data/write-excel', 'control/emit']
    return (
      ['data', 'control'].includes(category) &&
      !own.includes(type) &&
      effectOf(catalog.get(type) as never, {}) === 'write'
    )
  })
  expect(wrong.map(({ type }) => type)).toEqual([])
})

test('the palette offers every block', () => {
  const shown = new Set(shownBlocks.map(({ type }) => type))
  const hidden = [...catalog.keys()].filter((type) => !shown.has(type))
  expect(hidden).toEqual([])
})
