import { expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { checkCatalogOf } from '#shared/block'
import { applyEdits, type Block, checkFlow, type FlowDocument, type Link } from '#shared/flow'
import { allowsFrom } from './allowed.ts'

const block = (id: string, type: string): Block => ({ id, type, version: 1, name: id, config: {} })
const document: FlowDocument = {
  format: 1,
  name: 'Test',
  blocks: [
    block('hat', 'start/manual'),
    block('loop', 'control/for-each'),
    block('inner', 'say/say'),
    block('after', 'say/say'),
    block('loose', 'say/log'),
  ],
  links: [
    { from: 'hat', out: 'next', to: 'loop', snap: true },
    { from: 'loop', out: 'each', to: 'inner', snap: true },
    { from: 'loop', out: 'next', to: 'after', snap: true },
  ],
}
const WRONG = new Set(['link.crosses-mouth', 'link.into-hat', 'link.duplicate'])

test.each<[string, Link, boolean]>([
  ['on one level', { from: 'after', out: 'next', to: 'loose' }, true],
  ['back on one level', { from: 'after', out: 'next', to: 'loop' }, true],
  ['out of a mouth', { from: 'inner', out: 'next', to: 'after' }, false],
  ['back to the block that holds it', { from: 'inner', out: 'next', to: 'loop' }, false],
  ['into a hat', { from: 'after', out: 'next', to: 'hat' }, false],
  ['twice', { from: 'hat', out: 'next', to: 'loop' }, false],
  ['to a loose block, which thereby stands inside', { from: 'inner', out: 'next', to: 'loose' }, true],
])('a wire %s: allowed as the checks of the flow say', (_, link, allowed) => {
  const after = applyEdits(document, [{ do: 'add-link', link }]).document
  // The edit itself refuses some joins; then there is nothing to allow.
  const made = after.links.length > document.links.length
  expect(made && allowsFrom(document)(after)).toBe(allowed)
  const wrong = checkFlow(after, checkCatalogOf(catalog)).filter((problem) => WRONG.has(problem.code))
  if (made) expect(wrong.length === 0).toBe(allowed)
})
