import { expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { checkCatalogOf } from '#shared/block'
import { applyEdits, type FlowDocument, type FlowEdit, structureOf } from '#shared/flow'
import { staleBlocks } from './stale-blocks.ts'

const block = (id: string, type: string) => ({ id, type, version: 1, name: id, config: {} })
const link = (from: string, out: string, to: string) => ({ from, out, to })
const ran: FlowDocument = {
  format: 1,
  name: 'Flow',
  blocks: [
    block('start', 'start/manual'),
    block('read', 'files/read'),
    block('each', 'control/for-each'),
    block('inside', 'data/text'),
    block('after', 'data/text'),
    block('beside', 'data/text'),
  ],
  links: [
    link('start', 'next', 'read'),
    link('read', 'next', 'each'),
    link('each', 'each', 'inside'),
    link('each', 'next', 'after'),
    link('start', 'next', 'beside'),
  ],
}
function staleAfter(...edits: FlowEdit[]): string[] {
  const now = applyEdits(ran, edits).document
  return [...staleBlocks(ran, now, structureOf(now, checkCatalogOf(catalog)))].sort()
}

test('a changed field makes its block and all that hangs on it older than the flow', () => {
  expect(staleAfter({ do: 'set-config', id: 'each', key: 'list', value: '{{ input }}' })).toEqual([
    'after',
    'each',
    'inside',
  ])
  expect(staleAfter({ do: 'set-config', id: 'read', key: 'path', value: 'x' })).toEqual([
    'after',
    'each',
    'inside',
    'read',
  ])
})

test('what is inside a C-block counts for what leaves it', () => {
  expect(staleAfter({ do: 'set-config', id: 'inside', key: 'text', value: 'x' })).toEqual([
    'after',
    'each',
    'inside',
  ])
})

test('a new way in counts, and a block that went', () => {
  expect(staleAfter({ do: 'remove-link', link: link('start', 'next', 'beside') })).toEqual(['beside'])
  expect(staleAfter({ do: 'remove-block', id: 'read' })).toEqual(['after', 'each', 'inside'])
})

test('names, places and pins change no value; a value that was put back is no change', () => {
  expect(
    staleAfter(
      { do: 'rename-block', id: 'read', name: 'Other' },
      { do: 'move-block', id: 'start', at: [5, 5] },
      { do: 'set-pin', id: 'read', out: 'next', value: 1 },
      { do: 'set-config', id: 'read', key: 'path', value: 'x' },
      { do: 'set-config', id: 'read', key: 'path', value: undefined },
    ),
  ).toEqual([])
})
