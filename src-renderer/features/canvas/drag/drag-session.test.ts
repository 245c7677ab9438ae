import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type FlowDocument } from '#shared/flow'
import { anyFlow, block, faceOf, flowOf, formOf } from '../fixtures/flows.ts'
import { hangFlow } from '../geometry/hanging.ts'
import { deleteBlocks } from '../geometry/lifting.ts'
import { makeRouter } from '../geometry/routing/wire-router.ts'
import { makeSceneOf } from '../geometry/scene.ts'
import { snapPlaces } from '../geometry/snapping.ts'
import { type DragSession, liftFromCanvas, liftTogether, takeNew } from './drag-session.ts'

const sceneOf = makeSceneOf(formOf, faceOf)
const allows = () => true
const routesOf = makeRouter(() => ['next'])

const lift = (document: FlowDocument, id: string, alone = false) =>
  liftFromCanvas(id, alone, { document, scene: sceneOf(document), sceneOf, allows, routesOf })
const take = (document: FlowDocument, id: string) =>
  takeNew(block(id), { document, sceneOf, allows, routesOf })
const drop = (document: FlowDocument, session: DragSession, x: number, y: number) => {
  session.move(x, y)
  return applyEdits(document, session.dropAt(x, y)).document
}
/** `a>b` for what hangs, `a~b` for wires; mouths by name. */
const joins = (document: FlowDocument) =>
  document.links
    .map((l) => `${l.from}${l.out === 'next' ? '' : `.${l.out}`}${l.snap ? '>' : '~'}${l.to}`)
    .toSorted()
    .join(' ')

const line = flowOf([block('hat', [0, 0]), block('a'), block('b')], 'hat > a', 'a > b')

