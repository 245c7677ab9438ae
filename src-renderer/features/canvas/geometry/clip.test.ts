import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type FlowDocument } from '#shared/flow'
import { anyFlow, block, flowOf, formOf } from '../fixtures/flows.ts'
import { clipOf, pasteEdits, type Renew, readClip } from './clip.ts'
import { hangFlow } from './hanging.ts'

const at = () => [8, 8] as const
const renew: Renew = ({ id }, taken) => {
  const fresh = `${id}-${taken.blocks.length}`
  return { id: fresh, name: fresh }
}
const paste = (document: FlowDocument, ids: ReadonlySet<string>) => {
  const clip = readClip(JSON.stringify(clipOf(document, ids, at)))
  if (!clip) throw new Error('the clip could not be read back')
  return pasteEdits(document, clip, [24, 24], renew)
}

describe('the clipboard', () => {
  test('keeps the links among the chosen blocks, and a place for what becomes a head', () => {
    const document = flowOf([block('a', [0, 0]), block('b'), block('c')], 'a > b', 'b > c')
    const { edits } = paste(document, new Set(['b', 'c']))
    expect(edits).toMatchObject([
      { do: 'add-block', block: { id: 'b-3', at: [32, 32] } },
      { do: 'add-block', block: { id: 'c-4' } },
      { do: 'add-link', link: { from: 'b-3', out: 'next', to: 'c-4', snap: true } },
    ])
  })

  test.each(['', 'hello', '{"blocks":[]}', '{"blockloom":1,"blocks":[{"id":1}],"links":[]}', 'null'])(
    'takes %j for no clip',
    (text) => {
      expect(readClip(text)).toBeUndefined()
    },
  )

  test('a pasted flow hangs together as the copied one did', () => {
    fc.assert(
      fc.property(anyFlow, (document) => {
        const all = new Set(document.blocks.map(({ id }) => id))
        const { edits, ids } = paste(document, all)
        const after = applyEdits(document, edits)
        expect(after.skipped).toEqual([])
        expect(new Set(after.document.blocks.map(({ id }) => id)).size).toBe(2 * all.size)
        expect(ids).toHaveLength(all.size)
        expect(hangFlow(after.document, (of) => formOf(of)).heads).toHaveLength(
          2 * hangFlow(document, formOf).heads.length,
        )
      }),
    )
  })
})
