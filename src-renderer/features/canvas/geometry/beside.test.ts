import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beside } from './beside.ts'

const SIZE = { width: 320, height: 150 }
const ROOM = { width: 1000, height: 600 }
const of = (left: number, top: number, width: number, height: number) => ({
  ...{ left, top, right: left + width, bottom: top + height },
})

describe('where a form about blocks stands', () => {
  test('after them, at their top', () => {
    expect(beside(of(100, 80, 300, 96), SIZE, ROOM, 8)).toEqual({ left: 408, top: 80 })
  })

  test('before them where there is no room after them', () => {
    expect(beside(of(500, 80, 400, 96), SIZE, ROOM, 8)).toEqual({ left: 172, top: 80 })
  })

  test('below those that are as wide as the room, and above them at its foot', () => {
    expect(beside(of(0, 80, 1000, 96), SIZE, ROOM, 8)).toEqual({ left: 8, top: 184 })
    expect(beside(of(0, 480, 1000, 96), SIZE, ROOM, 8)).toEqual({ left: 8, top: 322 })
  })

  test('is within the room, and covers nothing where one side leaves room for it', () => {
    const edge = (most: number) => fc.integer({ min: -100, max: most })
    fc.assert(
      fc.property(edge(1000), edge(600), edge(1500), edge(900), (left, top, width, height) => {
        const what = of(left, top, Math.max(1, width), Math.max(1, height))
        const at = beside(what, SIZE, ROOM, 8)
        expect(at.left >= 8 && at.left + SIZE.width <= ROOM.width - 8).toBe(true)
        expect(at.top >= 8 && at.top + SIZE.height <= ROOM.height - 8).toBe(true)
        const free =
          what.right + 16 + SIZE.width <= ROOM.width ||
          what.left - 16 - SIZE.width >= 0 ||
          what.bottom + 16 + SIZE.height <= ROOM.height ||
          what.top - 16 - SIZE.height >= 0
        const apart =
          at.left >= what.right ||
          at.left + SIZE.width <= what.left ||
          at.top >= what.bottom ||
          at.top + SIZE.height <= what.top
        expect(apart || !free).toBe(true)
      }),
    )
  })
})
