import type { Block, FlowDocument, Link } from '#shared/flow'
import type { BlockFace } from '../../../ui/block-art/block-face.ts'
import type { BlockForm } from './hanging.ts'

/** Small flows for the tests beside this file. The first letters of an id say its shape: `hat`, `c`, `d`, `cap`. */
export const formOf = ({ id }: Block): BlockForm => {
  if (id.startsWith('hat')) return { shape: 'hat', mouths: [] }
  if (id.startsWith('cap')) return { shape: 'cap', mouths: [] }
  if (id.startsWith('c')) return { shape: 'c', mouths: ['each'] }
  if (id.startsWith('d')) return { shape: 'c', mouths: ['then', 'else'] }
  return { shape: 'stack', mouths: [] }
}

export const faceOf = ({ id }: Block): BlockFace => ({
  items: [],
  width: id.startsWith('wide') ? 400 : 120,
  row: 48,
})

export const block = (id: string, at?: readonly [number, number]): Block => ({
  id,
  type: 'test/block',
  version: 1,
  name: id,
  config: {},
  ...(at ? { at } : {}),
})

/** `a > b` hangs b below a; `c.each > a` puts a into a mouth; `a ~ b` is a wire. */
export function flowOf(blocks: Block[], ...joins: string[]): FlowDocument {
  const links = joins.map((join): Link => {
    const [from = '', sign, to = ''] = join.split(' ')
    const [id = '', out = 'next'] = from.split('.')
    return { from: id, out, to, ...(sign === '>' ? { snap: true } : {}) }
  })
  return { format: 1, name: 'Test', blocks, links }
}
