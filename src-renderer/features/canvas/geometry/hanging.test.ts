import { describe, expect, test } from 'vitest'
import { block, flowOf, formOf } from '../fixtures/flows.ts'
import { chainFrom, hangFlow, headOf, holdersOf, withAllBelow, withInside } from './hanging.ts'
import { walk, whereabouts } from './walking.ts'

const nested = hangFlow(
  flowOf(
    ['hat', 'c', 'd', 'a', 'b', 'z'].map((id) => block(id)),
    'hat > c',
    'c.each > d',
    'd.then > a',
    'd.else > b',
    'c > z',
  ),
  formOf,
)

describe('how a flow hangs together', () => {
  test('snapped links make stacks and fill mouths', () => {
    expect(nested.heads).toEqual(['hat'])
    expect(chainFrom(nested, 'hat')).toEqual(['hat', 'c', 'z'])
    expect(withInside(nested, 'c')).toEqual(['c', 'd', 'a', 'b'])
    expect(withAllBelow(nested, 'hat')).toEqual(['hat', 'c', 'd', 'a', 'b', 'z'])
    expect(headOf(nested, 'b')).toBe('hat')
    expect(holdersOf(nested, 'b')).toEqual(['d', 'c'])
  })

  test('a link that is not snapped hangs nothing', () => {
    expect(hangFlow(flowOf([block('a'), block('b')], 'a ~ b'), formOf).heads).toEqual(['a', 'b'])
  })

  test.each([
    ['a second block in one place', ['a', 'b', 'x'], ['a > b', 'a > x'], ['a', 'x']],
    ['a second parent', ['a', 'b', 'x'], ['a > x', 'b > x'], ['a', 'b']],
    ['a ring', ['a', 'b'], ['a > b', 'b > a'], ['a']],
    ['something above a hat', ['a', 'hat'], ['a > hat'], ['a', 'hat']],
    ['something below a cap', ['cap', 'a'], ['cap > a'], ['cap', 'a']],
    ['a mouth that is not there', ['a', 'b'], ['a.each > b'], ['a', 'b']],
    ['a block that is not there', ['a'], ['a > gone', 'gone > a'], ['a']],
  ])('%s stays a plain link', (_, ids, joins, heads) => {
    const flow = hangFlow(
      flowOf(
        ids.map((id) => block(id)),
        ...joins,
      ),
      formOf,
    )
    expect(flow.heads).toEqual(heads)
  })
})

describe('walking a stack by arrow keys', () => {
  test('down goes in reading order through mouths, right goes in, left goes out', () => {
    expect(walk(nested, 'hat', 'down')).toBe('c')
    expect(walk(nested, 'a', 'down')).toBe('b')
    expect(walk(nested, 'b', 'down')).toBe('z')
    expect(walk(nested, 'd', 'in')).toBe('a')
    expect(walk(nested, 'b', 'out')).toBe('d')
    expect(walk(nested, 'hat', 'up')).toBeUndefined()
    expect(walk(nested, 'a', 'last')).toBe('z')
  })

  test('a block knows its place on its own level', () => {
    expect(whereabouts(nested, 'z')).toEqual({ place: 3, of: 3 })
    expect(whereabouts(nested, 'b')).toEqual({ place: 1, of: 1, holder: 'd' })
  })
})
