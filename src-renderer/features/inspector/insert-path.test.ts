import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseText } from '#shared/expression'
import { readDuration, writeDuration } from './duration-text.ts'
import { fieldText, hasExpression, textValue } from './field-text.ts'
import { dropPlace, insertInJson, insertPath, markExpressions } from './insert-path.ts'

const words = fc.constantFrom(
  'Sorted/',
  ' and ',
  'a',
  '{{ item.ext }}',
  '{{ vars.count * 2 }}',
  '\\{{ no }}',
  '',
)
const text = fc.array(words, { maxLength: 5 }).map((parts) => parts.join(''))

describe('a value put into a text', () => {
  test.each([
    ['', 0, '{{ item.ext }}'],
    ['Sorted/', 7, 'Sorted/{{ item.ext }}'],
    ['{{ a. }}', 5, '{{ a.item.ext }}'],
    ['{{ ', 3, '{{ item.ext'],
    ['{{ a }} b', 9, '{{ a }} b{{ item.ext }}'],
    ['{{ a }}', 7, '{{ a }}{{ item.ext }}'],
  ])('%j at %i becomes %j', (before, at, after) => {
    expect(insertPath(before, at, at, 'item.ext')).toEqual({
      text: after,
      caret: after.length - (before.length - at),
    })
  })
  test('still parses wherever it is dropped', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 60 }), (given, offset) => {
        const at = dropPlace(given, offset)
        const before = parseText(given).parts.filter((part) => typeof part === 'object').length
        const after = parseText(insertPath(given, at, at, 'item.ext').text).parts
        expect(after.filter((part) => typeof part === 'object')).toHaveLength(before + 1)
      }),
    )
  })
  test('colours lose no letter', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (given) => {
        const pieces = markExpressions(given)
        expect(pieces.map((piece) => piece.text).join('')).toBe(given)
      }),
    )
  })
})

describe('what is typed into a field', () => {
  test.each([
    ['number', '5', 5],
    ['number', '-2.5', -2.5],
    ['number', '5.', '5.'],
    ['number', '{{ index }}', '{{ index }}'],
    ['text', '5', '5'],
    ['text', ' ', ' '],
    ['text', '', undefined],
  ] as const)('%s %j is stored as %j', (kind, typed, stored) => {
    expect(textValue({ kind }, typed)).toBe(stored)
    if (stored !== undefined) expect(fieldText(stored)).toBe(typed)
  })
  test('escaped braces are no expression', () => {
    expect(hasExpression('\\{{ a }}')).toBe(false)
    expect(hasExpression('x {{ a }}')).toBe(true)
  })
  test('a duration keeps its amount and unit', () => {
    const amount = fc.oneof(fc.nat().map(String), fc.constant('1.5'))
    fc.assert(
      fc.property(amount, fc.constantFrom('ms', 's', 'm', 'h', 'd'), (number, unit) => {
        expect(writeDuration(readDuration(`${number}${unit}`))).toBe(`${number}${unit}`)
      }),
    )
    expect(writeDuration({ amount: '5m', unit: 's' })).toBe('5m')
    expect(writeDuration({ amount: ' ', unit: 's' })).toBeUndefined()
  })
})

describe('in JSON', () => {
  const put = (marked: string, code: string) => {
    const at = marked.indexOf('|')
    const { text, caret } = insertInJson(marked.replace('|', ''), at, at, code)
    return `${text.slice(0, caret)}|${text.slice(caret)}`
  }

  test('a value becomes a text of its own, or stands in the one that is open', () => {
    expect(put('{ "a": | }', 'input.name')).toBe('{ "a": "{{ input.name }}"| }')
    expect(put('{ "a": "Dear |" }', 'input.name')).toBe('{ "a": "Dear {{ input.name }}|" }')
    expect(put('{ "a": "{{ 1 + | }}" }', 'vars.x')).toBe('{ "a": "{{ 1 + vars.x| }}" }')
    expect(put('["\\"|"]', 'input')).toBe('["\\"{{ input }}|"]')
  })

  test('its own quotes do not end the text', () => {
    const { text } = insertInJson('[""]', 2, 2, 'blocks["Fetch page"].body')
    expect(JSON.parse(text)).toEqual(["{{ blocks['Fetch page'].body }}"])
    const odd = insertInJson('[""]', 2, 2, 'blocks["Ada\'s"]')
    expect(JSON.parse(odd.text)).toEqual(['{{ blocks["Ada\'s"] }}'])
  })
})
