import { expect, test } from 'vitest'
import { scrollBy } from './scroll-shelf.ts'

const list = { top: 100, bottom: 500 }

test.each([
  ['in the middle', 300, 0],
  ['at the top', 100, -10],
  ['above it', 20, -10],
  ['near the top', 120, -5],
  ['near the bottom', 480, 5],
  ['below it', 600, 10],
])('something held %s scrolls the shelf by what its end asks for', (_, y, by) => {
  expect(scrollBy(list, y) + 0).toBe(by)
})
