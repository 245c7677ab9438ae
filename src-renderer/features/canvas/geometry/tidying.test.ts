import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignStacks, type Box, type Place, type StackWire, TIDY, tidyStacks } from './tidying.ts'

const coordinate = fc.integer({ min: -2000, max: 2000 })
const anyStacks: fc.Arbitrary<Box[]> = fc
  .array(
    fc.record({
      x: coordinate,
      y: coordinate,
      width: fc.integer({ min: 64, max: 700 }),
      height: fc.integer({ min: 48, max: 1200 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((boxes) => boxes.map((box, i) => ({ ...box, id: `s${i}` })))

/** Any wires between them, also back, round in rings, twice, and from a stack to itself. */
const anyGraph = anyStacks.chain((stacks) =>
  fc.tuple(
    fc.constant(stacks),
    fc.array(
      fc.record({
        from: fc.constantFrom(...stacks.map(({ id }) => id)),
        to: fc.constantFrom(...stacks.map(({ id }) => id)),
        fromY: fc.integer({ min: 0, max: 600 }),
        toY: fc.constant(24),
      }),
      { maxLength: 24 },
    ),
  ),
)

const moved = (stacks: readonly Box[], places: readonly Place[]): Box[] =>
  stacks.map((stack) => {
    const [x, y] = places.find(({ id }) => id === stack.id)?.at ?? [stack.x, stack.y]
    return { ...stack, x, y }
  })
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const pairs = (boxes: readonly Box[]) =>
  boxes.flatMap((a, i) => boxes.slice(i + 1).map((b) => [a, b] as const))

describe('tidying up', () => {
  test('nothing lies on anything else, and every stack has its place on the grid', () => {
    fc.assert(
      fc.property(anyGraph, ([stacks, wires]) => {
        const after = moved(stacks, tidyStacks(stacks, wires))
        expect(tidyStacks(stacks, wires)).toHaveLength(stacks.length)
        for (const [a, b] of pairs(after)) expect(overlap(a, b)).toBe(false)
        for (const { x, y } of after) expect([x % 4, y % 4].map(Math.abs)).toEqual([0, 0])
      }),
    )
  })

  test('tidying twice changes nothing more', () => {
    fc.assert(
      fc.property(anyGraph, ([stacks, wires]) => {
        const once = moved(stacks, tidyStacks(stacks, wires))
        expect(moved(once, tidyStacks(once, wires))).toEqual(once)
      }),
    )
  })

  test('where no wire leads back, each leads to the right', () => {
    fc.assert(
      fc.property(anyGraph, ([stacks, wires]) => {
        const order = new Map(stacks.map(({ id }, i) => [id, i]))
        const onward = wires.filter(({ from, to }) => (order.get(from) ?? 0) < (order.get(to) ?? 0))
        const after = new Map(moved(stacks, tidyStacks(stacks, onward)).map((stack) => [stack.id, stack]))
        for (const { from, to } of onward) {
          const [a, b] = [after.get(from) as Box, after.get(to) as Box]
          expect(b.x).toBeGreaterThanOrEqual(a.x + a.width + TIDY.columns - 4)
        }
      }),
    )
  })

  test('a wired stack stands as high as the dot its wire comes from', () => {
    const stacks: Box[] = [
      { id: 'a', x: 0, y: 0, width: 200, height: 400 },
      { id: 'b', x: 7, y: 900, width: 100, height: 48 },
    ]
    const wires: StackWire[] = [{ from: 'a', to: 'b', fromY: 224, toY: 24 }]
    expect(tidyStacks(stacks, wires)).toEqual([
      { id: 'a', at: [0, 0] },
      { id: 'b', at: [320, 200] },
    ])
  })
})

describe('aligning', () => {
  test('all stand in one line, apart from each other, in the order they stood in', () => {
    fc.assert(
      fc.property(anyStacks, fc.constantFrom('left', 'top'), (stacks, edge) => {
        const after = moved(stacks, alignStacks(stacks, edge))
        const across = edge === 'left' ? 'x' : 'y'
        expect(new Set(after.map((stack) => stack[across])).size).toBe(1)
        for (const [a, b] of pairs(after)) expect(overlap(a, b)).toBe(false)
        expect(moved(after, alignStacks(after, edge))).toEqual(after)
      }),
    )
  })
})
