import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeIds } from './make-ids.ts'

test('an id is its prefix, the time and eighty random bits, as a ULID writes them', () => {
  const ids = makeIds({ now: () => 1_469_918_176_385 }, () => new Uint8Array(10).fill(255))
  // the time of the ULID specification's own example
  expect(ids.next('run')).toBe('run_01ARYZ6S41ZZZZZZZZZZZZZZZZ')
  expect(makeIds({ now: Date.now }).next('flw')).toMatch(/^flw_[0-9A-HJKMNP-TV-Z]{26}$/)
})

test('every id is greater than the one before, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 2 }), (times) => {
      const clock = times.values()
      const ids = makeIds({ now: () => clock.next().value ?? 0 })
      const made = times.map(() => ids.next('run'))
      expect(made.toSorted()).toEqual(made)
      expect(new Set(made).size).toBe(made.length)
    }),
  )
})

test('a millisecond whose ids are used up borrows the next', () => {
  const ids = makeIds({ now: () => 5 }, () => new Uint8Array(10).fill(255))
  const [one, two] = [ids.next('b'), ids.next('b')]
  expect([one, two]).toEqual(['b_0000000005ZZZZZZZZZZZZZZZZ', 'b_0000000006ZZZZZZZZZZZZZZZZ'])
})
