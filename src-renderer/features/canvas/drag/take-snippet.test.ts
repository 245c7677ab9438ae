import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type FlowDocument } from '#shared/flow'
import { anyFlow, block, faceOf, flowOf, formOf } from '../fixtures/flows.ts'
import { clipOf, type Renew } from '../geometry/clip.ts'
import { hangFlow, isHung } from '../geometry/hanging.ts'
import { makeRouter } from '../geometry/routing/wire-router.ts'
import { makeSceneOf } from '../geometry/scene.ts'
import { takeSnippet } from './take-snippet.ts'

const sceneOf = makeSceneOf(formOf, faceOf)
const routesOf = makeRouter(() => ['next'])
const renew: Renew = ({ id }, { blocks }) => ({
  id: `${id}-${blocks.length}`,
  name: `${id}-${blocks.length}`,
})

const snippetOf = (document: FlowDocument) => {
  const { layout } = sceneOf(document)
  const place = (id: string) => {
    const { x = 0, y = 0 } = layout.blocks.get(id) ?? {}
    return [x, y] as const
  }
  return clipOf(
    document,
    new Set(document.blocks.map(({ id }) => id)),
    place,
    new Set(document.notes?.keys()),
  )
}
function take(document: FlowDocument, kept: FlowDocument) {
  const taken = takeSnippet(snippetOf(kept), renew, { document, sceneOf, allows: () => true, routesOf })
  if (!taken) throw new Error('nothing was taken')
  return taken.session
}
const joins = ({ links }: FlowDocument) =>
  links.map(({ from, out, to, snap }) => `${from} ${out}${snap ? '>' : '~'}${to}`).toSorted()

const kept = flowOf([block('x', [400, 80]), block('y')], 'x > y')
const line = flowOf([block('hat', [0, 0]), block('a')], 'hat > a')

describe('a snippet in the hand', () => {
  test('is dropped loose as a copy with names of its own', () => {
    const session = take(line, kept)
    session.move(500, 300)
    const { document } = applyEdits(line, session.dropAt(500, 300))
    expect(document.blocks.slice(2)).toMatchObject([
      { id: 'x-2', name: 'x-2', at: [500, 300] },
      { id: 'y-3' },
    ])
    expect(joins(document)).toEqual(['hat next>a', 'x-2 next>y-3'])
  })

  test('snaps as a stack does, and pushes down what is below', () => {
    const session = take(line, kept)
    session.move(4, 52)
    const { document } = applyEdits(line, session.dropAt(4, 52))
    expect(joins(document)).toEqual(['hat next>x-2', 'x-2 next>y-3', 'y-3 next>a'])
  })

  test('of several stacks keeps their places to one another, and does not snap', () => {
    const two = flowOf([block('x', [400, 80]), block('y', [100, 200])])
    const session = take(line, two)
    session.move(0, 96)
    expect(session.preview).toBeNull()
    const { document } = applyEdits(line, session.dropAt(0, 96))
    expect(document.blocks.slice(2)).toMatchObject([{ at: [0, 96] }, { at: [-300, 216] }])
  })

  test('brings its notes along, as far from its head as they were, where it snaps too', () => {
    const noted = { ...kept, notes: [{ at: [640, 80], size: [120, 64], text: 'why' }] as const }
    const session = take(line, noted)
    const loose = applyEdits(line, session.dropAt(500, 300)).document
    expect(loose.notes).toEqual([{ at: [740, 300], size: [120, 64], text: 'why' }])
    session.move(10, 60)
    const snapped = applyEdits(line, session.dropAt(10, 60)).document
    expect(snapped.notes).toEqual([{ at: [240, 48], size: [120, 64], text: 'why' }])
  })

  test('without blocks is none', () => {
    const around = { document: line, sceneOf, allows: () => true, routesOf }
    expect(takeSnippet({ blockloom: 1, blocks: [], links: [] }, renew, around)).toBeNull()
  })

  test('whatever it is and wherever it is dropped: all of it arrives, hangs as it did, and undo takes it away', () => {
    fc.assert(
      fc.property(anyFlow, anyFlow, fc.nat(2000), fc.nat(600), (document, other, x, y) => {
        const session = take(document, other)
        session.move(x, y)
        const after = applyEdits(document, session.dropAt(x, y))
        expect(after.skipped).toEqual([])
        // a new hat may take the place of one that is there
        const instead = session.preview?.target.join === 'instead' ? 1 : 0
        expect(after.document.blocks).toHaveLength(document.blocks.length + other.blocks.length - instead)
        const ids = new Set(session.lifted.ids)
        const own = after.document.links.filter(({ from, to }) => ids.has(from) && ids.has(to))
        expect(own).toHaveLength(other.links.length)
        const flow = hangFlow(after.document, formOf)
        expect(after.document.links.filter((link) => !isHung(flow, link))).toEqual([])
        const back = applyEdits(after.document, after.inverse).document
        expect(joins(back)).toEqual(joins(document))
        expect(back.blocks.map(({ id }) => id).toSorted()).toEqual(
          document.blocks.map(({ id }) => id).toSorted(),
        )
      }),
    )
  })
})
