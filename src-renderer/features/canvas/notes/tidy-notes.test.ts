import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Box } from '../geometry/tidying.ts'
import { tidyStacks } from '../geometry/tidying.ts'
import { tidyNotes } from './tidy-notes.ts'

const boxes = (name: string, least: number) =>
  fc
    .array(
      fc.record({
        ...{ x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -300, max: 300 }) },
        ...{ width: fc.integer({ min: 30, max: 100 }), height: fc.integer({ min: 12, max: 200 }) },
      }),
      { minLength: least, maxLength: 8 },
    )
    .map((all) =>
      all.map(
        ({ x, y, width, height }, i): Box => ({
          ...{ id: `${name}${i}`, x: x * 4, y: y * 4 },
          ...{ width: width * 4, height: height * 4 },
        }),
      ),
    )
const covers = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const put = (all: readonly Box[], places: readonly { id: string; at: readonly [number, number] }[]) =>
  all.map((box, i): Box => ({ ...box, x: places[i]?.at[0] ?? box.x, y: places[i]?.at[1] ?? box.y }))

test('tidied, no note comes to lie under a stack it did not lie under, and tidying again moves none', () => {
  fc.assert(
    fc.property(boxes('n', 1), boxes('s', 1), (notes, stacks) => {
      const places = tidyStacks(stacks, [])
      const [after, tidied] = [put(notes, tidyNotes(notes, stacks, places)), put(stacks, places)]
      for (const [i, note] of after.entries())
        for (const [j, stack] of tidied.entries())
          if (covers(note, stack)) expect(covers(notes[i] as Box, stacks[j] as Box)).toBe(true)
      expect(put(after, tidyNotes(after, tidied, tidyStacks(tidied, [])))).toEqual(after)
    }),
  )
})
