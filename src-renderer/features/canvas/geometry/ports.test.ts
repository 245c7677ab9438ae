import { describe, expect, test } from 'vitest'
import { block, faceOf, flowOf, formOf } from '../fixtures/flows.ts'
import type { PlacedBlock } from './layout.ts'
import { inPort, outPorts, portOf } from './ports.ts'
import { makeSceneOf } from './scene.ts'
import { sourceCategory } from './sources.ts'

const scene = makeSceneOf(
  formOf,
  faceOf,
)(flowOf([block('a', [0, 0]), block('c', [200, 0]), block('x')], 'a ~ c', 'c.each > x'))
const placed = (id: string) => scene.layout.blocks.get(id) as PlacedBlock

describe('where wires leave and arrive', () => {
  test('on the right and left of the row; of a C-block on its foot', () => {
    expect(inPort(placed('a'))).toEqual([0, 24])
    expect(outPorts(placed('a'), ['next'])).toEqual([{ out: 'next', x: 120, y: 24, kind: 'output' }])
    expect(outPorts(placed('c'), ['next'])[0]?.y).toBe(48 + 48 + 24 - 12)
  })

  test('the error leaves below the output, a mouth from its top', () => {
    const [next, error] = outPorts(placed('a'), ['next', 'error'])
    expect([next?.y, error?.y, error?.kind]).toEqual([14, 35, 'error'])
    expect(portOf(placed('c'), ['next'], 'each')).toMatchObject({ x: 244, y: 48, kind: 'mouth' })
  })

  test('what a C-block has besides leaves from its first row', () => {
    const [next, late] = outPorts(placed('c'), ['next', 'late'])
    expect([next?.out, next?.y, late?.out, late?.y]).toEqual(['next', 48 + 48 + 24 - 12, 'late', 24])
    const [, above, error] = outPorts(placed('c'), ['next', 'late', 'error'])
    expect([above?.y, error?.y, error?.kind]).toEqual([14, 35, 'error'])
  })

  test('the wire of an output that is gone leaves from the middle of the row, so that it can be taken away', () => {
    expect(portOf(placed('c'), ['next'], 'gone')).toMatchObject({ out: 'gone', x: 336, y: 24 })
  })
})

describe('whose colour a value has', () => {
  const colour = (id: string, root: string, name?: string) =>
    sourceCategory(scene.flow, id, { root, ...(name ? { block: name } : {}) }, (of) =>
      of.id === 'a' ? 'files' : 'control',
    )
  test('input that of what leads here, a named block its own, unknown names none', () => {
    expect(colour('c', 'input')).toBe('files')
    expect(colour('x', 'input')).toBe('control')
    expect(colour('x', 'blocks', 'a')).toBe('files')
    expect(colour('x', 'vars')).toBe('data')
    expect(colour('a', 'input')).toBeUndefined()
    expect(colour('x', 'constructor')).toBeUndefined()
  })
})
