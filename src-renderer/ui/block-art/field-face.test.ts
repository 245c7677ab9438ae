import { describe, expect, test } from 'vitest'
import { field } from '#shared/block'
import { fieldFace } from './field-face.ts'
import { nameFlows } from './flow-names.ts'

const text = field.text({ title: 'Text' })
const condition = field.condition({ title: 'Condition' })

describe('what a field shows', () => {
  test('an empty field shows its hint, or its title, as a muted word', () => {
    expect(fieldFace(text, '').pieces).toEqual([{ is: 'hint', text: 'text' }])
    expect(fieldFace(field.text({ title: 'Text', hint: 'words' }), undefined).pieces).toEqual([
      { is: 'hint', text: 'words' },
    ])
  })

  test('a flow is called by its name once that is known', () => {
    const flow = field.flow({ title: 'Flow' })
    expect(fieldFace(flow, 'flw_7').pieces).toEqual([{ is: 'text', text: 'flw_7' }])
    nameFlows([{ id: 'flw_7', name: 'Add tax' }])
    expect(fieldFace(flow, 'flw_7').pieces).toEqual([{ is: 'text', text: 'Add tax' }])
  })

  test('a schedule is said in words, also one that is written as cron', () => {
    const schedule = field.schedule({ title: 'Times' })
    expect(fieldFace(schedule, '0 9 * * 1-5').pieces).toEqual([
      { is: 'text', text: 'every weekday at 09:00' },
    ])
    expect(fieldFace(schedule, 'every blue moon').pieces).toEqual([{ is: 'text', text: 'every blue moon' }])
  })

  test('values from elsewhere are chips among the words', () => {
    expect(fieldFace(text, 'Sorted/{{ item.ext }} now').pieces).toEqual([
      { is: 'text', text: 'Sorted/' },
      { is: 'chip', text: 'item.ext', source: { root: 'item' } },
      { is: 'text', text: ' now' },
    ])
  })

  test('a variable is called by its name, a block by its own', () => {
    expect(fieldFace(text, '{{ vars.count }}').pieces).toMatchObject([
      { text: 'count', source: { root: 'vars' } },
    ])
    expect(fieldFace(text, '{{ blocks["Fetch page"].status }}').pieces).toMatchObject([
      { text: 'Fetch page.status', source: { root: 'blocks', block: 'Fetch page' } },
    ])
  })

  test('an escaped brace is text', () => {
    expect(fieldFace(text, 'a \\{{ b }}').pieces).toEqual([{ is: 'text', text: 'a {{ b }}' }])
  })

  test('an expression that never ends is text', () => {
    expect(fieldFace(text, 'a {{ b').pieces).toEqual([{ is: 'text', text: 'a {{ b' }])
  })

  test('a choice shows its title, yes or no in words, an expression in a choice as a chip', () => {
    const taken = field.choice([{ value: 'rename', title: 'keep both' }], { title: 'If taken' })
    expect(fieldFace(taken, 'rename')).toEqual({
      shape: 'choice',
      pieces: [{ is: 'text', text: 'keep both' }],
    })
    expect(fieldFace(taken, '{{ input }}').shape).toBe('round')
    expect(fieldFace(field.yesNo({ title: 'Also inside' }), true)).toEqual({
      shape: 'choice',
      pieces: [{ is: 'text', text: 'yes' }],
    })
  })

  test('a condition reads as value, operator, value', () => {
    const read = (value: string) => fieldFace(condition, value).pieces.map((piece) => piece.text)
    expect(fieldFace(condition, undefined)).toEqual({ shape: 'hex', pieces: [] })
    expect(read('{{ item.name.endsWith(".pdf") }}')).toEqual(['item.name', 'ends with', '.pdf'])
    expect(read('{{ item.kind === "file" }}')).toEqual(['item.kind', 'is', 'file'])
    expect(read('{{ item.size >= 1024 }}')).toEqual(['item.size', 'is at least', '1024'])
    expect(read('{{ item.done }}')).toEqual(['item.done'])
  })

  test('tests that are joined read as one sentence, three of them at most', () => {
    const read = (value: string) => fieldFace(condition, `{{ ${value} }}`).pieces.map(({ text }) => text)
    expect(read('item.status === "ok" && index < 5').join(' ')).toBe(
      'item.status is ok and index is less than 5',
    )
    expect(read('!item.done || (item.a && !(item.b || item.c))').join(' ')).toBe(
      'not item.done or ( item.a and not ( item.b … ) )',
    )
    expect(read('["a", "b"].includes(item.x) && (input ?? "").length === 0').join(' ')).toBe(
      'item.x is one of a, b and input is empty',
    )
  })

  test('a condition that cannot be read back shows as code', () => {
    const code = 'item.a == item.b'
    expect(fieldFace(condition, `{{ ${code} }}`).pieces).toEqual([{ is: 'text', text: code }])
  })

  test('long texts are shortened to one line', () => {
    const shown = fieldFace(text, 'x'.repeat(500)).pieces[0]?.text ?? ''
    expect([...shown]).toHaveLength(36)
    expect(shown.endsWith('…')).toBe(true)
  })
})
