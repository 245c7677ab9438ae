import { expect, test } from 'vitest'
import { readMoment } from './read-moment.ts'

const NOW = new Date(2026, 4, 10, 12).getTime()
const read = (word: string, ends = false) => readMoment('--since', word, NOW, ends)

test('a time is how long ago, a day, or a day and a time, in this zone unless another stands there', () => {
  expect(read('2h')).toBe(NOW - 2 * 3_600_000)
  expect(read('2026-05-01')).toBe(new Date(2026, 4, 1).getTime())
  expect(read('2026-05-01', true)).toBe(new Date(2026, 4, 2).getTime())
  expect(read('2026-05-01T08:30')).toBe(new Date(2026, 4, 1, 8, 30).getTime())
  expect(read('2026-05-01 08:30')).toBe(new Date(2026, 4, 1, 8, 30).getTime())
  expect(read('2026-05-01T08:30:00Z')).toBe(Date.UTC(2026, 4, 1, 8, 30))
})

test('what is none says what to write', () => {
  for (const word of ['yesterday-ish', '2026-02-30', '2026-13-01', 'May 5', '2026-05-01T25:00', ''])
    expect(() => read(word)).toThrow(`--since ${word} is not a time.`)
})
