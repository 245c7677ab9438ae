import { expect, test } from 'vitest'
import { type Foldable, foldsOver } from './folds.ts'

const all: Record<string, Foldable> = {
  hat: { collapsed: true, mouths: [], hangsBy: undefined },
  loop: { collapsed: true, mouths: ['each'], hangsBy: { id: 'hat', out: 'next' } },
  open: { collapsed: false, mouths: ['then'], hangsBy: { id: 'loop', out: 'each' } },
  last: { collapsed: true, mouths: [], hangsBy: { id: 'open', out: 'then' } },
}
const over = (id: string, out: string) => foldsOver((of) => all[of], { id, out })

test('what hides a place is told from the outside in: collapsed stacks below them, collapsed C-blocks within', () => {
  expect(over('open', 'then')).toEqual(['hat', 'loop'])
  expect(over('loop', 'next')).toEqual(['hat'])
})

test('a collapsed block that had nothing to hide till now counts', () => {
  expect(over('last', 'next')).toEqual(['hat', 'loop', 'last'])
})

test('a block that is not there hides nothing', () => {
  expect(over('gone', 'next')).toEqual([])
})