describe('dragging blocks', () => {
  test('takes along what is below; dropped loose it stands on the grid', () => {
    const after = drop(line, lift(line, 'a'), 501, 302)
    expect(joins(after)).toBe('a>b')
    expect(after.blocks.find(({ id }) => id === 'a')?.at).toEqual([500, 304])
  })

  test('with Alt only itself, and the gap heals', () => {
    const after = drop(line, lift(line, 'a', true), 500, 300)
    expect(joins(after)).toBe('hat>b')
  })

  test('put back where it was, nothing has changed', () => {
    expect(joins(drop(line, lift(line, 'a'), 4, 50))).toBe(joins(line))
  })

  test('in mid-stack it pushes the rest down', () => {
    expect(joins(drop(line, take(line, 'x'), 3, 60))).toBe('a>b hat>x x>a')
  })

  test('an empty C-block in mid-stack takes the rest into its mouth', () => {
    expect(joins(drop(line, take(line, 'c'), 3, 60))).toBe('a>b c.each>a hat>c')
  })

  test('a C-block that holds something pushes the rest down', () => {
    const document = flowOf(
      [...line.blocks, block('c', [600, 0]), block('x')],
      'hat > a',
      'a > b',
      'c.each > x',
    )
    expect(joins(drop(document, lift(document, 'c'), 0, 48))).toBe('a>b c.each>x c>a hat>c')
  })

  test('a stack goes into a mouth, before what is in it', () => {
    const document = flowOf([block('c', [0, 0]), block('x'), block('a', [600, 0])], 'c.each > x')
    expect(joins(drop(document, lift(document, 'a'), 20, 52))).toBe('a>x c.each>a')
  })

  test('the bottom of a stack joins the top of another, which stays where it is', () => {
    const document = flowOf([block('a', [0, 200]), block('x', [600, 0])])
    const after = drop(document, lift(document, 'x'), 10, 150)
    expect(joins(after)).toBe('x>a')
    expect(sceneOf(after).layout.blocks.get('a')).toMatchObject({ x: 0, y: 200 })
  })

  test('a cap does not go into mid-stack, a hat below nothing, and neither previews', () => {
    const cap = take(line, 'cap')
    cap.move(0, 48)
    expect(cap.preview).toBeNull()
    const hat = take(line, 'hat2')
    hat.move(0, 96)
    expect(hat.preview).toBeNull()
  })

  test('a new hat takes the place of one that is there, with all that one started', () => {
    const document = flowOf([block('hat', [8, 16]), block('a'), block('b', [600, 0])], 'hat > a', 'hat ~ b')
    const after = drop(document, take(document, 'hat2'), 20, 30)
    expect(joins(after)).toBe('hat2>a hat2~b')
    expect(after.blocks.map(({ id, at }) => [id, at])).toEqual([
      ['a', undefined],
      ['b', [600, 0]],
      ['hat2', [8, 16]],
    ])
    const two = flowOf([block('hat', [0, 0]), block('hat2', [600, 0])])
    expect(drop(two, lift(two, 'hat2'), 4, 4).blocks).toHaveLength(2)
  })

  test('a join the flow does not allow does not preview', () => {
    const session = takeNew(block('x'), { document: line, sceneOf, allows: () => false, routesOf })
    session.move(0, 48)
    expect(session.preview).toBeNull()
  })

  test('a wire that says the same becomes the join: no block runs twice', () => {
    const document = flowOf([block('a', [0, 0]), block('b', [600, 0])], 'a ~ b')
    expect(joins(drop(document, lift(document, 'b'), 0, 48))).toBe('a>b')
  })

  test('the preview shows what the drop then makes', () => {
    const spot = fc.nat()
    fc.assert(
      fc.property(anyFlow, spot, spot, fc.boolean(), (document, which, where, alone) => {
        const id = document.blocks[which % document.blocks.length]?.id as string
        const session = lift(document, id, alone)
        const places = snapPlaces(session.rest.flow, session.rest.layout)
        const place = places[where % (places.length + 1)] ?? { x: 5000, y: 5000 }
        const after = drop(document, session, place.x, place.y)
        expect(after.blocks).toHaveLength(document.blocks.length)
        expect(hangFlow(after, formOf).heads.length).toBeGreaterThan(0)
        const hung = after.links.filter((link) => link.snap)
        expect(new Set(hung.map((link) => link.to)).size).toBe(hung.length)
        expect(new Set(hung.map((link) => `${link.from} ${link.out}`)).size).toBe(hung.length)
        if (!session.preview) return
        expect(joins(session.preview.scene.flow.document)).toBe(joins(after))
      }),
    )
  })

  test('on a wire it comes between the ends of the wire', () => {
    const document = flowOf([block('a', [0, 0]), block('b', [600, 0])], 'a ~ b')
    const after = drop(document, take(document, 'x'), 304, 4)
    expect(joins(after)).toBe('a~x x~b')
    expect(after.blocks.find(({ id }) => id === 'x')?.at).toEqual([300, 0])
  })

  test('a cap and a hat do not go on a wire', () => {
    const document = flowOf([block('a', [0, 0]), block('b', [600, 0])], 'a ~ b')
    for (const id of ['cap', 'hat']) expect(joins(drop(document, take(document, id), 304, 4))).toBe('a~b')
  })

  test('all places where it fits can be gone through, downwards, each shown as it would be', () => {
    const session = lift(line, 'b', true)
    expect(session.fitting()).toEqual([
      { join: 'below', id: 'hat' },
      { join: 'below', id: 'a' },
    ])
    session.aim({ join: 'below', id: 'hat' })
    expect(joins(applyEdits(line, session.dropAt(0, 0)).document)).toBe('b>a hat>b')
  })

  test('undo takes a drop back in one step', () => {
    fc.assert(
      fc.property(anyFlow, fc.nat(), fc.boolean(), (document, which, alone) => {
        const id = document.blocks[which % document.blocks.length]?.id as string
        const session = lift(document, id, alone)
        session.move(0, 48)
        const { document: after, inverse } = applyEdits(document, session.dropAt(0, 48))
        expect(applyEdits(after, inverse).document).toEqual(document)
      }),
    )
  })
})

