import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from './apply-edits.ts'
import type { FlowDocument } from './document.ts'
import { anyEdit, anyFlow } from './fixtures/any-flow.ts'
import { block, flow, link, smallCatalog } from './fixtures/small-catalog.ts'
import { type FlowStructure, structureAfter, structureOf } from './structure-of.ts'

const structure = (document: FlowDocument) => structureOf(document, smallCatalog)
const parents = (document: FlowDocument) =>
  Object.fromEntries(
    [...structure(document).places].map(([id, { parent }]) => [
      id,
      parent && `${parent.block}.${parent.mouth}`,
    ]),
  )
const say = (id: string) => block(id, 'say/text')

describe('the structure of a flow', () => {
  test('knows the mouth of every block', () => {
    const document = flow(
      [
        block('h', 'start/manual'),
        block('r', 'control/repeat'),
        block('i', 'control/if'),
        ...['a', 'b', 'c', 'd'].map(say),
      ],
      ['h next r', 'r each i', 'i then a', 'a next b', 'i else-> b', 'i next c', 'r next d'],
    )
    expect(parents(document)).toEqual({
      h: null,
      r: null,
      i: 'r.each',
      a: 'i.then',
      b: 'i.then',
      c: 'r.each',
      d: null,
    })
    const { insideOf, isMouth, linksFrom } = structure(document)
    expect(insideOf('r')).toEqual(['i', 'c'])
    expect(insideOf('a')).toEqual([])
    expect([isMouth('r', 'each'), isMouth('r', 'next'), isMouth('x', 'each')]).toEqual([true, false, false])
    expect(linksFrom('i', 'else')).toEqual([link('i else-> b')])
    expect(linksFrom('i', 'nowhere')).toEqual([])
  })

  test('takes the outermost first where only rings lead, in whatever order the file has them', () => {
    const blocks = [say('x'), say('y'), block('r', 'control/repeat'), say('z')]
    const links = ['r each-> x', 'x next-> y', 'y next-> x', 'r next-> z', 'z next-> r']
    for (const order of [blocks, blocks.toReversed()])
      expect(parents(flow(order, links))).toEqual({ x: 'r.each', y: 'r.each', r: null, z: null })
  })

  test('gives links by output in the order of the file, and leaves out those to nowhere', () => {
    const { places, linksFrom } = structure(
      flow([say('a'), say('b'), say('c')], ['a next-> c', 'a next b', 'a next-> gone', 'b next-> c']),
    )
    expect(linksFrom('a', 'next').map(({ to }) => to)).toEqual(['c', 'b'])
    expect(places.get('c')?.linksIn.map(({ from }) => from)).toEqual(['a', 'b'])
  })

  test('knows stacks, what hangs below and what is inside', () => {
    const { places, stacks } = structure(
      flow(
        [block('h', 'start/manual'), block('r', 'control/repeat'), say('a'), say('b'), say('c'), say('d')],
        ['h next r', 'r each a', 'a next b', 'r next c', 'c next-> d'],
      ),
    )
    expect(Object.fromEntries(stacks)).toEqual({ h: ['h', 'r', 'c'], a: ['a', 'b'], d: ['d'] })
    expect(places.get('r')?.inside.get('each')?.to).toBe('a')
    expect(places.get('r')?.below?.to).toBe('c')
    expect(places.get('a')?.hangsBy?.from).toBe('r')
  })

  test('lets one block hang by one link only, the first in the file', () => {
    const { stacks } = structure(flow([say('a'), say('b'), say('c')], ['a next c', 'b next c', 'a next b']))
    expect(Object.fromEntries(stacks)).toEqual({ a: ['a', 'c'], b: ['b'] })
  })

  test('opens a ring of snapped links at its first block', () => {
    const { stacks } = structure(flow([say('a'), say('b'), say('c')], ['b next c', 'c next a', 'a next b']))
    expect(Object.fromEntries(stacks)).toEqual({ a: ['a', 'b', 'c'] })
    const inner = structure(flow([say('a'), block('r', 'control/repeat')], ['r each a', 'a next r']))
    expect(Object.fromEntries(inner.stacks)).toEqual({ a: ['a', 'r'] })
  })

  test('adds the output "error" where errors branch', () => {
    const branch = { options: { onError: 'branch' as const } }
    const { places } = structure(
      flow([block('a', 'say/text', branch), block('h', 'start/manual', branch)], []),
    )
    expect(places.get('a')?.outputs).toEqual(['next', 'error'])
    expect(places.get('h')?.outputs).toEqual(['next'])
  })

  test('stands 10,000 blocks in a row and 10,000 inside one another', () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => `b${i}`)
    const row = flow(
      ids.map(say),
      ids.slice(1).map((id, i) => `b${i} next ${id}`),
    )
    expect(structure(row).stacks.get('b0')).toHaveLength(10_000)
    const nest = flow(
      ids.map((id) => block(id, 'control/repeat')),
      ids.slice(1).map((id, i) => `b${i} each ${id}`),
    )
    expect(structure(nest).places.get('b9999')?.parent).toEqual({ block: 'b9998', mouth: 'each' })
  })

  test('holds for any document: parents form trees, every block is in one stack', () => {
    fc.assert(
      fc.property(anyFlow, (document) => {
        const { places, stacks } = structure(document)
        const ids = new Set(document.blocks.map(({ id }) => id))
        expect([...stacks.values()].flat().sort()).toEqual([...ids].sort())
        for (const start of places.values()) {
          const seen = new Set([start.block.id])
          for (let at = start.parent; at; at = places.get(at.block)?.parent ?? null) {
            expect(seen.has(at.block)).toBe(false)
            seen.add(at.block)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('after an edit is the same as if it were made anew', () => {
    let [taken, all] = [0, 0]
    fc.assert(
      fc.property(anyFlow, fc.array(anyEdit, { maxLength: 6 }), (document, edits) => {
        let [now, before] = [document, structure(document)]
        for (const edit of edits) {
          now = applyEdits(now, [edit]).document
          const after = structureAfter(before, now, smallCatalog)
          expect(told(after)).toEqual(told(structure(now)))
          all += 1
          if (after.stacks === before.stacks) taken += 1
          before = after
        }
      }),
      { numRuns: 300 },
    )
    // both ways were gone
    expect(taken).toBeGreaterThan(20)
    expect(all - taken).toBeGreaterThan(20)
  })
})

/** All that a structure says, in a form that can be compared. */
const told = ({ document, places, stacks, linksFrom, insideOf, isMouth }: FlowStructure) => ({
  ...{ document, places: [...places], stacks: [...stacks] },
  asked: document.blocks.map(({ id }) => [
    insideOf(id),
    ...['next', 'each', 'then', 'else', 'error'].map((out) => [linksFrom(id, out), isMouth(id, out)]),
  ]),
})
