import { expect, test } from 'vitest'
import { applyEdits } from './apply-edits.ts'
import type { CheckCatalog } from './check-catalog.ts'
import type { Block, FlowDocument } from './document.ts'
import type { FlowEdit } from './flow-edit.ts'
import { followMouths } from './follow-mouths.ts'
import type { Json } from './json.ts'

/** Mouths as its `ways` name them. */
const catalog: CheckCatalog = {
  get: (type) => ({
    shape: type === 'test/ways' ? 'c' : 'stack',
    version: 1,
    outputs: () => ['next'],
    mouths: ({ config }) => (config.ways as string[] | undefined) ?? [],
    checkConfig: () => [],
  }),
  similar: () => [],
}
const block = (id: string, type: string, ways?: string[]): Block => ({
  id,
  type,
  version: 1,
  name: id,
  config: ways ? { ways } : {},
})
const flow: FlowDocument = {
  format: 1,
  name: 'Test',
  blocks: [
    block('w', 'test/ways', ['a', 'b']),
    block('x', 'test/x'),
    block('y', 'test/x'),
    block('z', 'test/x'),
  ],
  links: [
    { from: 'w', out: 'a', to: 'x', snap: true },
    { from: 'w', out: 'b', to: 'y' },
    { from: 'w', out: 'next', to: 'z' },
  ],
}
const set = (value: Json | undefined, key = 'ways', id = 'w'): FlowEdit => ({
  do: 'set-config',
  id,
  key,
  value,
})
const outsAfter = (...edits: FlowEdit[]) => {
  const { document, inverse, skipped } = applyEdits(flow, followMouths(flow, edits, catalog))
  expect(skipped).toEqual([])
  expect(applyEdits(document, inverse).document).toEqual(flow)
  return document.links.map(({ out, to }) => `${out} ${to}`)
}

test('links go along with a mouth that gets another name, in their place', () => {
  expect(outsAfter(set(['apples', 'b']))).toEqual(['apples x', 'b y', 'next z'])
  expect(outsAfter(set(['p', 'q']))).toEqual(['p x', 'q y', 'next z'])
})

test('mouths that change places keep their links', () => {
  expect(outsAfter(set(['b', 'a']))).toEqual(['a x', 'b y', 'next z'])
})

test('links of a mouth that goes away stay, and wait for it', () => {
  expect(outsAfter(set(['a']))).toEqual(['a x', 'b y', 'next z'])
  expect(outsAfter(set(undefined))).toEqual(['a x', 'b y', 'next z'])
})

test('edits of anything else are handed on as they are', () => {
  const edits = [set('new', 'other'), set(['c'], 'ways', 'x'), set(['c'], 'ways', 'gone')]
  expect(followMouths(flow, edits, catalog)).toBe(edits)
})
