import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { field } from '#shared/block'
import { blockFace, type FaceSource } from './block-face.ts'
import { narrowFace } from './narrow-face.ts'
import { roughTextWidth } from './text-width.ts'

const schedule: FaceSource = {
  shape: 'hat',
  sentence: 'on schedule {cron} or later',
  fields: { cron: field.text({ title: 'Times', hint: 'every weekday at 09:00' }) },
}
const textsOf = (face: ReturnType<typeof blockFace>) =>
  face.items.flatMap((item) =>
    item.is === 'word' ? [item.text] : item.is === 'field' ? item.pieces.map(({ text }) => text) : [],
  )

describe('a face for a narrow place', () => {
  test('is the whole one where that fits', () => {
    const whole = blockFace(schedule, {}, roughTextWidth)
    expect(narrowFace(schedule, {}, roughTextWidth, whole.width)).toEqual(whole)
  })

  test('loses first the end of what stands in its fields', () => {
    const { width } = blockFace(schedule, {}, roughTextWidth)
    const [first, hint, last] = textsOf(narrowFace(schedule, {}, roughTextWidth, width - 24))
    expect(hint).toMatch(/^every .*…$/)
    expect([first, last]).toEqual(['on schedule', 'or later'])
  })

  test('shows fields that hold nothing as empty holes before its words lose a letter', () => {
    const two: FaceSource = {
      shape: 'hat',
      sentence: 'when {how} arrives at {path} here',
      fields: {
        how: field.text({ title: 'How', default: 'POST' }),
        path: field.text({ title: 'Path', hint: 'orders/{id}/of/{customer}' }),
      },
    }
    const least = blockFace(two, { path: 'ab' }, roughTextWidth).width
    expect(textsOf(narrowFace(two, {}, roughTextWidth, least))).toEqual([
      ...['when', 'POST', 'arrives at', '', 'here'],
    ])
    const holes = blockFace(two, { how: 'a', path: 'ab' }, roughTextWidth).width
    expect(holes).toBeLessThan(least)
    expect(textsOf(narrowFace(two, {}, roughTextWidth, holes, { holes: true }))).toEqual([
      ...['when', '', 'arrives at', '', 'here'],
    ])
  })

  test('loses the end of its words where the fields cannot give enough', () => {
    const source = { ...schedule, sentence: 'a My block with a very long name {cron}' }
    const [name, hint] = textsOf(narrowFace(source, {}, roughTextWidth, 200))
    expect(name).toMatch(/^a My .*…$/)
    expect(hint).toBe('')
  })

  test('a value stays whole: it is known by its name', () => {
    const face = narrowFace(schedule, { cron: '{{ input.when }}' }, roughTextWidth, 120)
    expect(textsOf(face)).toContain('input.when')
  })

  test('where it is only looked at, a value loses its end before words do', () => {
    const config = { cron: '{{ input.when.it.was.asked.for }}' }
    const { width } = blockFace(schedule, config, roughTextWidth)
    const [first, value, last] = textsOf(
      narrowFace(schedule, config, roughTextWidth, width - 60, { cutChips: true }),
    )
    expect(value).toMatch(/^input\..*…$/)
    expect([first, last]).toEqual(['on schedule', 'or later'])
  })

  test('fits any place that three dots would fit in, whatever stands on the block', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 300, max: 600 }), (word, value, most) => {
        const source = { ...schedule, sentence: `${word.replace(/[{}[\]]/g, '')} {cron} now` }
        const config = { cron: value.replaceAll('{{', '') }
        expect(narrowFace(source, config, roughTextWidth, most).width).toBeLessThanOrEqual(most)
      }),
    )
  })
})
