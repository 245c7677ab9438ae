import { describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { checkCatalogOf } from '#shared/block'
import { type Block, type FlowDocument, type Link, structureOf } from '#shared/flow'
import { jointFor, type Where } from './add-block.ts'

const block = (id: string, type: string): Block => ({ id, type, version: 1, name: id, config: {} })
const snap = (from: string, out: string, to: string): Link => ({ from, out, to, snap: true })
const document: FlowDocument = {
  format: 1,
  name: 'Flow',
  blocks: [
    { ...block('loose', 'say/log'), at: [0, 0] },
    { ...block('hat', 'start/manual'), at: [0, 100] },
    block('if', 'control/if'),
    block('in', 'say/log'),
    block('end', 'control/return'),
  ],
  links: [snap('hat', 'next', 'if'), snap('if', 'then', 'in'), snap('if', 'next', 'end')],
}
const checked = checkCatalogOf(catalog)
const where = (chosen: string | null, place: Where = 'below') =>
  jointFor(structureOf(document, checked), checked, chosen, place)

describe('adding a block by the keyboard', () => {
  test('goes below the chosen block', () => {
    expect(where('if')).toEqual({ to: 'if', out: 'next' })
    expect(where('in')).toEqual({ to: 'in', out: 'next' })
  })
  test('goes above a cap, below which nothing can hang', () => {
    expect(where('end')).toEqual({ to: 'if', out: 'next' })
  })
  test('goes to the end of the stack that starts the flow when nothing is chosen', () => {
    expect(where(null)).toEqual({ to: 'if', out: 'next' })
  })
  test('goes into the first empty mouth when asked to', () => {
    expect(where('if', 'inside')).toEqual({ to: 'if', out: 'else' })
    expect(where('in', 'inside')).toEqual({ to: 'in', out: 'next' })
  })
})
