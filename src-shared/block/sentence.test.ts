import { expect, test } from 'vitest'
import { field } from './field.ts'
import { parseSentence, sentenceFaults } from './sentence.ts'

const list = { list: field.list({ title: 'List' }) }

test('a sentence is words, fields and chips in their order', () => {
  expect(parseSentence('for each [item] in {list}')).toEqual([
    { is: 'word', text: 'for each' },
    { is: 'chip', path: 'item' },
    { is: 'word', text: 'in' },
    { is: 'field', key: 'list' },
  ])
  expect(parseSentence('stop here')).toEqual([{ is: 'word', text: 'stop here' }])
})

test('a sentence with fields that are declared has no faults', () => {
  expect(sentenceFaults({ sentence: 'for each [item] in {list}', fields: list })).toEqual([])
})

test.each([
  ['in {lst}', 'there is no field "lst"'],
  ['{list} and {list}', 'the field "list" stands in the sentence twice'],
  ['for {list', 'a bracket stands alone in "for {list"'],
  ['for []', 'a chip has no name'],
  ['{toString}', 'there is no field "toString"'],
  [' ', 'the sentence is empty'],
])('%j: %s', (sentence, fault) => {
  expect(sentenceFaults({ sentence, fields: list })).toEqual([fault])
})
