import { describe, expect, test } from 'vitest'
import { allValue, type Change, oneValue, whatBecame } from './what-became.ts'

const facts = (size: number, modified = 1000, inode = '7') => ({ size, modified, inode })

describe('what became of a file', () => {
  test('follows from what was known and what is there', () => {
    expect(whatBecame('/a', null, facts(1), undefined)).toMatchObject({ kind: 'created' })
    expect(whatBecame('/a', facts(1), null, undefined)).toEqual({
      kind: 'deleted',
      path: '/a',
      file: facts(1),
    })
    expect(whatBecame('/a', facts(1), facts(2), undefined)).toMatchObject({ kind: 'changed', file: facts(2) })
    expect(whatBecame('/a', facts(1), facts(1, 1001), undefined)).toMatchObject({ kind: 'changed' })
    expect(whatBecame('/b', null, facts(1), '/a')).toMatchObject({ kind: 'renamed', path: '/b', from: '/a' })
  })

  test('is nothing when it is as it was, whatever number the disk gives it', () => {
    expect(whatBecame('/a', facts(1), facts(1, 1000, '8'), undefined)).toBeNull()
    expect(whatBecame('/a', null, null, undefined)).toBeNull()
  })

  test('is a change when a known file was put over it', () => {
    expect(whatBecame('/b', facts(1), facts(2), '/a')).toEqual({
      kind: 'changed',
      path: '/b',
      file: facts(2),
    })
  })
})

test('a run is given the file, or all of them with what happened to each', () => {
  const typeOf = () => 'text/plain'
  const changes: Change[] = [
    { kind: 'created', path: '/in/a.txt', file: facts(3) },
    { kind: 'renamed', path: '/in/c.txt', file: facts(4), from: '/in/b.txt' },
  ]
  const a = { path: '/in/a.txt', name: 'a.txt', size: 3, type: 'text/plain' }
  const c = { path: '/in/c.txt', name: 'c.txt', size: 4, type: 'text/plain' }
  expect(changes.map((change) => oneValue(change, typeOf))).toEqual([
    { kind: 'created', file: a },
    { kind: 'renamed', file: c, from: '/in/b.txt' },
  ])
  expect(allValue(changes, typeOf)).toEqual({
    files: [
      { ...a, kind: 'created' },
      { ...c, kind: 'renamed', from: '/in/b.txt' },
    ],
  })
})
