import type { Link } from '#shared/flow'
import type { Scene } from '../scene.ts'
import { type Obstacle, obstaclesOf } from './obstacles.ts'
import { type Route, routeWire, type WireEnds } from './routing.ts'
import { endAt, type OutputsOf, startAt, wireKey } from './wire-router.ts'

/** More wires than this follow the hand as plain curves: a frame is worth more than a way around. */
const MOST_AROUND = 16

/**
 * The wires between what is in the hand and the rest of the canvas. What they need is found once; the hand's place
 * then gives their ways, at every frame.
 */
export function heldWires(
  links: readonly Link[],
  { held, rest }: { held: Scene; rest: Scene },
  outputsOf: OutputsOf,
): { links: readonly Link[]; routesAt(x: number, y: number): Route[] } {
  const still = obstaclesOf(rest.layout)
  const carried = obstaclesOf(held.layout)
  const wires = links.flatMap((link) => {
    const leavesHand = held.layout.blocks.has(link.from)
    const start = startAt(leavesHand ? held : rest, link, outputsOf)
    const end = endAt(leavesHand ? rest : held, link)
    return start && end ? [{ link, leavesHand, start, end }] : []
  })
  return {
    links: wires.map(({ link }) => link),
    routesAt(x, y) {
      const moved = (box: Obstacle): Obstacle => ({
        ...{ id: box.id, left: box.left + x, right: box.right + x },
        ...{ top: box.top + y, bottom: box.bottom + y },
      })
      const obstacles = {
        stacks: [...still.stacks, ...carried.stacks.map(moved)],
        blocks: [...still.blocks, ...carried.blocks.map(moved)],
      }
      return wires.map(({ link, leavesHand, start, end }, i) => {
        const ends: WireEnds = {
          key: wireKey(link),
          from: leavesHand ? [start.at[0] + x, start.at[1] + y] : start.at,
          to: leavesHand ? end.at : [end.at[0] + x, end.at[1] + y],
          leaves: start.belongs,
          arrives: end.belongs,
        }
        return routeWire(ends, i < MOST_AROUND ? obstacles : { stacks: [], blocks: [] })
      })
    },
  }
}
