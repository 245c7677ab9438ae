import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import {
  acceptDeclarations,
  iconFault,
  isPackageName,
  packageOf,
  parseManifest,
  refuseOtherBlockloom,
  typeInPackage,
} from './index.ts'

const manifest = {
  format: 1,
  name: 'acme',
  version: '1.0.0',
  blockloom: '^0.1',
  run: { javascript: 'main.js' },
}
const refused = (change: object): AppError => {
  try {
    parseManifest(JSON.stringify({ ...manifest, ...change }))
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was taken')
}

describe('a manifest', () => {
  test('that says the least is enough', () => {
    expect(parseManifest(JSON.stringify(manifest))).toMatchObject({
      ...manifest,
      title: 'acme',
      permissions: { net: [], read: [], write: [], run: false },
      icons: {},
      leaveOut: [],
    })
  })
  test.each([
    ['name', { name: 'Acme' }, /"name" is no name for a package/],
    ['name', { name: 'web' }, /"name" is no name for a package/],
    ['name', { name: 'con' }, /"name"/],
    ['name', { name: undefined }, /"name" is missing/],
    ['version', { version: '1.0' }, /"version" is no version such as 1.0.0/],
    ['version', { version: 'v1.0.0' }, /"version"/],
    ['version', { version: '1.0.0/../../x' }, /"version"/],
    ['blockloom', { blockloom: 'newest' }, /"blockloom" is no range/],
    ['format', { format: 2 }, /"format" is not 1/],
    ['run.javascript', { run: { javascript: '../main.js' } }, /names no file inside the package/],
    ['run', { run: { command: [] } }, /"run"/],
    ['permissions.net.0', { permissions: { net: ['https://x.org/'] } }, /is no host/],
    ['permissions.read.0', { permissions: { read: ['~/*'] } }, /names no single folder/],
    ['permissions.run', { permissions: { run: 'yes' } }, /should be true or false/],
    ['icons.thing', { icons: { thing: '/etc/passwd' } }, /names no file inside the package/],
    ['colour', { colour: 'red' }, /"colour" is not known/],
  ])('names the place of what is wrong: %s', (path, change, sentence) => {
    const { code, message, details } = refused(change)
    expect(code).toBe('package.broken-manifest')
    expect(message).toMatch(sentence)
    expect((details.problems as { path: string }[]).map((one) => one.path)).toContain(path)
  })
  test('that is no JSON is told with line and column, however it is cut short', () => {
    const text = JSON.stringify(manifest, null, 2)
    for (let i = 1; i < 20; i++) {
      const cut = text.slice(0, Math.floor((text.length * i) / 20))
      expect(() => parseManifest(cut)).toThrow(AppError)
    }
    expect(() => parseManifest('{ "name": acme }')).toThrow(/no JSON: .*/)
  })
  test('says which Blockloom it needs', () => {
    const parsed = parseManifest(JSON.stringify(manifest))
    expect(() => refuseOtherBlockloom(parsed, '0.1.7')).not.toThrow()
    expect(() => refuseOtherBlockloom(parsed, '0.2.0')).toThrow(
      'The package acme 1.0.0 needs Blockloom ^0.1, and this is 0.2.0.',
    )
  })
})

describe('names', () => {
  test('of packages are no category, no device and no path', () => {
    const good = ['acme', 'my-tools', 'x2']
    const not = ['a', 'web', 'Acme', 'a_b', '-a', 'a-', 'a--b', 'com1', 'constructor', '..', 'a/b', 'ä', '']
    expect(good.map(isPackageName)).toEqual(good.map(() => true))
    expect(not.map(isPackageName)).toEqual(not.map(() => false))
  })
  test('of types begin with that of their package', () => {
    expect(typeInPackage('acme/thing', 'acme')).toBe(true)
    for (const type of ['acme/', 'acme', 'acmex/thing', 'acme/a/b', 'acme/Thing', 'web/request'])
      expect(typeInPackage(type, 'acme')).toBe(false)
    expect(packageOf('acme/thing')).toBe('acme')
    expect(packageOf('web/request')).toBeUndefined()
    expect(packageOf('thing')).toBeUndefined()
  })
})

const thing = {
  type: 'acme/thing',
  version: 1,
  effect: 'pure',
  title: 'Thing',
  sentence: 'do {what}',
  fields: { what: { kind: 'text', title: 'What', required: true } },
  outputs: { next: { title: 'it' } },
  examples: [{ config: { what: 'x' }, input: null, output: 'x' }],
}
const faultsOf = (...given: unknown[]): { block: string; path: string; message: string }[] => {
  try {
    acceptDeclarations('acme', given)
    return []
  } catch (error) {
    return (error as AppError).details.faults as never
  }
}

describe('declarations from outside', () => {
  test('get what they left out', () => {
    expect(acceptDeclarations('acme', [thing])).toEqual([
      { ...thing, category: 'computer', shape: 'stack', summary: '', keywords: [] },
    ])
  })
  test.each([
    ['type', { type: 'web/request' }, /not of this package/],
    ['type', { type: 'other/thing' }, /not of this package/],
    ['shape', { shape: 'hat' }, /belong to the engine/],
    ['category', { category: 'control' }, /should be one of/],
    ['', { engine: true }, /engine, which is not known/],
    ['', { mouths: [{ name: 'each' }] }, /mouths, which is not known/],
    ['sentence', { sentence: 'do {other}' }, /there is no field "other"/],
    ['title', { title: 'x'.repeat(61) }, /too long/],
    ['outputs', { outputs: {} }, /give at least "next"/],
    ['outputs.error', { outputs: { error: { title: 'e' } } }, /a name of the engine/],
    ['fields.what', { fields: { what: { kind: 'choice', title: 'W' } } }, /has no choices/],
    [
      'fields.what',
      { fields: { what: { kind: 'number', title: 'W', default: 'many' } } },
      /a default it cannot hold/,
    ],
    ['fields.what.kind', { fields: { what: { kind: 'html', title: 'W' } } }, /.+/],
    [
      'fields.what',
      { fields: { what: { kind: 'list', title: 'W', perItem: true } } },
      /perItem, which is not known/,
    ],
    ['effect', { effect: { by: 'method', read: ['GET'], otherwise: 'write' } }, /the field "method"/],
    ['examples[0].config.what', { examples: [{ config: {}, input: null }] }, /"What" is missing/],
    ['version', { version: 1.5 }, /.+/],
  ])('are refused with their place: %s %o', (path, change, sentence) => {
    const faults = faultsOf({ ...thing, ...change })
    expect(faults.map((one) => one.path)).toContain(path)
    expect(faults.find((one) => one.path === path)?.message).toMatch(sentence)
    expect(faults[0]?.block).toMatch(/\/|block 1/)
  })
  test('are refused when they are no objects, twice the same, none, or huge', () => {
    expect(faultsOf(null)).toHaveLength(1)
    expect(faultsOf('x', 7)).toHaveLength(2)
    expect(faultsOf(thing, thing)).toMatchObject([{ path: 'type', message: 'stands there twice' }])
    expect(faultsOf()).toMatchObject([{ message: 'it has no blocks' }])
    expect(faultsOf({ ...thing, summary: 'x'.repeat(300_000) })).toMatchObject([
      { message: 'is larger than 256 KB' },
    ])
    expect(faultsOf(JSON.parse(`{"__proto__": {"x": 1}, ${JSON.stringify(thing).slice(1)}`))).toHaveLength(1)
  })
})

describe('icons', () => {
  test('are drawings that reach for nothing', () => {
    const svg = (inside: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${inside}</svg>`
    expect(iconFault(svg('<path d="M1 1"/><use href="#a"/>'))).toBeUndefined()
    for (const bad of [
      'no drawing',
      '<svg></svg>',
      svg('<script>alert(1)</script>'),
      svg('<path onload="x()" d="M1 1"/>'),
      svg('<image href="https://x.org/a.png"/>'),
      svg('<foreignObject/>'),
      svg('<style>@import "x.css"</style>'),
      `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`,
    ])
      expect(iconFault(bad)).toEqual(expect.any(String))
  })
})
