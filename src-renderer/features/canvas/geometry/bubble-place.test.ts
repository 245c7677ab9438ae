import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Area, areaOf, type BubbleAsk, placeBubble, shared } from './bubble-place.ts'

const area = (x: number, y: number, width: number, height: number): Area => ({ x, y, width, height })
const ask = (more: Partial<BubbleAsk> = {}): BubbleAsk => ({
  of: area(100, 100, 200, 48),
  row: 48,
  under: false,
  size: { width: 240, height: 38 },
  least: 180,
  room: area(0, 0, 1000, 600),
  selvage: 24,
  spare: [],
  ...more,
})
const block = (x: number, y: number, width = 200) => ({ area: area(x, y, width, 48), weight: 1 })

describe('where a bubble stands', () => {
  test('beside its block in the middle of the row, and under one below which nothing hangs', () => {
    expect(placeBubble(ask())).toEqual({ side: 'beside', x: 320, y: 106, tip: 18 })
    expect(placeBubble(ask({ under: true }))).toEqual({ side: 'under', x: 112, y: 168, tip: 28 })
  })

  test('narrower, where what is in sight ends before it does', () => {
    expect(placeBubble(ask({ room: area(0, 0, 520, 600) }))).toMatchObject({ side: 'beside', most: 192 })
  })

  test('made narrower and so taller, it goes past the wider block below', () => {
    const given = ask({ tall: 64, room: area(0, 0, 540, 600), spare: [block(100, 148, 232)] })
    expect(placeBubble(given)).toEqual({ side: 'beside', x: 344, y: 106, tip: 18, most: 188 })
  })

  test('beside a block as wide as the room it covers no block of its stack', () => {
    const wide = ask({
      of: area(100, 100, 800, 48),
      size: { width: 300, height: 110 },
      spare: [block(100, 148, 800), block(100, 52, 800)],
      room: area(-300, 0, 1210, 600),
    })
    expect(placeBubble(wide)).toMatchObject({ side: 'before', x: -276 })
    expect(placeBubble({ ...wide, spare: [] })).toMatchObject({ side: 'under' })
  })

  test('under a block as wide as the room it goes past what is narrower below', () => {
    const wide = ask({
      of: area(100, 100, 800, 48),
      room: area(50, 0, 870, 600),
      spare: [block(100, 148), block(100, 52, 790), block(100, 196, 400)],
    })
    expect(placeBubble(wide)).toEqual({ side: 'under', x: 512, y: 168, tip: 18 })
  })

  test('moves along the block to stay in sight, and still points at it', () => {
    const tall = placeBubble(ask({ of: area(100, 520, 200, 48), size: { width: 240, height: 200 } }))
    expect(tall).toMatchObject({ side: 'beside', y: 392, tip: 152 })
    const wide = placeBubble(ask({ of: area(700, 100, 200, 48), under: true }))
    expect(wide).toMatchObject({ side: 'under', x: 712 })
    expect(placeBubble(ask({ of: area(850, 100, 100, 48), under: true }))).toMatchObject({ x: 752, tip: 138 })
  })

  test('gives way to what matters more, such as a question', () => {
    const question = { area: area(360, 60, 300, 200), weight: 4 }
    expect(placeBubble(ask({ spare: [question] }))).toMatchObject({ side: 'under' })
    expect(placeBubble(ask({ spare: [question, block(100, 148)] }))).toMatchObject({ side: 'above' })
  })

  test('stays at its block when that is out of sight', () => {
    expect(placeBubble(ask({ room: area(5000, 0, 1000, 600) }))).toMatchObject({ side: 'beside', x: 320 })
  })

  test('is wholly in sight wherever a side of its block has room, and covers nothing where one is free', () => {
    const side = fc.integer({ min: 8, max: 700 })
    fc.assert(
      fc.property(
        side,
        side,
        fc.boolean(),
        fc.array(fc.tuple(side, side), { maxLength: 4 }),
        (x, y, under, others) => {
          const spare = others.map(([left, top]) => block(left, top))
          const given = ask({
            of: area(x, y, 200, 48),
            under,
            spare,
            room: area(0, 0, 1000, 900),
            selvage: x - 76,
          })
          const place = placeBubble(given)
          const taken = areaOf(given, place)
          expect(shared(taken, given.of)).toBe(0)
          const out = taken.width * taken.height - shared(taken, given.room)
          const covers = spare.reduce((sum, each) => sum + shared(taken, each.area), 0)
          // above or under is always in sight here, so only what is covered can speak for less
          if (spare.length === 0) expect(out).toBe(0)
          if (place.side === (under ? 'under' : 'beside')) return
          // another side than its own is taken only for less
          const own = under ? area(x + 12, y + 68, 240, 38) : area(x + 220, y + 6, 240, 38)
          const ownCost = spare.reduce((sum, each) => sum + shared(own, each.area), 0)
          const ownOut = own.width * own.height - shared(own, area(8, 8, 984, 884))
          expect(covers + 4 * out).toBeLessThanOrEqual(ownCost + 4 * ownOut + 160)
        },
      ),
    )
  })
})
