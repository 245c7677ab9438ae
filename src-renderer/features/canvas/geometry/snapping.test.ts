import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFlow, block, faceOf, flowOf, formOf } from '../fixtures/flows.ts'
import { makeSceneOf } from './scene.ts'
import { findSnap, type SnapPlace, type SnapTarget, snapPlaces } from './snapping.ts'

const below = (id: string): SnapTarget => ({ join: 'below', id })
const places: SnapPlace[] = [
  { target: below('a'), x: 0, y: 0 },
  { target: below('b'), x: 100, y: 0 },
  { target: { join: 'above', id: 'b' }, x: 0, y: 300 },
]
const always = () => true
const topAt = (x: number, y: number) => ({ top: [x, y] as const, bottom: null })

describe('what a dragged block would join', () => {
  test('within 48 it finds a target, further it finds none', () => {
    expect(findSnap(places, topAt(0, 48), null, always)?.target).toEqual(below('a'))
    expect(findSnap(places, topAt(0, 49), null, always)).toBeNull()
  })

  test('a preview that shows stays up to 68 away', () => {
    expect(findSnap(places, topAt(0, 68), below('a'), always)?.target).toEqual(below('a'))
    expect(findSnap(places, topAt(0, 69), below('a'), always)).toBeNull()
  })

  test('another target takes over only when it is nearer by more than 20', () => {
    expect(findSnap(places, topAt(60, 0), below('a'), always)?.target).toEqual(below('a'))
    expect(findSnap(places, topAt(61, 0), below('a'), always)?.target).toEqual(below('b'))
  })

  test('the bottom of the stack looks for heads, its top never does', () => {
    const bottom = { top: null, bottom: [0, 290] as const }
    expect(findSnap(places, bottom, null, always)?.target).toEqual({ join: 'above', id: 'b' })
    expect(findSnap(places, topAt(0, 300), null, always)).toBeNull()
  })

  test('what does not fit gives way to the next nearest', () => {
    const near = [...places, { target: below('c'), x: 0, y: 4 }]
    const fits = (target: SnapTarget) => target.id !== 'c'
    expect(findSnap(near, topAt(0, 10), null, fits)?.target).toEqual(below('a'))
  })

  test('the places of a flow: below every block that is no cap, every mouth, above heads that are no hats', () => {
    const scene = makeSceneOf(
      formOf,
      faceOf,
    )(flowOf([block('hat', [0, 0]), block('c'), block('cap'), block('a', [600, 0])], 'hat > c', 'c > cap'))
    const words = snapPlaces(scene.flow, scene.layout).map(({ target }) => `${target.join} ${target.id}`)
    expect(words.toSorted()).toEqual(['above a', 'below a', 'below c', 'below hat', 'mouth c'])
  })

  test('whatever shows and wherever the pointer is, a found target is near enough and fits', () => {
    const spot = fc.integer({ min: -100, max: 1500 })
    fc.assert(
      fc.property(anyFlow, spot, spot, fc.nat(), (document, x, y, pick) => {
        const scene = makeSceneOf(formOf, faceOf)(document)
        const all = snapPlaces(scene.flow, scene.layout)
        const showing = all[pick % (all.length + 1)]?.target ?? null
        const found = findSnap(all, { top: [x, y], bottom: [x, y + 48] }, showing, always)
        if (!found) return
        expect(found.distance).toBeLessThanOrEqual(found.target === showing ? 68 : 48)
      }),
    )
  })
})
