import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnswerTaken, WebAnswer } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { readFlow } from '../../../tests/support/run-flow.ts'
import { testHost } from '../../../tests/support/test-runtime.ts'
import { respond } from './block.ts'
import { webAnswer } from './web-answer.ts'

const flow = readFlow(join(import.meta.dirname, 'fixtures', 'no-such-order.flow.json'))
const file = { path: '/home/me/a.png', name: 'a.png', size: 3, type: 'image/png' }
const answer = (body: Json, headers = {}, status = 200) => webAnswer({ status, headers, body })

describeBlock(respond, import.meta.dirname, ({ output, failure, fixture }) => {
  test('passes on what arrived where no call waits', async () => {
    expect((await fixture('no-such-order')).output).toEqual({ order: 7 })
    expect(await output({}, [1])).toEqual([1])
  })

  test.each([
    [{ status: '{{ 99 }}' }, 'config.out-of-range', 'status'],
    [{ status: '{{ 200.5 }}' }, 'config.out-of-range', 'status'],
    [{ status: '{{ "ok" }}' }, 'config.wrong-kind', 'status'],
    [{ headers: { 'a b': 'x' } }, 'web.bad-header', 'headers'],
    [{ headers: { a: '{{ "x\\ny" }}' } }, 'respond.bad-header', 'headers'],
    [{ headers: { a: ['x'] } }, 'web.bad-header', 'headers'],
    [{ headers: { 'Content-Length': '3' } }, 'respond.bad-header', 'headers'],
  ])('refuses %j and names the field', async (config, code, field) => {
    expect(await failure(config, null)).toMatchObject({ code, details: { field } })
  })
})

describe('an answer', () => {
  test.each<[Json, string, WebAnswer['body']]>([
    ['hello', 'text/plain; charset=utf-8', 'hello'],
    [{ ok: true }, 'application/json; charset=utf-8', '{"ok":true}'],
    [0, 'application/json; charset=utf-8', '0'],
    [file, 'image/png', { file }],
  ])('of %j says what it is', (body, type, bytes) => {
    expect(answer(body)).toEqual({ status: 200, headers: { 'content-type': type }, body: bytes })
  })

  test('is what its headers say, where they say it', () => {
    expect(answer('<p>', { 'Content-Type': 'text/html', 'X-N': 3 }).headers).toEqual({
      'content-type': 'text/html',
      'x-n': '3',
    })
  })

  test('has no body where there is none, or where the status allows none', () => {
    expect(answer(null)).toEqual({ status: 200, headers: {}, body: null })
    expect(answer('x', {}, 204)).toEqual({ status: 204, headers: {}, body: null })
  })

  test('never carries a header that would end its line or break its name', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom('a\r\nb: c', '\0', 'ü', '\u2028', 'a:b'))
    fc.assert(
      fc.property(fc.dictionary(texts, texts), (headers) => {
        try {
          const made = Object.entries(answer('x', headers).headers)
          // what the web's own reader of headers takes, and takes as it is
          return made.every(([name, value]) => new Headers([[name, value]]).get(name) === value.trim())
        } catch (error) {
          return error instanceof AppError && error.code === 'respond.bad-header'
        }
      }),
    )
  })
})

describe('the call that waits', () => {
  const answered = async (taken: AnswerTaken) => {
    const given: [string, WebAnswer][] = []
    const give = (run: string, one: WebAnswer) => {
      given.push([run, one])
      return taken
    }
    const host = testHost({ responses: { give } })
    const id = host.start(flow)
    expect(await host.over(id)).toMatchObject({ status: 'succeeded', output: { order: 7 } })
    const logs = host.events(id).flatMap((one) => (one.kind === 'ended' ? (one.logs ?? []) : []))
    return { id, given, logs }
  }

  test('gets the answer of the run it started', async () => {
    const { id, given, logs } = await answered('given')
    expect(given).toEqual([[id, answer('There is no order 7.', {}, 404)]])
    expect(logs).toMatchObject([{ level: 'info', text: 'Answered with 404, text/plain; charset=utf-8.' }])
  })

  test('that is not there, or answered already, is said in the log', async () => {
    expect((await answered('nobody')).logs[0]?.text).toContain('No call from the web waits for this run')
    expect((await answered('answered')).logs[0]).toMatchObject({
      level: 'warn',
      text: expect.stringContaining('has its answer already'),
    })
  })
})
