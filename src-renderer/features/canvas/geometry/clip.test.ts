import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type FlowDocument } from '#shared/flow'
import { anyFlow, block, flowOf, formOf } from '../fixtures/flows.ts'
import { clipOf, pasteEdits, pastePlace, type Renew } from './clip.ts'
import { hangFlow } from './hanging.ts'
import { readClip } from './read-clip.ts'

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

  test.each([
    ['a version that is no number', { version: 'b' }],
    ['a place that is none', { at: ['a', 0] }],
    ['a config that is no object', { config: 'x' }],
  ])('a block with %s is no clip', (_, wrong) => {
    const one = { ...block('a'), ...wrong }
    expect(readClip(JSON.stringify({ blockloom: 1, blocks: [one], links: [] }))).toBeUndefined()
  })

  test("a flow's file is a clip of all its blocks; a head without a place gets one", () => {
    const clip = readClip(JSON.stringify(flowOf([block('a'), block('b')], 'a > b')))
    expect(clip?.blocks.map(({ id, at }) => [id, at])).toEqual([
      ['a', [0, 0]],
      ['b', undefined],
    ])
  })

  test('what reads a block that came along reads the new one; what reads another one stays', () => {
    const reads = (name: string) => ({ text: `{{ blocks["${name}"].size }}` })
    const [a, b] = [block('a', [0, 0]), { ...block('b'), config: { ...reads('a'), more: reads('x') } }]
    const document = flowOf([a, b, block('x', [400, 0])], 'a > b')
    const { edits } = paste(document, new Set(['a', 'b']))
    const after = applyEdits(document, edits).document
    expect(after.blocks.find(({ id }) => id === 'b-4')?.config).toEqual({
      ...reads('a-3'),
      more: reads('x'),
    })
  })
})

describe('where a clip is put', () => {
  const sight = { left: 0, top: 0, right: 800, bottom: 600 }
  const clip = (...places: (readonly [number, number])[]) =>
    clipOf(
      flowOf(places.map((place, i) => block(`c${i}`, place))),
      new Set(places.map((_, i) => `c${i}`)),
      at,
    )
  const empty = { blocks: [] }

  test('beside where it was copied, and beside what was pasted before', () => {
    const one = { ...clip([0, 0]), blocks: [block('a', [80, 40])] }
    expect(pastePlace({ blocks: [] }, one, { sight })).toEqual([24, 24])
    expect(pastePlace({ blocks: [block('b', [104, 64])] }, one, { sight })).toEqual([48, 48])
    expect(pastePlace({ blocks: [block('b', [104, 64]), block('c', [128, 88])] }, one)).toEqual([72, 72])
  })

  test('in sight, where it would not be', () => {
    const far = { ...clip([0, 0]), blocks: [block('a', [5000, 40]), block('b', [5100, 240])] }
    expect(pastePlace(empty, far, { sight })).toEqual([200 - 5000, 152 - 40])
  })

  test('where somebody pointed to', () => {
    const one = { ...clip([0, 0]), blocks: [block('a', [80, 40])] }
    expect(pastePlace(empty, one, { at: [301, 302], sight })).toEqual([220, 264])
  })

  test('never on something that stands there, and of a whole clip something is in sight', () => {
    const place = fc
      .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
      .map(([x, y]): [number, number] => [x * 240, y * 240])
    const places = fc.uniqueArray(place, { minLength: 1, maxLength: 12, selector: String })
    fc.assert(
      fc.property(places, places, (there, copied) => {
        const document = { blocks: there.map((one, i) => block(`b${i}`, one)) }
        const one = {
          blockloom: 1 as const,
          blocks: copied.map((each, i) => block(`c${i}`, each)),
          links: [],
        }
        const [dx, dy] = pastePlace(document, one, { sight: { left: 0, top: 0, right: 4000, bottom: 4000 } })
        const put = copied.map(([x, y]) => [x + dx, y + dy] as const)
        for (const each of put) expect(there.map(String)).not.toContain(String(each))
        expect(put.some(([x, y]) => x >= 0 && y >= 0 && x < 4000 && y < 4000)).toBe(true)
      }),
    )
  })
})
