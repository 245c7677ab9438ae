import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from './apply-edits.ts'
import type { FlowDocument } from './document.ts'
import { anyFlow } from './fixtures/any-flow.ts'
import { block, flow, link, smallCatalog } from './fixtures/small-catalog.ts'
import type { FlowEdit } from './flow-edit.ts'
import { insertAfter } from './insert-after.ts'
import { structureOf } from './structure-of.ts'

const say = (id: string) => block(id, 'say/text')
const base = flow(
  [
    block('h', 'start/manual', { at: [10, 20] }),
    say('a'),
    block('r', 'control/repeat'),
    say('x'),
    say('y'),
    say('b'),
  ],
  ['h next a', 'a next r', 'r each x', 'x next y', 'r next b'],
)
/** Stacks after the edits, each as text: `h a r b`. Mouths show as stacks of their own. */
const stacksAfter = (edits: FlowEdit[], document: FlowDocument = base) => {
  const result = applyEdits(document, edits)
  expect(result.skipped).toEqual([])
  const { stacks, places } = structureOf(result.document, smallCatalog)
  const written = [...stacks].map(([head, stack]) => {
    const hangsBy = places.get(head)?.hangsBy
    const at = places.get(head)?.block.at
    return `${hangsBy ? `${hangsBy.from}.${hangsBy.out}: ` : ''}${stack.join(' ')}${at ? ` @${at}` : ''}`
  })
  return written.sort()
}
const BASE = ['h a r b @10,20', 'r.each: x y']

describe('snapping in a new block', () => {
  test('pushes what hung there below it', () => {
    expect(stacksAfter([])).toEqual(BASE)
    expect(stacksAfter(insertAfter(base, smallCatalog, say('n'), { to: 'a', out: 'next' }))).toEqual([
      'h a n r b @10,20',
      'r.each: x y',
    ])
    expect(stacksAfter(insertAfter(base, smallCatalog, say('n'), { to: 'r', out: 'each' }))).toEqual([
      'h a r b @10,20',
      'r.each: n x y',
    ])
    expect(stacksAfter(insertAfter(base, smallCatalog, say('n'), { to: 'b', out: 'next' }))).toEqual([
      'h a r b n @10,20',
      'r.each: x y',
    ])
  })

  test('takes it into a C-block, or below when asked', () => {
    const loop = block('n', 'control/repeat', { at: [1, 1] })
    expect(stacksAfter(insertAfter(base, smallCatalog, loop, { to: 'a', out: 'next' }))).toEqual([
      'h a n @10,20',
      'n.each: r b',
      'r.each: x y',
    ])
    expect(
      stacksAfter(insertAfter(base, smallCatalog, loop, { to: 'a', out: 'next', rest: 'below' })),
    ).toEqual(['h a n r b @10,20', 'r.each: x y'])
  })

  test('lets it come loose below a cap, and below blocks without a next uses their first output', () => {
    const cap = block('n', 'control/stop')
    expect(
      stacksAfter(insertAfter(base, smallCatalog, cap, { to: 'r', out: 'next', looseAt: [7, 8] })),
    ).toEqual(['b @7,8', 'h a r n @10,20', 'r.each: x y'])
    const find = block('n', 'files/find')
    const edits = insertAfter(base, smallCatalog, find, { to: 'r', out: 'next' })
    expect(applyEdits(base, edits).document.links.at(-1)).toEqual(link('n found b'))
  })

  test('keeps the order of links at an output, and refuses a hat or a place that is gone', () => {
    const wired = { ...base, links: [...base.links, link('a next-> b')] }
    const { document } = applyEdits(
      wired,
      insertAfter(wired, smallCatalog, say('n'), { to: 'a', out: 'next' }),
    )
    expect(document.links.filter(({ from }) => from === 'a').map(({ to }) => to)).toEqual(['n', 'b'])
    expect(insertAfter(base, smallCatalog, block('n', 'start/manual'), { to: 'a', out: 'next' })).toEqual([])
    expect(insertAfter(base, smallCatalog, say('n'), { to: 'gone', out: 'next' })).toEqual([])
  })
})

test('every insertion applies whole, whatever the flow', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd')
  const out = fc.constantFrom('next', 'each', 'then')
  const type = fc.constantFrom('say/text', 'control/repeat', 'control/stop', 'no/such')
  fc.assert(
    fc.property(anyFlow, id, out, type, (document, one, at, kind) => {
      const added = block('new', kind, { name: 'Brand new' })
      const edits = insertAfter(document, smallCatalog, added, { to: one, out: at })
      const { document: after, skipped } = applyEdits(document, edits)
      // links that stand twice and ids that two blocks have come from files by hand; they may be refused
      if (isTidy(document)) expect(skipped).toEqual([])
      const { places, stacks } = structureOf(after, smallCatalog)
      expect([...stacks.values()].flat().length).toBe(places.size)
    }),
    { numRuns: 500 },
  )
})

function isTidy({ blocks, links }: FlowDocument): boolean {
  const ids = new Set(blocks.map(({ id }) => id))
  const keys = new Set(links.map(({ from, out, to }) => `${from}|${out}|${to}`))
  return (
    ids.size === blocks.length &&
    keys.size === links.length &&
    links.every(({ from, to }) => ids.has(from) && ids.has(to))
  )
}
