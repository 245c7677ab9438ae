import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFlow, block, faceOf, flowOf, formOf } from '../fixtures/flows.ts'
import { hangFlow } from './hanging.ts'
import { layoutFlow, mouthPoint, type PlacedBlock } from './layout.ts'

const layout = (...args: Parameters<typeof flowOf>) => layoutFlow(hangFlow(flowOf(...args), formOf), faceOf)
const at = (blocks: ReadonlyMap<string, PlacedBlock>, id: string) => {
  const placed = blocks.get(id) as PlacedBlock
  return [placed.x, placed.y, placed.width, placed.height]
}

describe('where blocks stand', () => {
  test('a stack hangs from its head', () => {
    const { blocks } = layout([block('hat', [80, 40]), block('a')], 'hat > a')
    expect(at(blocks, 'hat')).toEqual([80, 40, 120, 48])
    expect(at(blocks, 'a')).toEqual([80, 88, 120, 48])
  })

  test('a mouth grows with what is in it, and the C-block is as wide as the widest inside', () => {
    const { blocks } = layout(
      [block('c', [0, 0]), block('wide'), block('b'), block('z')],
      'c.each > wide',
      'wide > b',
      'c > z',
    )
    expect(at(blocks, 'c')).toEqual([0, 0, 416, 48 + 96 + 24])
    expect(at(blocks, 'b').slice(0, 2)).toEqual([16, 96])
    expect(at(blocks, 'z').slice(0, 2)).toEqual([0, 168])
  })

  test('an empty mouth is 24 high and a divider of 36 stands between two', () => {
    const { blocks } = layout([block('d', [0, 0]), block('b')], 'd.else > b')
    expect(at(blocks, 'd')[3]).toBe(48 + 24 + 36 + 48 + 24)
    expect(mouthPoint(blocks.get('d') as PlacedBlock, 'else')).toEqual([16, 108])
  })

  test('a frozen C-block keeps its width whatever is inside', () => {
    const flow = hangFlow(flowOf([block('c', [0, 0]), block('wide')], 'c.each > wide'), formOf)
    const { blocks } = layoutFlow(flow, faceOf, new Map([['c', 120]]))
    expect(blocks.get('c')?.width).toBe(120)
  })

  test('heads without a place stand beside what is there, not on it', () => {
    const { stacks } = layout([block('a', [0, 0]), block('b'), block('x')])
    expect(stacks.map((stack) => stack.x)).toEqual([0, 200, 400])
  })

  test('in any flow every block has a place, children inside their mouth, none on another', () => {
    fc.assert(
      fc.property(anyFlow, (document) => {
        const flow = hangFlow(document, formOf)
        const { blocks, stacks } = layoutFlow(flow, faceOf)
        expect(blocks.size).toBe(document.blocks.length)
        expect(stacks.flatMap((stack) => stack.blocks)).toHaveLength(blocks.size)
        for (const placed of blocks.values()) {
          const { below, inside, parent } = placed.hanging
          const next = below ? blocks.get(below) : undefined
          if (next) expect([next.x, next.y]).toEqual([placed.x, placed.y + placed.height])
          for (const [mouth, first] of Object.entries(inside)) {
            const held = blocks.get(first) as PlacedBlock
            expect([held.x, held.y]).toEqual(mouthPoint(placed, mouth))
            expect(held.x + held.width).toBeLessThanOrEqual(placed.x + placed.width)
          }
          if (parent && parent.out !== 'next') {
            const holder = blocks.get(parent.id) as PlacedBlock
            expect(placed.y + placed.height).toBeLessThan(holder.y + holder.height)
          }
        }
      }),
    )
  })
})
