import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import { anyFlow, block, faceOf, flowOf, formOf } from '../../fixtures/flows.ts'
import { makeSceneOf, type Scene } from '../scene.ts'
import { type Obstacle, obstaclesOf, type Point, runsThrough } from './obstacles.ts'
import { labelPlaces, outlineOf, pointAlong, routePath } from './route-path.ts'
import { type Route, routeWire, type WireEnds } from './routing.ts'
import { endsOf, makeRouter } from './wire-router.ts'

const sceneOf = makeSceneOf(formOf, faceOf)
const outputsOf = () => ['next', 'error']
const routesOf = (document: FlowDocument) => makeRouter(outputsOf)(sceneOf(document))

/** Any program, its stacks anywhere on the grid, wired at random: forward, back, from errors, from inside mouths. */
const anyWired: fc.Arbitrary<FlowDocument> = anyFlow.chain((flow) => {
  const ids = flow.blocks.map(({ id }) => id)
  const place = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }))
  const wire = fc.record({
    from: fc.constantFrom(...ids),
    out: fc.constantFrom('next', 'error'),
    to: fc.constantFrom(...ids),
  })
  return fc
    .tuple(
      fc.array(place, { minLength: ids.length, maxLength: ids.length }),
      fc.array(wire, { maxLength: 12 }),
    )
    .map(([places, wires]) => {
      const at = (i: number): [number, number] => [(places[i]?.[0] ?? 0) * 4, (places[i]?.[1] ?? 0) * 4]
      const keys = new Set(flow.links.map(({ from, out, to }) => `${from}|${out}|${to}`))
      const fresh = wires.filter(({ from, out, to }) => {
        const key = `${from}|${out}|${to}`
        return !keys.has(key) && keys.add(key)
      })
      return {
        ...flow,
        blocks: flow.blocks.map((each, i) => (each.at ? { ...each, at: at(i) } : each)),
        links: [...flow.links, ...fresh],
      }
    })
})

/** Whether a way exists at all, found by flooding the canvas in steps of 2 between the outermost blocks. */
function wayExists(ends: WireEnds, boxes: readonly Obstacle[]): boolean {
  const [own, aim] = [ends.leaves.block, ends.arrives.block].map((id) => boxes.find((box) => box.id === id))
  const start: Point = [Math.max(own?.right ?? 0, ends.from[0]) + 2, ends.from[1]]
  const goal: Point = [Math.min(aim?.left ?? 0, ends.to[0]) - 2, ends.to[1]]
  if (
    boxes.some(
      (box) =>
        (box !== own && runsThrough(box, ends.from, start)) ||
        (box !== aim && runsThrough(box, goal, ends.to)),
    )
  )
    return false
  const xs = linesOf(boxes, 'left', 'right', [start[0], goal[0]])
  const ys = linesOf(boxes, 'top', 'bottom', [start[1], goal[1]])
  const seen = new Set<string>()
  const open: [number, number][] = [[xs.indexOf(start[0]), ys.indexOf(start[1])]]
  for (let at = open.pop(); at; at = open.pop()) {
    const [x, y] = [xs[at[0]] as number, ys[at[1]] as number]
    if (x === goal[0] && y === goal[1]) return true
    if (seen.has(String(at))) continue
    seen.add(String(at))
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const [nextX, nextY] = [xs[at[0] + dx], ys[at[1] + dy]]
      if (nextX === undefined || nextY === undefined) continue
      if (boxes.some((box) => runsThrough(box, [x, y], [nextX, nextY]))) continue
      open.push([at[0] + dx, at[1] + dy])
    }
  }
  return false
}

const linesOf = (boxes: readonly Obstacle[], low: 'left' | 'top', high: 'right' | 'bottom', own: number[]) =>
  [...new Set([...own, ...boxes.flatMap((box) => [box[low] - 2, box[high] + 2])])].sort((a, b) => a - b)

const drawn = ({ key, shape, points }: Route) => ({ key, shape, points })

const crossed = (scene: Scene, ends: WireEnds, route: Route): string[] => {
  const { blocks } = obstaclesOf(scene.layout)
  const points = outlineOf(route)
  const [first, last] = [1, points.length - 1]
  return blocks
    .filter((box) =>
      points.some((to, i) => {
        const from = points[i - 1]
        // the first piece runs out of its own block's open mouth, the last one into that of the other
        const isOwn =
          (i === first && box.id === ends.leaves.block) || (i === last && box.id === ends.arrives.block)
        return from && !isOwn && runsThrough(box, from, to)
      }),
    )
    .map(({ id }) => id)
}

