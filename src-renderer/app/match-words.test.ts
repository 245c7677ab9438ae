import { expect, test } from 'vitest'
import { matchWords } from './match-words.ts'

const best = (typed: string, ...names: string[]) =>
  names
    .map((name) => ({ name, fit: matchWords(name, typed) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ name }) => name)

test('every word typed stands in the name, in any order and without accents', () => {
  expect(best('ubung sort', 'Sort Übung', 'Sort files')).toEqual(['Sort Übung'])
  expect(best('', 'Run')).toEqual(['Run'])
})

test('what begins with the word comes before what begins a word with it, and that before the rest', () => {
  expect(best('un', 'Run', 'Go and undo', 'Undo')).toEqual(['Undo', 'Go and undo', 'Run'])
})

test('the whole name comes before all that only begin with it', () => {
  expect(best('duplicate', 'Duplicate the flow', 'Duplicate')).toEqual(['Duplicate', 'Duplicate the flow'])
})

test('signs are signs', () => {
  expect(best('a.c', 'abc', 'a.c')).toEqual(['a.c'])
})
