import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitOf, fromMap, miniView, sightOnMap } from './mini-view.ts'

const MAP = { width: 168, height: 112 }
const stack = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  width: fc.integer({ min: 64, max: 900 }),
  height: fc.integer({ min: 48, max: 9000 }),
})
const sight = fc.record({
  width: fc.integer({ min: 200, max: 3000 }),
  height: fc.integer({ min: 200, max: 2000 }),
})
const transform = fc.tuple(
  fc.integer({ min: -4000, max: 4000 }),
  fc.integer({ min: -4000, max: 4000 }),
  fc.double({ min: 0.3, max: 3, noNaN: true }),
)

test('wherever the canvas is and however far out, all blocks and the frame lie on the map', () => {
  fc.assert(
    fc.property(fc.array(stack, { minLength: 1, maxLength: 8 }), sight, transform, (some, size, at) => {
      const stacks = some
      const view = miniView(stacks, MAP, size)
      const frame = sightOnMap(view, at, size)
      const fit = fitOf(view, stacks, frame, MAP)
      const onMap = (x: number, y: number) => {
        expect(fit.x + x * fit.scale).toBeGreaterThan(-0.01)
        expect(fit.x + x * fit.scale).toBeLessThan(MAP.width + 0.01)
        expect(fit.y + y * fit.scale).toBeGreaterThan(-0.01)
        expect(fit.y + y * fit.scale).toBeLessThan(MAP.height + 0.01)
      }
      onMap(frame.left, frame.top)
      onMap(frame.left + frame.width, frame.top + frame.height)
      for (const { x, y, width, height } of some) {
        onMap(x * view.scale + view.x, y * view.scale + view.y)
        onMap((x + width) * view.scale + view.x, (y + height) * view.scale + view.y)
      }
      // a press on the middle of the frame goes to where the canvas already is
      const middle = fromMap(view, { x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 })
      expect(middle.x * at[2] + at[0]).toBeCloseTo(size.width / 2, 3)
    }),
  )
})
