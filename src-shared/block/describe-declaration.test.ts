import { describe, expect, test } from 'vitest'
import { defineBlock } from './define-block.ts'
import { describeDeclaration } from './describe-declaration.ts'
import { field } from './field.ts'

const thing = defineBlock({
  type: 'web/thing',
  version: 1,
  category: 'web',
  shape: 'c',
  effect: { by: 'how', read: ['look'], otherwise: 'write' },
  idempotent: { by: 'safe', when: [true] },
  heavy: [{ by: 'file' }, { by: 'rows', over: 20 }, { by: 'how', when: ['look'] }],
  title: 'Thing',
  sentence: 'do [item] {how} with {count}',
  summary: 'Does a thing.',
  keywords: [],
  fields: {
    how: field.choice(
      [
        { value: 'look', title: 'look at it' },
        { value: 'send', title: 'send it' },
      ],
      { title: 'How', default: 'look' },
    ),
    count: field.number({ title: 'Count', unit: 'MB', min: 1, max: 9, whole: true, required: true }),
    most: field.number({ title: 'Most', max: 3 }),
    file: field.file({ title: 'File', default: '' }),
    safe: field.yesNo({ title: 'Safe', default: false, advanced: true }),
    rows: field.table(
      { name: field.text({ title: 'Name', required: true, secrets: true }) },
      { title: 'Rows', help: 'What to do.' },
    ),
    by: field.value({ title: 'By', perItem: true, entries: true, raw: true }),
  },
  outputs: { next: { title: 'it', example: { a: 1 } } },
  mouths: [{ name: 'each', word: 'with each' }, { name: 'else' }],
  examples: [],
  defaults: { timeout: '60s' },
})
const words = describeDeclaration(thing)

describe('a declaration in words', () => {
  test('has the sentence with the titles of its fields', () => {
    expect(words.sentence).toBe('do [item] (How) with (Count)')
  })

  test('says of each field what it holds, whether it is needed and what stands there by itself', () => {
    expect(words.fields.map(({ key, holds, needed, advanced }) => [key, holds, needed, advanced])).toEqual([
      ['how', 'one of these', false, false],
      ['count', 'a whole number of MB from 1 to 9', true, false],
      ['most', 'a number up to 3', false, false],
      ['file', 'a file', false, false],
      ['safe', 'yes or no', false, true],
      ['rows', 'rows', false, false],
      ['by', 'any value', false, false],
    ])
    expect(words.fields.map((one) => one.default)).toEqual([
      'look',
      undefined,
      undefined,
      undefined,
      false,
      undefined,
      undefined,
    ])
    expect(words.fields[0]?.choices.map(({ title }) => title)).toEqual(['look at it', 'send it'])
  })

  test('says what a kind lets a field do, and what the rows of a table hold', () => {
    const [rows, by] = words.fields.slice(-2)
    expect(rows).toMatchObject({
      notes: ['What to do.'],
      columns: [{ key: 'name', needed: true, notes: ['It may name a secret: `{{ secrets.NAME }}`.'] }],
    })
    expect(by?.notes).toHaveLength(3)
  })

  test('says what leaves it, and what it holds', () => {
    expect(words.gives).toEqual([{ name: 'next', title: 'it', example: { a: 1 } }])
    expect(words.mouths).toEqual(['with each', 'else'])
    const by = (mouths: Parameters<typeof describeDeclaration>[0]['mouths']) =>
      describeDeclaration({ ...thing, ...(mouths && { mouths }) }).mouths
    expect(by({ count: 'count' })).toEqual(['as many as "Count" says'])
    expect(by({ from: 'rows', name: 'name', last: [{ name: 'otherwise' }] })).toEqual([
      'one for each of "Rows"',
      'otherwise',
    ])
  })

  test('says what it does to the world, what a crash means and when it is stopped', () => {
    expect(words.does).toEqual([
      'With "How" "look at it" it looks at the world and changes nothing in it. Otherwise it changes the world.',
      'If a crash cuts it off, the run waits and asks you whether to do it again; with "Safe" on it is begun again.',
      'With a "File" or a large "Rows" or "How" "look at it" it is done in a process of its own, so that nothing else has to wait.',
      'It is stopped after 60s, unless its time limit says otherwise.',
    ])
  })

  test('says of what only looks nothing about a crash', () => {
    const { idempotent: _, heavy: __, defaults: ___, ...rest } = thing
    expect(describeDeclaration({ ...rest, effect: 'read' }).does).toEqual([
      'It looks at the world and changes nothing in it.',
    ])
    expect(describeDeclaration({ ...rest, effect: 'write', idempotent: true, heavy: true }).does).toEqual([
      'It changes the world.',
      'If a crash cuts it off, it is begun again, for doing it twice is as doing it once.',
      'It is done in a process of its own, so that nothing else has to wait.',
    ])
  })
})
