import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { field } from '#shared/block'
import { blockFace, dividerWords, type FaceSource } from './block-face.ts'
import { roughTextWidth } from './text-width.ts'

const move: FaceSource = {
  shape: 'stack',
  sentence: 'move {from} to {to}',
  fields: { from: field.file({ title: 'File' }), to: field.folder({ title: 'Folder' }) },
}
const when: FaceSource = {
  shape: 'c',
  sentence: 'if {condition}',
  fields: { condition: field.condition({ title: 'Condition' }) },
}

describe('a block face', () => {
  test('reads left to right: words and fields as in the sentence', () => {
    const { items } = blockFace(move, { from: '{{ item }}', to: '' }, roughTextWidth)
    expect(items.map((item) => (item.is === 'field' ? item.key : item.is))).toEqual([
      'word',
      'from',
      'word',
      'to',
    ])
  })

  test('a filled condition makes the row 56 high, an empty one leaves it at 48', () => {
    expect(blockFace(when, {}, roughTextWidth).row).toBe(48)
    expect(blockFace(when, { condition: '{{ item.a > 1 }}' }, roughTextWidth).row).toBe(56)
  })

  test('the word of the first mouth ends the sentence, those of the others stand on the dividers, and all fit', () => {
    const choose: FaceSource = {
      shape: 'c',
      sentence: 'choose',
      fields: { ways: field.list({ title: 'Ways' }) },
      mouths: { from: 'ways', name: 'name', word: 'when', last: [{ name: 'otherwise' }] },
    }
    const config = { ways: [{ name: 'small' }, { name: 'a way with a long name' }] }
    const { items, width } = blockFace(choose, config, roughTextWidth)
    expect(items.map((item) => item.is === 'word' && item.text)).toEqual(['choose', 'when small'])
    expect(dividerWords(choose, config)).toEqual(['when a way with a long name', 'otherwise'])
    expect(width).toBeGreaterThan(roughTextWidth('when a way with a long name', 14, 500))
    expect(
      blockFace(choose, {}, roughTextWidth).items.map((item) => item.is === 'word' && item.text),
    ).toEqual(['choose'])
  })

  test('a hat is never narrower than its curve', () => {
    expect(blockFace({ shape: 'hat', sentence: 'go', fields: {} }, {}, roughTextWidth).width).toBe(104)
  })

  test('whatever stands in its fields, nothing overlaps and all stays inside, on the grid', () => {
    const values = fc.oneof(fc.string(), fc.constant('{{ item.name }}'), fc.constant('a {{ b }} c'))
    fc.assert(
      fc.property(values, values, (from, to) => {
        const face = blockFace(move, { from, to }, roughTextWidth)
        expect(face.width % 4).toBe(0)
        let right = 0
        for (const item of face.items) {
          expect(item.x).toBeGreaterThanOrEqual(right)
          right = item.x + item.w
          if (item.is !== 'field') continue
          for (const piece of item.pieces) {
            expect(piece.x).toBeGreaterThanOrEqual(item.x)
            expect(piece.x + piece.w).toBeLessThanOrEqual(right + 0.001)
          }
        }
        expect(right).toBeLessThanOrEqual(face.width)
      }),
    )
  })
})
