import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FlowDocument, Monitor } from './document.ts'
import { anyFlow } from './fixtures/any-flow.ts'
import { block, flow } from './fixtures/small-catalog.ts'
import { contentOf, formatFlow } from './format-flow.ts'
import { parseFlow } from './parse-flow.ts'

describe('the text of a flow', () => {
  test('is read back as the same document, and written again as the same text', () => {
    fc.assert(
      fc.property(anyFlow, (document) => {
        const text = formatFlow(document)
        const read = parseFlow(text).document
        expect(read).toEqual(JSON.parse(JSON.stringify(document)))
        expect(formatFlow(read)).toBe(text)
        expect(contentOf(read)).toBe(contentOf(document))
        expect(JSON.parse(contentOf(document))).toEqual(read)
      }),
      { numRuns: 300 },
    )
  })

  test('has a fixed order of keys, two spaces and a final newline', () => {
    const document = {
      ...flow(
        [Object.assign(block('a', 'say/text', { at: [80, 40], config: { z: 1, a: [] } }), { extra: 1 })],
        ['a next a'],
      ),
      tags: ['x'],
      zebra: {},
    }
    expect(formatFlow(Object.fromEntries(Object.entries(document).reverse()) as typeof document)).toBe(`{
  "format": 1,
  "name": "Test",
  "tags": ["x"],
  "blocks": [
    {
      "id": "a",
      "type": "say/text",
      "version": 1,
      "name": "A",
      "config": {
        "z": 1,
        "a": []
      },
      "at": [80, 40],
      "extra": 1
    }
  ],
  "links": [
    { "from": "a", "out": "next", "to": "a", "snap": true }
  ],
  "zebra": {}
}
`)
  })

  test('names what is watched in the order of the alphabet, whenever it was put there', () => {
    const total: Monitor = { look: 'value', at: [4, 8] }
    const count: Monitor = { at: [0, 0] }
    const watched: FlowDocument = { ...flow([], []), monitors: { total, count } }
    expect(formatFlow(watched)).toContain(`  "monitors": {
    "count": {
      "at": [0, 0]
    },
    "total": {
      "at": [4, 8],
      "look": "value"
    }
  }`)
    expect(contentOf({ ...watched, monitors: { count, total } })).toBe(contentOf(watched))
  })

  test('has one content however its fields were typed, and another for every value', () => {
    const one = flow([block('a', 'say/text', { config: { a: 1, b: { x: 1, y: 2 } } })], [])
    const same = flow([block('a', 'say/text', { config: { b: { x: 1, y: 2 }, a: 1 } })], [])
    const other = flow([block('a', 'say/text', { config: { a: 1, b: { y: 2, x: 1 } } })], [])
    expect(contentOf(same)).toBe(contentOf(one))
    expect(contentOf(other)).not.toBe(contentOf(one))
    expect(contentOf({ ...one, notes: [] })).not.toBe(contentOf(one))
  })
})
