import { expect, test } from 'vitest'
import { makeCatalog } from './catalog.ts'
import { checkCatalogOf } from './check-catalog.ts'
import { type BlockDeclaration, defineBlock } from './define-block.ts'
import { field } from './field.ts'

const loop = defineBlock({
  type: 'control/for-each',
  version: 2,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  title: 'For each',
  sentence: 'for each [item] in {list}',
  summary: 'Loops.',
  keywords: [],
  fields: { list: field.list({ title: 'List', required: true }) },
  outputs: { next: { title: 'results' } },
  mouths: [{ name: 'each' }],
  examples: [],
})
const catalog = checkCatalogOf(
  makeCatalog([loop, { ...loop, type: 'files/move' }, { ...loop, type: 'files/list' }]),
)
const block = { id: 'b1', type: loop.type, version: 2, name: 'Loop', config: {} }

test('a known type tells shape, version, outputs, mouths and the problems of its config', () => {
  const known = catalog.get('control/for-each')
  expect(known).toMatchObject({ shape: 'c', version: 2 })
  expect(known?.outputs(block)).toEqual(['next'])
  expect(known?.mouths(block)).toEqual(['each'])
  expect(known?.checkConfig(block).map((one) => one.code)).toEqual(['config.required'])
})

test('an unknown type has neighbours: slips of the finger, and the same name elsewhere', () => {
  expect(catalog.get('control/foreach')).toBeUndefined()
  expect(catalog.similar('control/foreach')).toEqual(['control/for-each'])
  expect(catalog.similar('file/move')).toEqual(['files/move'])
  expect(catalog.similar('data/list')).toEqual(['files/list'])
  expect(catalog.similar('quite/another-thing')).toEqual([])
})

test('two declarations of one type are a bug', () => {
  expect(() => makeCatalog([loop, loop])).toThrow('two declarations of control/for-each')
})

test('follows a catalog that changes', () => {
  const known = new Map<string, BlockDeclaration>()
  const checked = checkCatalogOf(known)
  expect(checked.get('acme/thing')).toBeUndefined()
  const declare = (version: number) =>
    defineBlock({
      type: 'acme/thing',
      version,
      category: 'data',
      shape: 'stack',
      effect: 'pure',
      title: 'Thing',
      sentence: 'do it',
      summary: '',
      keywords: [],
      fields: {},
      outputs: { next: { title: 'it' } },
      examples: [],
    })
  known.set('acme/thing', declare(1))
  expect(checked.get('acme/thing')?.version).toBe(1)
  expect(checked.similar('other/thing')).toEqual(['acme/thing'])
  expect(checked.missing?.('acme/gone')).toEqual({ package: 'acme', installed: true })
  expect(checked.missing?.('other/thing')).toEqual({ package: 'other', installed: false })
  expect(checked.missing?.('web/gone')).toBeUndefined()
  known.set('acme/thing', declare(2))
  expect(checked.get('acme/thing')?.version).toBe(2)
})
