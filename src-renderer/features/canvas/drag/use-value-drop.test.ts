import { expect, test } from 'vitest'
import { withValue } from './use-value-drop.ts'

test('a value dropped on a field stands behind the words of a text, and in place of anything else', () => {
  expect(withValue({ kind: 'text' }, 'Sorted/', 'item.ext')).toBe('Sorted/{{ item.ext }}')
  expect(withValue({ kind: 'text' }, undefined, 'item')).toBe('{{ item }}')
  expect(withValue({ kind: 'list' }, ['a'], 'input')).toBe('{{ input }}')
  expect(withValue({ kind: 'condition' }, '{{ a }}', 'input.ok')).toBe('{{ input.ok }}')
})
