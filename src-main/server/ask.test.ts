import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { OpenQuestion, QuestionState } from '../api/ask-door.ts'
import { type Asked, ask, startTestServer, type TestServer } from './test-support.ts'

const question: OpenQuestion = {
  ...{ run: 'run_1', flow: 'flw_1', flowName: 'Sort & move', pointer: 1, block: 'b2', blockName: 'Ask' },
  ...{ path: '', question: 'Delete <b>12</b> files?', kind: 'yes-no', since: 1 },
}
let state: QuestionState | undefined
let replies: Json[]
let refusal: AppError | undefined
let blockloom: TestServer
beforeAll(async () => {
  blockloom = await startTestServer({
    askDoor: {
      look: async (token) => (token === 'good' ? state : undefined),
      async reply(_, answer) {
        if (refusal) throw refusal
        replies.push(answer)
        state = { is: 'answered', flowName: 'Sort & move', answer: answer === 'yes' ? true : answer, at: 2 }
      },
    },
  })
})
afterAll(() => blockloom.stop())
beforeEach(() => {
  state = { is: 'open', question }
  replies = []
  refusal = undefined
})

const get = (path = '/ask/good', headers = {}) => ask(blockloom.server, path, { headers })
const post = (body: string, more: Partial<Asked> = {}) =>
  ask(blockloom.server, '/ask/good', {
    method: 'POST',
    body,
    ...more,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...more.headers },
  })

describe('the link of a question', () => {
  test('shows it to somebody who is not signed in: a page without scripts that leads nowhere else', async () => {
    const { status, text, headers } = await get()
    expect(status).toBe(200)
    expect(text).toContain('Delete &#60;b&#62;12&#60;/b&#62; files?')
    expect(text).toContain('Sort &#38; move')
    expect(text).not.toMatch(/<script|src=|href=/)
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("form-action 'self'")
    expect(headers['set-cookie']).toBeUndefined()
  })

  test('looking at it answers nothing, however often', async () => {
    await get()
    await ask(blockloom.server, '/ask/good?answer=yes', { method: 'HEAD' })
    expect(replies).toEqual([])
  })

  test('takes the answer of its form, and thanks', async () => {
    // a browser that gives no referrer sends this as the origin of a form
    const { status, headers } = await post('answer=yes', { headers: { origin: 'null' } })
    expect([status, headers.location]).toEqual([303, '/ask/good?sent'])
    expect(replies).toEqual(['yes'])
    expect((await get('/ask/good?sent')).text).toContain('<h1>Thank you</h1>')
    expect((await get()).text).toContain('This was answered already')
  })

  test('keeps a text as it was written', async () => {
    await post(`answer=${encodeURIComponent('a\r\nb & <c>')}`)
    expect(replies).toEqual(['a\nb & <c>'])
  })

  test('an answer that does not fit can be mended', async () => {
    state = { is: 'open', question: { ...question, kind: 'number' } }
    refusal = new AppError({ code: 'reply.does-not-fit', message: '"x" is not it.', fix: 'Give a number.' })
    const { status, text } = await post('answer=x%22')
    expect(status).toBe(422)
    expect(text).toContain('role="alert">&#34;x&#34; is not it. Give a number.')
    expect(text).toContain('value="x&#34;"')
  })

  test('whoever comes second is told the answer', async () => {
    refusal = new AppError({ code: 'question.answered', message: 'Somebody was faster.' })
    state = { is: 'answered', flowName: 'F', answer: 'Small <', at: 2 }
    const { status, text } = await post('answer=no')
    expect(status).toBe(409)
    expect(text).toContain('Small &#60;')
  })

  test('a question that is over says so; a link that is none leads nowhere', async () => {
    state = { is: 'closed' }
    expect((await get()).text).toContain('This question is closed')
    expect((await get('/ask/bad')).status).toBe(404)
    expect((await get('/ask/')).status).toBe(404)
    expect(
      (
        await ask(blockloom.server, '/ask/bad', {
          method: 'POST',
          body: 'answer=yes',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(404)
  })

  test('takes no other method, no other kind of body, nothing larger than a long text', async () => {
    expect((await ask(blockloom.server, '/ask/good', { method: 'PUT' })).status).toBe(405)
    expect((await post('{}', { headers: { 'content-type': 'application/json' } })).status).toBe(415)
    expect((await post(`answer=${'x'.repeat(1024 * 1024)}`)).status).toBe(413)
    expect(replies).toEqual([])
  })

  test('only under our own names and the public ones', async () => {
    expect((await get('/ask/good', { host: 'evil.example' })).status).toBe(403)
    blockloom.store.settings.set('publicHosts', ['Home.example'])
    expect((await get('/ask/good', { host: 'home.example' })).status).toBe(200)
    expect((await get('/', { host: 'home.example' })).status).toBe(403)
  })
})
