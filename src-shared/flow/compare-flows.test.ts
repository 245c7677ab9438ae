import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from './apply-edits.ts'
import { compareFlows, isSameFlow } from './compare-flows.ts'
import type { Block, FlowDocument, Link } from './document.ts'
import { anyFlow } from './fixtures/any-flow.ts'
import { block, flow } from './fixtures/small-catalog.ts'
import type { FlowEdit } from './flow-edit.ts'

const base = flow(
  [
    block('h', 'start/manual', { at: [10, 20] }),
    block('a', 'say/text', { name: 'Say', config: { text: 'Hello', loud: false } }),
    block('b', 'say/text', { name: 'Say 2', config: { text: 'Bye' } }),
  ],
  ['h next a', 'a next b'],
)
const compared = (...edits: FlowEdit[]) => compareFlows(base, applyEdits(base, edits).document)
const link = (from: string, to: string): Link => ({ from, out: 'next', to })

describe('comparing two flows', () => {
  test('finds nothing between equal ones, also when keys and blocks come in another order', () => {
    const turned = JSON.parse(JSON.stringify({ ...base, blocks: [...base.blocks].reverse() })) as FlowDocument
    const [first, ...rest] = turned.blocks
    const { config, ...others } = first as Block
    expect(isSameFlow(compareFlows(base, { ...turned, blocks: [{ config, ...others }, ...rest] }))).toBe(true)
  })

  test('names blocks and links that are new or gone', () => {
    const found = compared(
      { do: 'remove-block', id: 'b' },
      { do: 'add-block', block: block('c', 'say/text', { name: 'New' }) },
      { do: 'add-link', link: link('a', 'c') },
    )
    expect(found).toMatchObject({
      added: [{ id: 'c', name: 'New', type: 'say/text' }],
      removed: [{ id: 'b', name: 'Say 2' }],
      changed: [],
      links: { added: [link('a', 'c')], removed: [link('a', 'b')] },
    })
  })

  test('shows each changed field with what it was and is', () => {
    const found = compared(
      { do: 'set-config', id: 'a', key: 'text', value: 'Good morning' },
      { do: 'set-config', id: 'a', key: 'loud', value: undefined },
      { do: 'set-config', id: 'a', key: 'times', value: [1, 2] },
      { do: 'set-options', id: 'a', options: { timeout: '5s' } },
      { do: 'rename-block', id: 'b', name: 'End' },
    )
    expect(found.changed).toEqual([
      {
        ...{ id: 'a', name: 'Say', type: 'say/text' },
        fields: [
          { path: ['config', 'text'], before: 'Hello', after: 'Good morning' },
          { path: ['config', 'loud'], before: false },
          { path: ['config', 'times'], after: [1, 2] },
          { path: ['options', 'timeout'], after: '5s' },
        ],
      },
      { id: 'b', name: 'End', type: 'say/text', fields: [{ path: ['name'], before: 'Say 2', after: 'End' }] },
    ])
  })

  test('tells a move from a change, and a link that is only drawn otherwise from a new one', () => {
    const found = compared({ do: 'move-block', id: 'h', at: [500, 20] })
    expect(found).toMatchObject({ moved: ['h'], changed: [] })
    const snapped = { ...base, links: base.links.map((one) => ({ ...one, snap: !one.snap })) }
    expect(isSameFlow(compareFlows(base, snapped))).toBe(true)
  })

  test('shows what changed of the flow itself', () => {
    const found = compared({ do: 'set-flow', set: { name: 'Renamed', tags: ['new'] } })
    expect(found.flow).toEqual([
      { path: ['name'], before: base.name, after: 'Renamed' },
      { path: ['tags'], after: ['new'] },
    ])
  })

  test('of any flow with itself finds nothing, and the other way round the same with before and after swapped', () => {
    fc.assert(
      fc.property(anyFlow, anyFlow, (a, b) => {
        expect(isSameFlow(compareFlows(a, structuredClone(a)))).toBe(true)
        const there = compareFlows(a, b)
        const back = compareFlows(b, a)
        expect(back.added.map(({ id }) => id)).toEqual(there.removed.map(({ id }) => id))
        expect(back.links.added).toEqual(there.links.removed)
        expect(back.changed.map(({ id }) => id).sort()).toEqual(there.changed.map(({ id }) => id).sort())
      }),
    )
  })
})
