import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '#shared/flow'
import { anyFoldedFlow, block, faceOf, flowOf, formOf } from '../fixtures/flows.ts'
import { drawSnippet } from './draw-snippet.ts'

const room = { width: 200, height: 150 }
const snippetOf = ({ blocks, links }: ReturnType<typeof flowOf>) => ({ blockloom: 1 as const, blocks, links })
/** Blocks that can be as narrow as is asked. */
const yielding = (most: (block: Block) => number) => (of: Block, _hidden: number) => ({
  ...faceOf(of),
  width: Math.min(faceOf(of).width, most(of)),
})
const draw = (flow: ReturnType<typeof flowOf>, facesOf = yielding) =>
  drawSnippet(snippetOf(flow), { formOf, facesOf, room })

describe('the picture of a snippet', () => {
  test('of a stack keeps its words and begins at its head, wherever that stood', () => {
    const { blocks, mini, scale } = draw(flowOf([block('wide', [900, -40]), block('b')], 'wide > b'))
    expect(mini).toBe(false)
    expect(scale).toBeGreaterThanOrEqual(11 / 14)
    expect(blocks.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0, 48],
    ])
  })

  test('of a block that cannot be narrow keeps its words, and goes on at the side', () => {
    const { mini, scale, box } = draw(flowOf([block('wide', [0, 0])]), () => (of) => faceOf(of))
    expect(mini).toBe(false)
    expect(box.width * scale).toBeGreaterThan(room.width)
  })

  test('of a long stack holds what is in sight of it', () => {
    const names = Array.from({ length: 40 }, (_, i) => `s${i}`)
    const joins = names.slice(1).map((name, i) => `s${i} > ${name}`)
    const { blocks, box, scale } = draw(
      flowOf(
        names.map((name, i) => block(name, i === 0 ? [0, 0] : undefined)),
        ...joins,
      ),
    )
    expect(box.height * scale).toBeGreaterThan(room.height)
    expect(blocks.length).toBeLessThan(6)
  })

  test('of several stacks shows them whole, with their wires', () => {
    const { wires, scale, box } = draw(flowOf([block('a', [0, 0]), block('b', [600, 200])], 'a ~ b'))
    expect(wires).toEqual([{ from: [120, 24], to: [600, 224] }])
    expect(box.height * scale).toBeLessThanOrEqual(room.height)
  })

  test('has words that can be read or none; nothing of it lies outside of its box', () => {
    fc.assert(
      fc.property(anyFoldedFlow, (flow) => {
        const { blocks, box, scale, mini } = draw(flow)
        if (mini) expect(box.width * scale).toBeLessThanOrEqual(room.width + 1e-6)
        else expect(scale).toBeGreaterThanOrEqual(11 / 14)
        for (const { x, y, width } of blocks) {
          expect(x).toBeGreaterThan(box.x)
          expect(y).toBeGreaterThan(box.y)
          expect(x + width).toBeLessThan(box.x + box.width)
        }
      }),
    )
  })
})
