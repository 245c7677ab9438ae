import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type FlowDocument, formatFlow } from '#shared/flow'
import { liftFromCanvas } from '../drag/drag-session.ts'
import { anyFoldedFlow, block, faceOf, flowOf, formOf } from '../fixtures/flows.ts'
import { foldsAround, hiddenIn, isFolded, shownFor, withFolded } from './folding.ts'
import { hangFlow, withAllBelow } from './hanging.ts'
import { layoutFlow } from './layout.ts'
import { dotsOf, portOf } from './ports.ts'
import { isWire, makeRouter } from './routing/wire-router.ts'
import { makeSceneOf } from './scene.ts'
import { snapPlaces } from './snapping.ts'
import { walk } from './walking.ts'

const sceneOf = makeSceneOf(formOf, faceOf)
const routesOf = makeRouter(() => ['next'])
const folded = (document: FlowDocument, ...ids: string[]): FlowDocument => ({
  ...document,
  blocks: document.blocks.map((each) => (ids.includes(each.id) ? { ...each, collapsed: true } : each)),
})
const nested = flowOf(
  [block('hat', [0, 0]), ...['c', 'd', 'a', 'b', 'z'].map((id) => block(id))],
  'hat > c',
  'c.each > d',
  'd.then > a',
  'd.else > b',
  'c > z',
)
const lift = (document: FlowDocument, id: string, alone: boolean) =>
  liftFromCanvas(id, alone, {
    ...{ document, scene: sceneOf(document), sceneOf, routesOf },
    allows: () => true,
  })

describe('what a collapsed block is drawn for', () => {
  test('a C-block for its mouths, a hat or a stack block for all below', () => {
    const flow = hangFlow(folded(nested, 'hat', 'c'), formOf)
    expect(hiddenIn(flow, 'c')).toEqual(['d', 'a', 'b'])
    expect(hiddenIn(flow, 'hat')).toEqual(['c', 'd', 'a', 'b', 'z'])
    expect(foldsAround(flow, 'a')).toEqual(['hat', 'c'])
    expect(foldsAround(flow, 'z')).toEqual(['hat'])
    expect(shownFor(flow, 'b')).toBe('hat')
    expect(withFolded(flow, ['c', 'a'])).toEqual(['c', 'd', 'a', 'b'])
  })

  test('with nothing in it or below it, it is an ordinary block', () => {
    const flow = hangFlow(folded(flowOf([block('c'), block('a')]), 'c', 'a'), formOf)
    expect([...flow.blocks.values()].some(isFolded)).toBe(false)
  })

  test('it takes one row, and what follows a folded C-block moves up', () => {
    const { layout } = sceneOf(folded(nested, 'c'))
    expect(layout.blocks.get('c')).toMatchObject({ y: 48, height: 64, mouths: [], hides: ['d', 'a', 'b'] })
    expect(layout.blocks.get('a')).toMatchObject({ y: 48, foldedInto: 'c' })
    expect(layout.blocks.get('z')).toMatchObject({ y: 112 })
  })

  test('arrows walk over it as over one block', () => {
    const { flow } = sceneOf(folded(nested, 'c'))
    expect(walk(flow, 'c', 'down')).toBe('z')
    expect(walk(flow, 'c', 'in')).toBeUndefined()
    expect(walk(flow, 'z', 'up')).toBe('c')
  })

  test('a wire from within leaves the folded block at its right edge', () => {
    const { layout } = sceneOf(folded(nested, 'c'))
    const a = layout.blocks.get('a')
    expect(a && portOf(a, ['next'], 'next')).toMatchObject({ x: 120, y: 72 })
  })

  test('what is snapped below a folded stack joins on at the end of what it holds', () => {
    const { flow, layout } = sceneOf(folded(nested, 'hat'))
    expect(snapPlaces(flow, layout)).toEqual([{ target: { join: 'below', id: 'z' }, x: 0, y: 64 }])
  })
})

describe('what is joined on where something is collapsed', () => {
  test('opens the stack it is dropped below, in the preview and in the drop alike', () => {
    const document = {
      ...folded(nested, 'hat', 'd'),
      blocks: [...folded(nested, 'hat', 'd').blocks, block('n', [400, 0])],
    }
    const session = lift(document, 'n', false)
    session.move(0, 64)
    expect(session.preview?.target).toEqual({ join: 'below', id: 'z' })
    const { document: after, inverse } = applyEdits(document, session.dropAt(0, 64))
    const { flow, layout } = sceneOf(after)
    expect(flow.blocks.get('n')?.parent).toEqual({ id: 'z', out: 'next' })
    expect(layout.blocks.get('n')).toMatchObject({ y: session.preview?.scene.layout.blocks.get('n')?.y })
    expect(shownFor(flow, 'n')).toBe('n')
    expect(formatFlow(applyEdits(after, inverse).document)).toBe(formatFlow(document))
  })

  test('does not close again what was collapsed with nothing to hide', () => {
    const document = folded(
      flowOf([block('a', [0, 0]), block('c', [400, 0]), block('n', [800, 0])]),
      'a',
      'c',
    )
    for (const target of [
      { join: 'below', id: 'a' },
      { join: 'mouth', id: 'c', mouth: 'each' },
    ] as const) {
      const session = lift(document, 'n', false)
      session.aim(target)
      const { flow } = sceneOf(applyEdits(document, session.dropAt(0, 0)).document)
      expect(flow.blocks.get(target.id)?.block.collapsed).toBeUndefined()
    }
  })

  test('a folded C-block stays folded when something is hung below it', () => {
    const document = folded(flowOf([block('c', [0, 0]), block('a'), block('n', [400, 0])], 'c.each > a'), 'c')
    const session = lift(document, 'n', false)
    session.aim({ join: 'below', id: 'c' })
    const { flow } = sceneOf(applyEdits(document, session.dropAt(0, 0)).document)
    expect(shownFor(flow, 'a')).toBe('c')
    expect(shownFor(flow, 'n')).toBe('n')
  })
})

