import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIELD_KINDS, type Field, field } from '#shared/block'
import { fieldFace } from '../../ui/block-art/field-face.ts'
import { choicesOf, inlineFields, inlineKind, textToEdit, valueOfText } from './inline-field.ts'

const text = field.text({ title: 'Text' })
const number = field.number({ title: 'Times' })
const condition = field.condition({ title: 'Condition' })
const list = field.list({ title: 'List' })
const value = field.value({ title: 'Value' })

describe('editing a field on its block', () => {
  test.each<[string, Field, string, unknown]>([
    ['a text is stored as typed', text, ' two words ', ' two words '],
    ['an emptied field is a missing one', text, '', undefined],
    ['a number is a number', number, '12', 12],
    ['what is no number stays, for the checks to name', number, 'many', 'many'],
    ['an expression stays an expression', number, '{{ input.n }}', '{{ input.n }}'],
    ['a condition is typed without its braces', condition, 'item.size > 5', '{{ item.size > 5 }}'],
    ['a list is typed with commas', list, 'a, b', ['a', 'b']],
    ['a value may be a number', value, '0', 0],
    ['or true', value, 'true', true],
    ['or a text', value, 'zero', 'zero'],
  ])('%s', (_, of, typed, stored) => {
    expect(valueOfText(of, typed)).toEqual(stored)
  })

  test('a condition comes back as it was typed', () => {
    expect(textToEdit(condition, '{{ item.size > 5 }}')).toBe('item.size > 5')
  })

  test('what is shown to edit is stored again unchanged', () => {
    const held = fc.oneof(fc.string(), fc.constant('{{ a }} b'))
    fc.assert(
      fc.property(held, (before) => {
        const again = valueOfText(text, textToEdit(text, before))
        expect(again).toBe(before.trim() === '' ? undefined : before)
      }),
    )
  })

  test('maps, code, long texts and nested values are for the inspector', () => {
    expect(inlineKind(field.map({ title: 'Fields' }), {})).toBeNull()
    expect(inlineKind(text, 'one\ntwo')).toBeNull()
    expect(inlineKind(value, { a: 1 })).toBeNull()
    expect(inlineKind(list, ['a', 1])).toBe('text')
  })

  test('a choice opens a menu, one that holds an expression a text', () => {
    const taken = field.choice([{ value: 'fail', title: 'fail' }], { title: 'If taken' })
    expect(inlineKind(taken, 'fail')).toBe('menu')
    expect(inlineKind(taken, '{{ input }}')).toBe('text')
    expect(choicesOf(field.yesNo({ title: 'x' })).map((each) => each.value)).toEqual([true, false])
  })

  test('the fields of a real block, in the order of its sentence', () => {
    const move = { id: 'b', type: 'files/move', version: 1, name: 'Move', config: {} }
    expect(inlineFields(move).map((each) => each.key)).toEqual(['from', 'to'])
    expect(inlineFields({ ...move, type: 'not/known' })).toEqual([])
  })
})

test('every kind of field is either edited on the block or only in the inspector, and both are one of three', () => {
  const how = FIELD_KINDS.map((kind) => inlineKind({ kind, title: 'Thing' }, undefined))
  expect(new Set(how)).toEqual(new Set(['text', 'menu', null]))
  for (const kind of FIELD_KINDS) {
    const face = fieldFace({ kind, title: 'Thing' }, undefined)
    expect(face.shape, kind).toMatch(/^(round|choice|hex)$/)
  }
})
