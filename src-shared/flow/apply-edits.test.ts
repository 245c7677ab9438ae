import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from './apply-edits.ts'
import type { FlowDocument } from './document.ts'
import { acceptEdits } from './edit-schema.ts'
import { anyEdit, anyFlow } from './fixtures/any-flow.ts'
import { block, flow, link } from './fixtures/small-catalog.ts'
import type { EditResult, FlowEdit } from './flow-edit.ts'

const overJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('edits', () => {
  test('are taken back exactly by their inverse, also after a way through JSON', () => {
    fc.assert(
      fc.property(anyFlow, fc.array(anyEdit, { maxLength: 12 }), (document, edits) => {
        const before = overJson(document)
        const { document: after, inverse } = applyEdits(document, edits)
        expect(document).toEqual(before)
        const back = applyEdits(after, overJson(inverse))
        expect(back.skipped).toEqual([])
        expect(overJson(back.document)).toStrictEqual(before)
        // and the inverse of the inverse does it again
        const again = applyEdits(back.document, back.inverse)
        expect(overJson(again.document)).toStrictEqual(overJson(after))
      }),
      { numRuns: 500 },
    )
  })

  test('do the same one by one and hundreds at once', () => {
    fc.assert(
      fc.property(anyFlow, fc.array(anyEdit, { minLength: 70, maxLength: 200 }), (document, edits) => {
        const before = overJson(document)
        const atOnce = applyEdits(document, edits)
        expect(document).toEqual(before)
        let one: EditResult = { document, inverse: [], skipped: [] }
        for (const edit of edits) {
          const { document: after, inverse, skipped } = applyEdits(one.document, [edit])
          one = {
            document: after,
            inverse: [...inverse, ...one.inverse],
            skipped: [...one.skipped, ...skipped],
          }
        }
        expect(atOnce).toEqual(one)
        expect(overJson(applyEdits(atOnce.document, atOnce.inverse).document)).toStrictEqual(before)
      }),
      { numRuns: 150 },
    )
  })

  test('are accepted from outside when they are of the right shape', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 3 }), (edits) => {
        expect(acceptEdits(overJson(edits))).toEqual(overJson(edits))
      }),
      { numRuns: 100 },
    )
    expect(() => acceptEdits([{ do: 'move-block', id: 'a', at: [1] }])).toThrow(
      'Edit 1: "at" should be a list of two numbers, not a list of 1.',
    )
    expect(() => acceptEdits({})).toThrow('Edits come as a list.')
    expect(() => acceptEdits([{ do: 'dance' }])).toThrow('Edit 1')
  })

  test('share everything that did not change', () => {
    const before = flow([block('a', 'say/text'), block('b', 'say/text')], ['a next b'])
    const { document } = applyEdits(before, [{ do: 'set-config', id: 'b', key: 'text', value: 'hi' }])
    expect(document.links).toBe(before.links)
    expect(document.blocks[0]).toBe(before.blocks[0])
    expect(document.blocks[1]?.config).toEqual({ text: 'hi' })
  })

  test('on blocks that are gone are skipped with a word', () => {
    const before = flow([block('a', 'say/text')], [])
    const edits: FlowEdit[] = [
      { do: 'move-block', id: 'x', at: [0, 0] },
      { do: 'add-link', link: link('a next x') },
      { do: 'remove-link', link: link('a next x') },
      { do: 'add-block', block: block('a', 'say/text') },
      { do: 'set-config', id: 'a', key: '__proto__', value: 1 },
      { do: 'rename-block', id: 'a', name: ' ' },
    ]
    const { document, inverse, skipped } = applyEdits(before, edits)
    expect(document).toBe(before)
    expect(inverse).toEqual([])
    expect(skipped.map(({ why }) => why)).toEqual([
      'The block "x" is gone.',
      'The block "x" is gone.',
      'There is no such link any more.',
      'There is a block "a" already.',
      'A field cannot be called "__proto__".',
      'A block needs a name.',
    ])
  })

  test('remove a block with its links and pins, and nothing of an undo revives a link of two removed blocks', () => {
    const before = flow([block('a', 'say/text'), block('b', 'say/text')], ['a next b', 'b next-> a'], {
      pins: { b: { next: 1 } },
    })
    const { document, inverse } = applyEdits(before, [{ do: 'remove-block', id: 'b' }])
    expect(document).toStrictEqual(flow([block('a', 'say/text')], []))
    const without = applyEdits(document, [{ do: 'remove-block', id: 'a' }]).document
    const undone = applyEdits(without, inverse)
    expect(undone.document.links).toEqual([])
    expect(undone.skipped.map(({ why }) => why)).toEqual(['The block "a" is gone.', 'The block "a" is gone.'])
  })
})

describe('renaming a block', () => {
  const renamed = (text: string, name = 'Get page'): unknown => {
    const before: FlowDocument = flow(
      [block('a', 'say/text', { name: 'Fetch' }), block('b', 'say/text', { config: { deep: [{ text }] } })],
      [],
    )
    const { document } = applyEdits(before, [{ do: 'rename-block', id: 'a', name }])
    expect(document.blocks[0]?.name).toBe(name)
    return JSON.parse(JSON.stringify(document)).blocks[1].config.deep[0].text
  }

  test.each([
    ['{{ blocks["Fetch"].a }}', '{{ blocks["Get page"].a }}'],
    [
      "x {{ blocks['Fetch'] }} y {{ blocks.Fetch.b }}",
      `x {{ blocks['Get page'] }} y {{ blocks["Get page"].b }}`,
    ],
    ['{{ blocks?.Fetch?.a }}', '{{ blocks?.["Get page"]?.a }}'],
    ['{{ blocks?.["Fetch"] }}', '{{ blocks?.["Get page"] }}'],
    ['{{ { a: { b: blocks.Fetch } } }}', '{{ { a: { b: blocks["Get page"] } } }}'],
    ['{{ "}}" + blocks.Fetch }}', '{{ "}}" + blocks["Get page"] }}'],
    ['{{ list.map(x => x + blocks["Fetch"]) }}', '{{ list.map(x => x + blocks["Get page"]) }}'],
  ])('rewrites %s', (before, after) => {
    expect(renamed(before)).toBe(after)
  })

  test.each([
    'blocks["Fetch"]',
    '\\{{ blocks["Fetch"] }}',
    '{{ "blocks[\\"Fetch\\"]" }}',
    '{{ my.blocks.Fetch }}',
    '{{ blocks["Fetch" }}',
    '{{ list.map(blocks => blocks.Fetch) }}',
    '{{ blocks[Fetch] }}',
    '{{ Fetch }}',
  ])('leaves %s', (text) => {
    expect(renamed(text)).toBe(text)
  })

  test('writes names with quotes and keeps plain names plain', () => {
    expect(renamed(`{{ blocks['Fetch'] }}`, `it's "it"`)).toBe(`{{ blocks['it\\'s "it"'] }}`)
    expect(renamed('{{ blocks.Fetch }}', 'Page')).toBe('{{ blocks.Page }}')
  })
})