describe('wires of what is folded', () => {
  const wired = folded(nested, 'hat')
  const withWires: FlowDocument = {
    ...wired,
    blocks: [...wired.blocks, block('w', [400, 0])],
    links: [...wired.links, { from: 'a', out: 'next', to: 'z' }, { from: 'd', out: 'error', to: 'w' }],
  }

  test('go from the folded block, and those within it are not drawn', () => {
    const scene = sceneOf(withWires)
    const drawn = withWires.links.filter((link) => isWire(scene, link))
    expect(drawn).toEqual([{ from: 'd', out: 'error', to: 'w' }])
    expect([...routesOf(scene).keys()]).toEqual(['d|error|w'])
  })

  test('have a dot there, beside that of the end of the stack; its own hidden next has none', () => {
    const { flow, layout } = sceneOf(withWires)
    const hat = layout.blocks.get('hat')
    const dots = hat && dotsOf(flow, hat, () => ['next'], [{ from: 'd', out: 'error' }])
    expect(dots?.map(({ block: of, out, y }) => [of, out, y])).toEqual([
      ['z', 'next', 24],
      ['d', 'error', 38],
    ])
  })
})

describe('in any flow with collapsed blocks', () => {
  test('every block has a place; what is drawn and what is hidden are all blocks, each once', () => {
    fc.assert(
      fc.property(anyFoldedFlow, (document) => {
        const { flow, layout } = sceneOf(document)
        const drawn = layout.stacks.flatMap((stack) => stack.blocks)
        const all = drawn.flatMap(({ hanging, hides = [] }) => [hanging.block.id, ...hides])
        expect(all.toSorted()).toEqual(document.blocks.map(({ id }) => id).toSorted())
        for (const [id, placed] of layout.blocks) {
          const shown = shownFor(flow, id)
          expect(placed.foldedInto).toBe(shown === id ? undefined : shown)
          expect(layout.blocks.get(shown)).toMatchObject({ x: placed.x, y: placed.y, width: placed.width })
        }
      }),
    )
  })

  test('no stack is higher than with all of it open', () => {
    fc.assert(
      fc.property(anyFoldedFlow, (document) => {
        const open = { ...document, blocks: document.blocks.map(({ collapsed: _, ...rest }) => rest) }
        const heights = new Map(
          layoutFlow(hangFlow(open, formOf), faceOf).stacks.map(({ id, height }) => [id, height]),
        )
        for (const { id, height, blocks } of sceneOf(document).layout.stacks) {
          const isShort = blocks.some(({ hides }) => hides !== undefined)
          if (isShort) expect(height).toBeLessThan(heights.get(id) as number)
          else expect(height).toBe(heights.get(id))
        }
      }),
    )
  })

  test('a drawn block dragged anywhere loses no link within what it takes along, and undo restores it to the byte', () => {
    fc.assert(
      fc.property(anyFoldedFlow, fc.nat(), fc.nat(), fc.boolean(), (document, which, where, alone) => {
        const { flow, layout } = sceneOf(document)
        const drawn = layout.stacks.flatMap((stack) => stack.blocks)
        const id = drawn[which % drawn.length]?.hanging.block.id as string
        const session = lift(document, id, alone)
        const hidden = hiddenIn(flow, id)
        expect(session.lifted.ids).toEqual(expect.arrayContaining([id, ...hidden]))
        if (!alone) expect(session.lifted.ids).toEqual(withAllBelow(flow, id))
        const places = snapPlaces(session.rest.flow, session.rest.layout)
        const place = places[where % (places.length + 1)] ?? { x: 9000, y: 9000 }
        session.move(place.x, place.y)
        const { document: after, inverse } = applyEdits(document, session.dropAt(place.x, place.y))
        const taken = new Set(session.lifted.ids)
        for (const link of document.links)
          if (taken.has(link.from) && taken.has(link.to)) expect(after.links).toContainEqual(link)
        // a gap closes and a place is pushed down, but no block comes loose that hung
        if (session.preview) expect(shownFor(hangFlow(after, formOf), id)).toBe(id)
        const loose = (of: FlowDocument) => hangFlow(of, formOf).heads.length
        expect(loose(after)).toBeLessThanOrEqual(loose(document) + 1)
        expect(formatFlow(applyEdits(after, inverse).document)).toBe(formatFlow(document))
      }),
    )
  })
})
