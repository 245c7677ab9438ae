import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accept, suggestAt } from './suggest.ts'

const known = {
  input: { name: 'Ada', 'first name': 'A', lines: [{ price: 3 }, { price: 4 }], notes: 'a\nb' },
  item: { path: '~/a', size: 3 },
  blocks: { 'Fetch page': { status: 200, body: { list: [1] } } },
  vars: { total: 5 },
  run: { id: 'run_1' },
}
/** `|` stands for the caret. */
const at = (marked: string, options = {}) => {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  const found = suggestAt(text, caret, known, options)
  return { text, found, words: found?.items.map(({ word }) => word) ?? null }
}
const words = (marked: string, options = {}) => at(marked, options).words
const chosen = (marked: string, word: string) => {
  const { text, found } = at(marked)
  const one = found?.items.find((item) => item.word === word)
  if (!found || !one) throw new Error(`${word} is not suggested in ${marked}: ${words(marked)}`)
  const { text: next, caret } = accept(text, found, one)
  return `${next.slice(0, caret)}|${next.slice(caret)}`
}

describe('in the braces of an expression', () => {
  test('roots that hold something, blocks by their names and functions are suggested', () => {
    expect(words('{{|')).toEqual(
      expect.arrayContaining(['input', 'item', 'vars', 'Fetch page', 'formatDate']),
    )
    expect(words('{{ |')).not.toContain('trigger')
    expect(words('{{ in|')).toEqual(['input'])
    expect(words('{{ fe| }}')).toEqual(['Fetch page'])
    expect(words('{{ page|')).toEqual(['Fetch page'])
    expect(words('a {{ input.name }} b {{ i| }}')).toEqual(expect.arrayContaining(['input', 'item']))
  })

  test('real keys of what is there follow a dot or a bracket', () => {
    expect(words('{{ input.|')).toEqual(['name', 'first name', 'lines', 'notes'])
    expect(words('{{ input.na|')).toEqual(['name', 'first name'])
    expect(words('{{ input?.na| }}')).toEqual(['name', 'first name'])
    expect(words('{{ input.lines[0].|')).toEqual(['price'])
    expect(words('{{ blocks["Fetch page"].body.|')).toEqual(['list'])
    expect(words('{{ blocks["Fe|')).toEqual(['Fetch page'])
    expect(words('{{ blocks[|')).toEqual(['Fetch page'])
    expect(words('{{ input.lines.|')).toEqual(expect.arrayContaining(['length', '[0]', 'map']))
    expect(words('{{ input.name.to|')).toEqual(['toLowerCase', 'toUpperCase'])
    expect(words('{{ 1 + vars.|')).toEqual(['total'])
  })

  test.each([
    'inp|',
    '{{ input }} in|',
    '\\{{ in|',
    '{{ "in|',
    '{{ input.name|',
    '{{ no.|',
    '{{ input.name.length.|',
    '{{ f(input).|',
    '{{ 3|',
    '{{ input + |',
  ])('nothing is said at %s', (marked) => {
    expect(words(marked)).toBeNull()
  })

  test('by a key it is said where a word may begin', () => {
    expect(words('{{ input + |', { asked: true })).toContain('vars')
    expect(words('{{ input |x', { asked: true })).toContain('vars')
    expect(words('a|', { asked: true })).toBeNull()
    expect(words('it|', { whole: true })).toEqual(['item'])
  })

  test('what is chosen takes the place of what was typed', () => {
    expect(chosen('{{ inp| }}', 'input')).toBe('{{ input| }}')
    expect(chosen('{{ input.na| }}', 'name')).toBe('{{ input.name| }}')
    expect(chosen('{{ input.fi|', 'first name')).toBe('{{ input["first name"]|')
    expect(chosen('{{ fet| }}', 'Fetch page')).toBe('{{ blocks["Fetch page"]| }}')
    expect(chosen('{{ blocks["Fe|"] }}', 'Fetch page')).toBe('{{ blocks["Fetch page"]| }}')
    expect(chosen('{{ blocks[| }}', 'Fetch page')).toBe('{{ blocks["Fetch page"]| }}')
    expect(chosen('{{ form|', 'formatDate')).toBe('{{ formatDate(|)')
    expect(chosen('{{ input.lines.|', '[0]')).toBe('{{ input.lines[0]|')
    expect(chosen('{{ input.name.tr| }}', 'trim')).toBe('{{ input.name.trim(|) }}')
  })
})

test('whatever is typed, nothing breaks, and what is chosen stands there', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    ' ',
    'input',
    '.',
    '[',
    ']',
    '"',
    "'",
    '\\',
    'na',
    '?',
    '(',
    '1',
    'Fe',
    '😀',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(30), fc.boolean(), (pieces, place, asked) => {
      const text = pieces.join('')
      const found = suggestAt(text, Math.min(place, text.length), known, { asked })
      if (!found) return
      for (const item of found.items) {
        const next = accept(text, found, item)
        expect(next.text.slice(found.from, found.from + item.code.length)).toBe(item.code)
        expect(next.caret).toBeLessThanOrEqual(next.text.length)
      }
    }),
  )
})