describe('ways of wires', () => {
  test('no wire of any program runs through a block where a way exists', () => {
    let pieces = 0
    fc.assert(
      fc.property(anyWired, (document) => {
        const scene = sceneOf(document)
        const routes = routesOf(document)
        for (const ends of endsOf(scene, outputsOf)) {
          const route = routes.get(ends.key) as Route
          if (route.shape === 'pieces') pieces += 1
          if (wayExists(ends, obstaclesOf(scene.layout).blocks))
            expect(crossed(scene, ends, route)).toEqual([])
        }
      }),
    )
    expect(pieces).toBeGreaterThan(50)
  })

  test('every way begins at the dot to the right, ends at its block from the left, and is level or upright between', () => {
    fc.assert(
      fc.property(anyWired, (document) => {
        const routes = routesOf(document)
        for (const ends of endsOf(sceneOf(document), outputsOf)) {
          const { points, shape } = routes.get(ends.key) as Route
          expect(points[0]).toEqual(ends.from)
          expect(points.at(-1)).toEqual(ends.to)
          if (shape === 'curve') continue
          expect((points[1] as Point)[0]).toBeGreaterThan(ends.from[0])
          expect((points.at(-2) as Point)[0]).toBeLessThan(ends.to[0])
          for (const [i, [x, y]] of points.entries()) {
            const before = points[i - 1]
            if (before) expect(Number(x !== before[0]) + Number(y !== before[1])).toBe(1)
          }
        }
      }),
    )
  })

  test('a router that followed every move has the same ways as a new one', () => {
    fc.assert(
      fc.property(
        anyWired,
        fc.array(
          fc.tuple(fc.nat(), fc.integer({ min: -200, max: 200 }), fc.integer({ min: -200, max: 200 })),
          { minLength: 1, maxLength: 4 },
        ),
        (document, moves) => {
          const follow = makeRouter(outputsOf)
          follow(sceneOf(document))
          let now = document
          for (const [which, dx, dy] of moves) {
            const heads = now.blocks.filter(({ at }) => at)
            const head = heads[which % heads.length]
            const blocks = now.blocks.map((each) =>
              each === head
                ? { ...each, at: [(each.at?.[0] ?? 0) + dx * 4, (each.at?.[1] ?? 0) + dy * 4] as const }
                : each,
            )
            now = { ...now, blocks }
            const routes = follow(sceneOf(now))
            expect([...routes.values()].map(drawn)).toEqual([...routesOf(now).values()].map(drawn))
          }
        },
      ),
    )
  })

  const scattered = flowOf(
    [block('a', [0, 0]), block('b', [0, 400]), block('between', [400, 180]), block('far', [9000, 9000])],
    'a ~ b',
    'b ~ a',
    'a.error ~ b',
  )

  test('what moves far away changes no way, not even the object', () => {
    const router = makeRouter(outputsOf)
    const before = router(sceneOf(scattered))
    const moved = {
      ...scattered,
      blocks: scattered.blocks.map((each) =>
        each.id === 'far' ? { ...each, at: [12000, 9400] as const } : each,
      ),
    }
    const after = router(sceneOf(moved))
    for (const [key, route] of before) expect(after.get(key)).toBe(route)
  })

  test('wires that run the same way lie beside each other', () => {
    const routes = [...routesOf(scattered).values()]
    const upright = routes.flatMap(({ points, shape }) =>
      shape === 'curve'
        ? []
        : points.slice(1).flatMap((to, i) => {
            const from = points[i] as Point
            return from[0] === to[0]
              ? [{ x: to[0], low: Math.min(from[1], to[1]), high: Math.max(from[1], to[1]) }]
              : []
          }),
    )
    expect(upright.length).toBeGreaterThanOrEqual(6)
    for (const [i, a] of upright.entries())
      for (const b of upright.slice(i + 1))
        if (a.low < b.high && b.low < a.high) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(8)
  })

  test('from block to block with nothing between it is one calm curve; its count sits in the middle', () => {
    const routes = routesOf(flowOf([block('a', [0, 0]), block('b', [400, 300])], 'a ~ b'))
    const route = routes.get('a|next|b') as Route
    expect(routePath(route)).toBe('M120 14H120C216 14 304 324 400 324H400')
    const [x, y] = labelPlaces([route]).get(route.key) as Point
    expect([Math.round(x), Math.round(y)]).toEqual([260, 169])
  })

  test('a count sits on a straight piece of its own wire, and no two on each other', () => {
    fc.assert(
      fc.property(anyWired, (document) => {
        const routes = [...routesOf(document).values()]
        const places = labelPlaces(routes)
        for (const route of routes.filter(({ shape }) => shape === 'pieces')) {
          const [x, y] = places.get(route.key) as Point
          const on = route.points.some((to, i) => {
            const from = route.points[i - 1]
            return (
              from &&
              Math.min(from[0], to[0]) <= x &&
              Math.max(from[0], to[0]) >= x &&
              Math.min(from[1], to[1]) <= y &&
              Math.max(from[1], to[1]) >= y
            )
          })
          expect(on).toBe(true)
        }
      }),
    )
    const straight: Route = {
      key: 'k',
      shape: 'pieces',
      points: [
        [0, 0],
        [100, 0],
      ],
      within: { left: 0, top: 0, right: 0, bottom: 0 },
    }
    expect(pointAlong(straight, 0.25)).toEqual([25, 0])
  })

  test('blocks that stand on one another leave no way: then a curve leads over them', () => {
    const scene = sceneOf(flowOf([block('a', [0, 0]), block('wide', [80, 0]), block('b', [900, 0])], 'a ~ b'))
    const [ends] = endsOf(scene, outputsOf)
    const route = routeWire(ends as WireEnds, obstaclesOf(scene.layout))
    expect(route.points).toEqual([ends?.from, ends?.from, ends?.to, ends?.to])
  })
})