describe('dragging several chosen blocks', () => {
  const together = (document: FlowDocument, chosen: readonly string[], id: string) =>
    liftTogether(chosen, id, { document, scene: sceneOf(document), sceneOf, allows, routesOf })
  const placesOf = (document: FlowDocument) =>
    Object.fromEntries([...sceneOf(document).layout.blocks].map(([id, { x, y }]) => [id, [x, y]]))

  test('moves stacks as they stand, wherever one of them is taken', () => {
    const document = flowOf([block('a', [0, 0]), block('b', [200, 100]), block('c', [600, 0])], 'a ~ b')
    const after = drop(document, together(document, ['a', 'b'], 'b'), 300, 300)
    expect(placesOf(after)).toEqual({ a: [100, 200], b: [300, 300], c: [600, 0] })
    expect(joins(after)).toBe('a~b')
  })

  test('of a stack just these go, and the gap heals', () => {
    const four = flowOf(
      [block('hat', [0, 0]), block('a'), block('b'), block('c')],
      'hat > a',
      'a > b',
      'b > c',
    )
    expect(joins(drop(four, together(four, ['a', 'b'], 'b'), 500, 300))).toBe('a>b hat>c')
    const apart = drop(four, together(four, ['a', 'c'], 'c'), 500, 300)
    expect(joins(apart)).toBe('hat>b')
    expect(placesOf(apart)).toMatchObject({ a: [500, 204], c: [500, 300] })
  })

  test('one run of blocks joins on like any stack, several do not', () => {
    const document = flowOf([...line.blocks, block('x', [600, 0]), block('y')], 'hat > a', 'a > b', 'x > y')
    expect(joins(drop(document, together(document, ['x', 'y'], 'x'), 4, 52))).toBe('a>b hat>x x>y y>a')
    expect(joins(drop(document, together(document, ['b', 'x'], 'x'), 4, 52))).toBe('hat>a')
  })

  test('of any flow and any choice every block is kept, each moves by the same, and undo takes it back', () => {
    fc.assert(
      fc.property(
        anyFlow,
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (document, picks, which) => {
          const idAt = (pick: number) => document.blocks[pick % document.blocks.length]?.id as string
          const chosen = [...new Set(picks.map(idAt))]
          const session = together(document, chosen, chosen[which % chosen.length] as string)
          const before = placesOf(document)
          const { document: after, inverse } = applyEdits(document, session.dropAt(4000, 8000))
          expect(after.blocks).toHaveLength(document.blocks.length)
          const now = placesOf(after)
          const heads = [session.lifted.first, ...(session.lifted.along ?? [])]
          const [x, y] = before[session.lifted.first] as [number, number]
          for (const head of heads) {
            const [left, top] = before[head] as [number, number]
            expect(now[head]).toEqual([4000 + left - x, 8000 + top - y])
          }
          for (const id of chosen) expect(session.lifted.ids).toContain(id)
          expect(new Set(session.lifted.ids).size).toBe(session.lifted.ids.length)
          expect(applyEdits(after, inverse).document).toEqual(document)
        },
      ),
    )
  })
})

describe('deleting blocks', () => {
  const at = () => [0, 0] as const
  const without = (document: FlowDocument, ...ids: string[]) =>
    applyEdits(document, deleteBlocks(hangFlow(document, formOf), ids, at)).document

  test('heals the stack', () => {
    expect(joins(without(line, 'a'))).toBe('hat>b')
  })

  test('a wire that leads past it becomes the join', () => {
    const past = flowOf(
      ['hat', 'a', 'b'].map((id) => block(id)),
      'hat > a',
      'a > b',
      'hat ~ b',
    )
    expect(joins(without(past, 'a'))).toBe('hat>b')
  })

  test('heals wires: what led to it leads on to where it led', () => {
    const ids = ['a', 'x', 'y', 'b'].map((id) => block(id))
    expect(joins(without(flowOf(ids, 'a ~ x', 'x > y', 'y ~ b'), 'x', 'y'))).toBe('a~b')
    expect(joins(without(flowOf(ids, 'a ~ x', 'x > y', 'y ~ b'), 'x'))).toBe('a~y y~b')
    expect(joins(without(flowOf(ids, 'a > x', 'x ~ b'), 'x'))).toBe('a~b')
  })

  test('a ring that is cut open makes no block its own next', () => {
    expect(joins(without(flowOf([block('a'), block('x')], 'a ~ x', 'x ~ a'), 'x'))).toBe('')
  })

  test('takes along what is inside', () => {
    const document = flowOf(
      ['a', 'c', 'x', 'b'].map((id) => block(id)),
      'a > c',
      'c.each > x',
      'c > b',
    )
    const after = without(document, 'c')
    expect(joins(after)).toBe('a>b')
    expect(after.blocks.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('several at once heal over the whole gap, also in a mouth', () => {
    const document = flowOf(
      ['c', 'a', 'b', 'x'].map((id) => block(id)),
      'c.each > a',
      'a > b',
      'b > x',
    )
    expect(joins(without(document, 'a', 'b'))).toBe('c.each>x')
  })

  test('of any flow and any choice no kept block is lost and no link leads nowhere', () => {
    fc.assert(
      fc.property(anyFlow, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (document, picks) => {
        const ids = picks.map((pick) => document.blocks[pick % document.blocks.length]?.id as string)
        const after = without(document, ...ids)
        const left = new Set(after.blocks.map(({ id }) => id))
        expect(ids.some((id) => left.has(id))).toBe(false)
        for (const link of after.links) expect(left.has(link.from) && left.has(link.to)).toBe(true)
        expect(sceneOf(after).layout.blocks.size).toBe(left.size)
      }),
    )
  })
})
