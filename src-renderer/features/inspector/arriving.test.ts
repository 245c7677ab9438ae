import { describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { checkCatalogOf } from '#shared/block'
import { type Block, type FlowDocument, type Json, type Link, structureOf } from '#shared/flow'
import type { StepView } from '#shared/run'
import { type ArrivingSource, arrivingAt } from './arriving.ts'
import { variablesAt } from './variables-at.ts'

const block = (id: string, type: string, config: Block['config'] = {}): Block => ({
  ...{ id, type, version: 1, name: `The ${id}`, config },
})
const link = (from: string, to: string, out = 'next'): Link => ({ from, out, to, snap: true })
const document: FlowDocument = {
  ...{ format: 1, name: 'Sort', variables: [{ name: 'count', value: 0 }] },
  blocks: [
    block('hat', 'start/manual', { sample: { who: 'Ada' } }),
    block('list', 'files/list', { folder: '~' }),
    block('each', 'control/for-each', { list: '{{ input }}' }),
    block('if', 'control/if', { condition: true }),
    block('move', 'files/move', { from: '{{ item.path }}', to: 'a/' }),
    block('end', 'control/return'),
  ],
  links: [
    link('hat', 'list'),
    link('list', 'each'),
    link('each', 'if', 'each'),
    link('if', 'move', 'then'),
    link('each', 'end'),
  ],
}
const source = (steps: StepView[] = []): ArrivingSource => ({
  ...{ document, catalog, steps, summary: null, flowId: 'flw', now: 0 },
  structure: structureOf(document, checkCatalogOf(catalog)),
})

let seq = 0
const step = (of: string, path: string, input: Json, more: Partial<StepView> = {}): StepView => ({
  ...{ seq: seq++, block: of, blockName: of, path, visit: 0, attempts: 1, status: 'succeeded', startedAt: 5 },
  ...{ type: document.blocks.find(({ id }) => id === of)?.type ?? of, durationMs: 1, input, output: input },
  ...more,
})

describe('what arrives at a block of a flow that never ran', () => {
  test('is the example of the block before', () => {
    expect(arrivingAt(source(), 'each')).toMatchObject({ from: 'sample', input: [{ ext: 'jpg' }] })
  })
  test('inside a loop has an item and an index', () => {
    const { item, index, blocks } = arrivingAt(source(), 'move')
    expect(item).toMatchObject({ name: 'Photo.JPG' })
    expect(index).toBe(0)
    expect(blocks.map((each) => each.block.id)).toEqual(['list', 'hat'])
  })
  test('outside a loop has neither', () => {
    expect(arrivingAt(source(), 'list')).toMatchObject({
      item: undefined,
      index: undefined,
      input: { who: 'Ada' },
    })
  })
})

describe('what arrives at a block that ran', () => {
  const files = [{ name: 'a' }, { name: 'b' }]
  const steps = [
    step('hat', '', null),
    step('list', '', null, { output: files }),
    step('each', '', files, { config: { list: files } }),
    ...files.flatMap((file, i) => [
      step('if', `each[${i}]`, file),
      step('move', `each[${i}]/if.then`, file, { output: { moved: i } }),
    ]),
    step('end', '', [1, 2]),
  ]
  test('is what its last step got, and any earlier one can be chosen', () => {
    expect(arrivingAt(source(steps), 'move')).toMatchObject({
      from: 'run',
      at: 2,
      of: 2,
      item: files[1],
      items: 2,
    })
    expect(arrivingAt(source(steps), 'move', 1)).toMatchObject({ at: 1, item: files[0], index: 0 })
  })
  test('holds what left earlier blocks in scopes that are open, and nothing of other passes', () => {
    const { blocks } = arrivingAt(source(steps), 'move')
    expect(blocks.map((each) => each.block.id)).toEqual(['list', 'hat'])
    expect(arrivingAt(source(steps), 'end').blocks.map((each) => each.block.id)).not.toContain('move')
  })
})

describe('variables in sight of a step', () => {
  const set = (name: string, value: Json, path: string, scope = 'nearest') =>
    step('x', path, null, { type: 'data/set-variable', config: { name, value, scope } })
  test('follow what was set, innermost first', () => {
    const before = [
      set('count', 1, 'e[0]'),
      set('kind', 'pdf', 'e[0]', 'here'),
      set('kind', 'jpg', 'e[1]', 'here'),
    ]
    const start = [{ name: 'count', value: 0 }]
    expect(variablesAt(start, before, 'e[1]/i.then')).toEqual({ count: 1, kind: 'jpg' })
    expect(variablesAt(start, before, '')).toEqual({ count: 1 })
  })
  test('count and gather', () => {
    const before = [
      step('x', '', null, { type: 'data/change-variable', config: { name: 'n', by: 2 } }),
      step('x', '', null, { type: 'data/change-variable', config: { name: 'n', by: 3 } }),
      step('x', '', null, { type: 'data/add-to-list', config: { name: 'l', value: 'a' } }),
    ]
    expect(variablesAt([], before, 'e[0]')).toEqual({ n: 5, l: ['a'] })
  })
})
