import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMessage } from './message.ts'

const read = (message: unknown) => readMessage(JSON.stringify(message))

test('knows what the protocol knows, and skips fields it does not', () => {
  expect(read({ id: 7, out: 'next', value: { a: 1 }, later: true })).toEqual({
    ...{ kind: 'out', id: 7, out: 'next', value: { a: 1 } },
  })
  expect(read({ id: 7, out: 'next' })).toEqual({ kind: 'out', id: 7, out: 'next', value: null })
  expect(read({ id: 7, log: 'warn', text: 'x' })).toEqual({ kind: 'log', id: 7, level: 'warn', text: 'x' })
  expect(read({ id: 7, progress: 1 })).toEqual({ kind: 'progress', id: 7, share: 1 })
  expect(read({ id: 7, beat: true })).toEqual({ kind: 'beat', id: 7 })
  expect(read({ id: 7, config: { a: 1 } })).toEqual({ kind: 'config', id: 7, config: { a: 1 } })
  expect(read({ blocks: [] })).toEqual({ kind: 'blocks', blocks: [] })
  expect(read({ hello: { v: 1, permissions: true } })).toEqual({ kind: 'hello', permissions: true })
  expect(readMessage('{"id":7,"beat":true}\r')).toEqual({ kind: 'beat', id: 7 })
})

test("takes a block's own error, its code only where it looks like one", () => {
  const error = {
    code: 'thing.broke',
    message: 'It broke.',
    fix: 'Mend it.',
    retryable: true,
    details: { n: 1 },
  }
  expect(read({ id: 7, error: { ...error, stack: 'secret' } })).toEqual({ kind: 'error', id: 7, error })
  expect(read({ id: 7, error: { code: 'No Code!', message: 'x' } })).toEqual({
    kind: 'error',
    id: 7,
    error: { code: 'block.failed', message: 'x' },
  })
  expect(read({ error: { message: 'x' } })).toMatchObject({ kind: 'describe-error' })
})

test.each([
  ['', 'not-json', 'is not JSON: ""'],
  ['hello', 'not-json', 'is not JSON: "hello"'],
  ['[1]', 'not-json', 'is no JSON object'],
  ['null', 'not-json', 'is no JSON object'],
  ['{}', 'bad-message', 'has no id'],
  ['{"id":"7","out":"next"}', 'bad-message', 'no whole number'],
  ['{"id":7.5,"beat":true}', 'bad-message', 'no whole number'],
  ['{"id":7,"out":3}', 'bad-message', '"out" that is no text'],
  ['{"id":7,"log":"loud","text":"x"}', 'bad-message', 'other than info, warn or error'],
  ['{"id":7,"log":"info"}', 'bad-message', 'a log without text'],
  ['{"id":7,"progress":1.01}', 'bad-message', 'between 0 and 1'],
  ['{"id":7,"progress":"half"}', 'bad-message', 'between 0 and 1'],
  ['{"id":7,"error":"oops"}', 'bad-message', '"error" without a message'],
  ['{"id":7,"beat":false}', 'bad-message', 'says nothing that the protocol knows'],
])('refuses %s', (line, code, what) => {
  const refused = readMessage(line)
  expect(refused).toMatchObject({ kind: 'refused', code })
  expect(refused.kind === 'refused' && refused.what).toContain(what)
})

test('never throws, and shows only the beginning of a long line', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      expect(readMessage(line).kind).toBeTypeOf('string')
    }),
  )
  const refused = readMessage('x'.repeat(1_000_000))
  expect(refused.kind === 'refused' && refused.what.length).toBeLessThan(200)
})
