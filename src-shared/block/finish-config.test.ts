import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { type Field, field } from './field.ts'
import { finishConfig, withDefaults } from './finish-config.ts'

const one = (of: Field, value: Json | undefined) => finishConfig({ fields: { it: of } }, { it: value }).it
const refusal = (of: Field, value: Json | undefined): AppError => {
  try {
    one(of, value)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a number field', () => {
  const number = field.number({ title: 'Times', whole: true, min: 0 })

  test('takes a text that is a JSON number', () => {
    expect([one(number, '12'), one(number, ' 1e3 '), one(number, 7)]).toEqual([12, 1000, 7])
  })

  test.each(['0x10', '1,5', 'Infinity', 'NaN', '012', '1_000', true, null, [], ''])('refuses %j', (value) => {
    expect(refusal(number, value).code).toBe('config.wrong-kind')
  })

  test.each([-1, 1.5, '1e999'])('refuses %j as out of range or no number', (value) => {
    expect(refusal(number, value).code).toMatch(/^config\.(out-of-range|wrong-kind)$/)
  })

  test('takes every number that JSON can write, as itself', () => {
    const any = field.number({ title: 'N' })
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const written = JSON.parse(JSON.stringify(value))
        expect(one(any, JSON.stringify(value))).toBe(written)
      }),
    )
  })
})

describe('a condition', () => {
  const condition = field.condition({ title: 'Condition', required: true })

  test('takes true and false, and nothing as false', () => {
    expect([true, false, null, undefined].map((value) => one(condition, value))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test.each([
    ['false', 'the text "false"'],
    [0, 'the number 0'],
    [1, 'the number 1'],
    ['', 'an empty text'],
    [[], 'an empty list'],
    [{ a: 1 }, 'an object with a'],
  ] as [Json, string][])('refuses %j and says that it got %s', (value, words) => {
    expect(refusal(condition, value).message).toBe(`"Condition" needs true or false, but got ${words}.`)
  })
})

describe('a text field', () => {
  test('makes text of what an expression gave, as pieces of a text are joined', () => {
    const text = field.text({ title: 'Text' })
    const given: Json[] = ['a', 1.5, true, null, [1, 'x'], { a: null }]
    expect(given.map((value) => one(text, value))).toEqual(['a', '1.5', 'true', '', '[1,"x"]', '{"a":null}'])
  })

  test('that is a path takes texts only', () => {
    expect(refusal(field.folder({ title: 'Folder' }), 2024).message).toBe(
      '"Folder" needs the path of a folder, but got the number 2024.',
    )
  })
})

describe('a list field', () => {
  test('takes an object as entries only where it is meant to', () => {
    const value = { b: 1, a: 2 }
    expect(one(field.list({ title: 'List', entries: true }), value)).toEqual([
      { key: 'b', value: 1 },
      { key: 'a', value: 2 },
    ])
    expect(refusal(field.list({ title: 'List' }), value).message).toBe(
      '"List" needs a list, but got an object with b, a.',
    )
  })
})

describe('a list of what may be ticked', () => {
  const choices = [
    { value: 'a', title: 'A' },
    { value: 'b', title: 'B' },
  ]
  const ticked = { fields: { those: field.list({ title: 'Those', choices, default: ['a'] }) } }

  test('takes any of them, and nothing else', () => {
    expect(finishConfig(ticked, {})).toEqual({ those: ['a'] })
    expect(finishConfig(ticked, { those: ['b', 'a'] })).toEqual({ those: ['b', 'a'] })
    expect(finishConfig(ticked, { those: [] })).toEqual({ those: [] })
    expect(() => finishConfig(ticked, { those: ['a', 'c'] })).toThrow(
      expect.objectContaining({ code: 'config.not-a-choice', fix: 'Choose among a, b.' }),
    )
  })
})

describe('a file or folder field', () => {
  test.each(['file', 'folder'] as const)('takes what stands for a %s by its path', (kind) => {
    const fields = { place: field[kind]({ title: 'Place', required: true }) }
    const finish = (place: Json) => finishConfig({ fields }, { place })
    const entry = { path: '/a/b.pdf', name: 'b.pdf', size: 3, kind: 'file' }
    expect(finish(entry)).toEqual({ place: '/a/b.pdf' })
    expect(finish('~/b.pdf')).toEqual({ place: '~/b.pdf' })
    const wrong: Json[] = [{ name: 'b.pdf' }, { path: 3 }, ['/a'], 7, null, true]
    for (const one of wrong) expect(() => finish(one)).toThrow(/needs the path of a (file|folder), but got/)
    expect(() => finish({ path: '' })).toThrow('"Place" is empty')
  })
})

describe('what is missing', () => {
  test('is filled in by the default, also where an expression gave nothing', () => {
    const declared = { fields: { as: field.text({ title: 'As', default: 'text' }) } }
    expect(finishConfig(declared, {})).toEqual({ as: 'text' })
    expect(finishConfig(declared, { as: undefined })).toEqual({ as: 'text' })
  })

  test('is an error that names the field when it is required', () => {
    const declared = { fields: { folder: field.folder({ title: 'Folder', required: true }) } }
    expect(() => finishConfig(declared, { folder: undefined })).toThrow(
      '"Folder" is missing: its expression gave nothing.',
    )
    expect(() => finishConfig(declared, { folder: '' })).toThrow('"Folder" is empty.')
    expect(refusal(declared.fields.folder, undefined).details).toEqual({ field: 'it' })
  })

  test('is left out when nothing requires it', () => {
    expect(finishConfig({ fields: { code: field.text({ title: 'Code' }) } }, {})).toEqual({})
  })

  test('takes a default with an expression before evaluating, never after', () => {
    const declared = { fields: { value: field.value({ title: 'Value', default: '{{ input }}' }) } }
    expect(withDefaults(declared, {})).toEqual({ value: '{{ input }}' })
    expect(withDefaults(declared, { value: null })).toEqual({ value: null })
    expect(finishConfig(declared, { value: undefined })).toEqual({})
  })
})

test('what no field names does not reach the block', () => {
  expect(finishConfig({ fields: {} }, { extra: 1 })).toEqual({})
})
