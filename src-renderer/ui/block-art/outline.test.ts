import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockHeight, blockOutline, mouthTops, type OutlineForm } from './outline.ts'

/** Drawn by the look's own ruler. */
const AS_DRAWN: [OutlineForm, string][] = [
  [
    { shape: 'stack', width: 96, row: 48 },
    'M0 4a4 4 0 0 1 4 -4H12c4 0 4 8 8 8h16c4 0 4 -8 8 -8H92a4 4 0 0 1 4 4V44a4 4 0 0 1 -4 4H44c-4 0 -4 8 -8 8h-16c-4 0 -4 -8 -8 -8H4a4 4 0 0 1 -4 -4Z',
  ],
  [
    { shape: 'hat', width: 132, row: 48 },
    'M0 0c20 -21.33 76 -21.33 96 0H128a4 4 0 0 1 4 4V44a4 4 0 0 1 -4 4H44c-4 0 -4 8 -8 8h-16c-4 0 -4 -8 -8 -8H4a4 4 0 0 1 -4 -4Z',
  ],
  [
    { shape: 'c', width: 160, row: 48, mouths: [24] },
    'M0 4a4 4 0 0 1 4 -4H12c4 0 4 8 8 8h16c4 0 4 -8 8 -8H156a4 4 0 0 1 4 4V44a4 4 0 0 1 -4 4H60c-4 0 -4 8 -8 8h-16c-4 0 -4 -8 -8 -8H20a4 4 0 0 0 -4 4V68a4 4 0 0 0 4 4H156a4 4 0 0 1 4 4V92a4 4 0 0 1 -4 4H44c-4 0 -4 8 -8 8h-16c-4 0 -4 -8 -8 -8H4a4 4 0 0 1 -4 -4Z',
  ],
  [
    { shape: 'c', width: 160, row: 56, mouths: [48, 10] },
    'M0 4a4 4 0 0 1 4 -4H12c4 0 4 8 8 8h16c4 0 4 -8 8 -8H156a4 4 0 0 1 4 4V52a4 4 0 0 1 -4 4H60c-4 0 -4 8 -8 8h-16c-4 0 -4 -8 -8 -8H20a4 4 0 0 0 -4 4V100a4 4 0 0 0 4 4H156a4 4 0 0 1 4 4V136a4 4 0 0 1 -4 4H60c-4 0 -4 8 -8 8h-16c-4 0 -4 -8 -8 -8H20a4 4 0 0 0 -4 4V160a4 4 0 0 0 4 4H156a4 4 0 0 1 4 4V184a4 4 0 0 1 -4 4H44c-4 0 -4 8 -8 8h-16c-4 0 -4 -8 -8 -8H4a4 4 0 0 1 -4 -4Z',
  ],
  [
    { shape: 'cap', width: 112, row: 48 },
    'M0 4a4 4 0 0 1 4 -4H12c4 0 4 8 8 8h16c4 0 4 -8 8 -8H108a4 4 0 0 1 4 4V44a4 4 0 0 1 -4 4H4a4 4 0 0 1 -4 -4Z',
  ],
]

/** Every corner a path of M, H, V, a, c, h passes, in absolute units. */
function corners(path: string): [number, number][] {
  const points: [number, number][] = []
  let x = 0
  let y = 0
  for (const [, letter, rest = ''] of path.matchAll(/([MHVachZ])([^MHVachZ]*)/g)) {
    const n = rest.match(/-?\d*\.?\d+/g)?.map(Number) ?? []
    if (letter === 'M') [x, y] = [n[0] as number, n[1] as number]
    if (letter === 'H') x = n[0] as number
    if (letter === 'V') y = n[0] as number
    if (letter === 'h') x += n[0] as number
    if (letter === 'c' || letter === 'a') [x, y] = [x + (n.at(-2) as number), y + (n.at(-1) as number)]
    points.push([x, y])
  }
  return points
}

const forms = fc.record({
  shape: fc.constantFrom('hat', 'stack', 'c', 'cap') as fc.Arbitrary<OutlineForm['shape']>,
  width: fc.integer({ min: 26, max: 200 }).map((n) => n * 4),
  row: fc.constantFrom(48, 56),
  mouths: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 4 }),
})

describe('block outline', () => {
  test.each(AS_DRAWN)('is the one of the look: %j', (form, drawn) => {
    expect(blockOutline(form)).toBe(drawn)
  })

  test('ends on the left edge, which closes it straight up', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const height = blockHeight(form.row, form.shape === 'c' ? form.mouths : [])
        expect(corners(blockOutline(form)).at(-1)).toEqual([0, height - 4])
      }),
    )
  })

  test('is as wide and as high as said, and its tab reaches 8 further, a cap has none', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const points = corners(blockOutline(form))
        const height = blockHeight(form.row, form.shape === 'c' ? form.mouths : [])
        expect(Math.max(...points.map(([x]) => x))).toBe(form.width)
        expect(Math.max(...points.map(([, y]) => y))).toBe(height + (form.shape === 'cap' ? 0 : 8))
      }),
    )
  })

  test('mouths begin below the row and leave a divider between them', () => {
    expect(mouthTops(48, [48, 10])).toEqual([48, 132])
    expect(blockHeight(48, [48, 10])).toBe(48 + 48 + 36 + 24 + 24)
  })
})
