import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { acceptSnippet } from './snippet.ts'

const block = (id: string) => ({ id, type: 'say/log', version: 1, name: id, config: { text: 'ä' } })
const good = { blockloom: 1, blocks: [block('a'), block('b')], links: [{ from: 'a', out: 'next', to: 'b' }] }

const codeOf = (value: unknown): string => {
  try {
    acceptSnippet(value)
    return 'taken'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe('a snippet from outside', () => {
  test('is taken as it is, but for what is no part of one', () => {
    expect(acceptSnippet({ ...good, notes: [], more: 1, id: 'flw_1', pins: {} })).toEqual(good)
    const notes = [{ at: [0, 0], size: [120, 64], text: 'why' }]
    expect(acceptSnippet({ ...good, notes })).toEqual({ ...good, notes })
  })

  test.each([
    ['nothing', undefined, 'snippet.wrong-shape'],
    ['a text', '{"blockloom":1}', 'snippet.wrong-shape'],
    ['a flow', { format: 1, name: 'x', blocks: [], links: [] }, 'snippet.wrong-shape'],
    ['no blocks', { blockloom: 1, links: [] }, 'flow.wrong-shape'],
    [
      'a block without a version',
      { ...good, blocks: [{ ...block('a'), version: undefined }] },
      'flow.wrong-shape',
    ],
    ['two blocks of one id', { ...good, blocks: [block('a'), block('a')] }, 'snippet.wrong-shape'],
    ['a link out of it', { ...good, links: [{ from: 'a', out: 'next', to: 'z' }] }, 'snippet.wrong-shape'],
    ['a note without a place', { ...good, notes: [{ text: 'x' }] }, 'flow.wrong-shape'],
    [
      'a key that reaches a prototype',
      { ...good, blocks: [{ ...block('a'), config: JSON.parse('{"__proto__":{}}') }], links: [] },
      'flow.forbidden-key',
    ],
  ])('is refused when it is %s', (_what, value, code) => {
    expect(codeOf(value)).toBe(code)
  })
})
