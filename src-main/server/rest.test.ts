import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { smallFlow } from '../api/test-support.ts'
import { type Asked, ask, startTestServer, type TestServer } from './test-support.ts'

let blockloom: TestServer
let authorization: string
beforeAll(async () => {
  blockloom = await startTestServer()
  authorization = `Bearer ${await blockloom.token()}`
})
afterAll(() => blockloom.stop())

const call = (path: string, { body, headers, method = body === undefined ? 'GET' : 'POST' }: Asked = {}) =>
  ask(blockloom.server, `/api/v1${path}`, {
    method,
    headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    body,
  })
const make = async () =>
  (await call('/flows', { body: JSON.stringify({ document: smallFlow() }) })).json as { id: string }

describe('REST', () => {
  test('serves the operations with their methods and statuses', async () => {
    const made = await call('/flows', { body: JSON.stringify({ document: smallFlow('Über') }) })
    expect(made.status).toBe(201)
    expect(made.headers['content-type']).toBe('application/json')
    const { id } = made.json as { id: string }
    expect((await call(`/flows/${id}`)).json).toMatchObject({ id, name: 'Über' })
    const document = { ...smallFlow('Unter'), id }
    expect(
      (await call(`/flows/${id}`, { method: 'PUT', body: JSON.stringify({ document }) })).json,
    ).toMatchObject({
      name: 'Unter',
      version: 1,
    })
    expect((await call(`/flows/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect((await call(`/flows/${id}`)).status).toBe(404)
  })

  test('pages by cursor', async () => {
    for (let i = 0; i < 3; i++) await make()
    const first = (await call('/flows?limit=2')).json as { items: { id: string }[]; next: string }
    const second = (await call(`/flows?limit=2&after=${first.next}`)).json as typeof first
    expect(first.items).toHaveLength(2)
    expect(second.items.map(({ id }) => id)).not.toContain(first.items[0]?.id)
    expect(await call('/flows?after=nonsense')).toMatchObject({ json: { code: 'page.invalid-cursor' } })
  })

  test('runs a flow; ?wait answers with the result', async () => {
    const { id } = await make()
    expect((await call(`/flows/${id}/run`, { body: '{"input":{"a":1}}' })).json).toMatchObject({
      status: 'running',
    })
    const waited = call(`/flows/${id}/run?wait=20s`, { method: 'POST' })
    await expect
      .poll(async () => (await blockloom.store.runs.list({ flow: id }, { limit: 9 })).items.length)
      .toBe(2)
    const [newest] = (await blockloom.store.runs.list({ flow: id }, { limit: 1 })).items
    blockloom.runtime.end(newest?.id ?? '')
    expect((await waited).json).toMatchObject({ status: 'succeeded', output: { moved: 3 } })
  })

  test('answers HEAD as GET without a body', async () => {
    expect(await call('/system', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })
})

describe('what is wrong is said as a problem document', () => {
  test('with the code that is the same everywhere, the place and what to do', async () => {
    const { status, headers, json } = await call('/flows/flw_none')
    expect(status).toBe(404)
    expect(headers['content-type']).toBe('application/problem+json')
    expect(json).toEqual({
      type: 'urn:blockloom:flow.not-found',
      title: 'Flow not found',
      status: 404,
      detail: expect.stringContaining('flw_none'),
      code: 'flow.not-found',
      fix: expect.any(String),
      details: expect.any(Object),
    })
  })

  test('input of a wrong kind: 400, one sentence that names the place, all places in problems', async () => {
    const { status, json } = await call('/tokens', { body: '{"name":"","expiresInDays":"soon"}' })
    expect(status).toBe(400)
    expect(json).toMatchObject({
      code: 'api.wrong-input',
      detail: '`name` must not be empty.',
      problems: [
        { path: 'name', message: '`name` must not be empty.' },
        { path: 'expiresInDays', message: '`expiresInDays` must be a number.' },
      ],
    })
    expect((await call('/flows?limit=501')).json).toMatchObject({
      status: 400,
      detail: '`limit` must be at most 500.',
    })
  })

  test.each([
    ['broken JSON', '{"document":\n {"a" 1}}', 'api.broken-json', { line: 2, column: 7 }],
    ['JSON that ends early', '{"document":', 'api.broken-json', { line: 1, column: 13 }],
    ['a list instead of an object', '[]', 'api.wrong-input', undefined],
    ['a text instead of an object', '"x"', 'api.wrong-input', undefined],
    ['a forbidden key', '{"document":{"__proto__":{"x":1}}}', 'flow.forbidden-key', { path: 'document' }],
    ['nesting', `{"document":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'flow.too-deep', undefined],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'api.not-utf8', undefined],
  ])('%s: 400 with the place', async (_what, body, code, details) => {
    const { status, json } = await call('/flows', { body })
    expect(status).toBe(400)
    expect(json).toMatchObject({ code, ...(details && { details }) })
  })

  test('every broken body cut short anywhere is a 4xx, never a 500', async () => {
    const whole = JSON.stringify({ document: smallFlow() })
    for (let i = 1; i < 20; i++) {
      const { status } = await call('/flows', { body: whole.slice(0, Math.floor((whole.length * i) / 20)) })
      expect(status).toBe(400)
    }
    expect(blockloom.bugs).toEqual([])
  })

  test('a flow with problems is 422 with all of them when it shall run', async () => {
    const problems = [{ code: 'config.required', block: 'b2' }]
    blockloom.runtime.start = () => {
      throw new AppError({ code: 'flow.has-problems', message: 'It has 1 problem.', details: { problems } })
    }
    const { id } = await make()
    const answer = await call(`/flows/${id}/run`, { method: 'POST' })
    expect(answer).toMatchObject({ status: 422, json: { code: 'flow.has-problems', problems } })
  })

  test('a bug is 500, says nothing of the inside, and reaches the log', async () => {
    blockloom.runtime.start = () => {
      throw new TypeError('secret path /home/me/x')
    }
    const { id } = await make()
    const answer = await call(`/flows/${id}/run`, { method: 'POST' })
    expect(answer).toMatchObject({ status: 500, json: { code: 'system.inside-error' } })
    expect(answer.text).not.toContain('secret')
    expect(blockloom.bugs.splice(0)).toMatchObject([{ where: 'flows.run' }])
  })

  test('an unknown path is 404, another method 405 with the ones there are', async () => {
    expect(await call('/nothing')).toMatchObject({ status: 404, json: { code: 'api.no-such-route' } })
    const { status, headers } = await call('/flows/x', { method: 'PATCH' })
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, PUT, DELETE' })
  })

  test('streams have no path in REST', async () => {
    // both look like GET /runs/{id}
    expect((await call('/runs/watchAll', { body: '{}' })).status).toBe(405)
    expect((await call('/flows/watch', { body: '{}' })).status).toBe(405)
  })

  test('more than 20 MB is 413, told by its length or while it comes', async () => {
    const body = Buffer.alloc(21 * 1024 * 1024, 0x20)
    const told = await call('/flows', { body, headers: { 'content-length': String(body.length) } })
    expect(told).toMatchObject({ status: 413, json: { code: 'api.too-large' } })
    const later = await call('/flows', { body, headers: { 'transfer-encoding': 'chunked' } })
    expect(later).toMatchObject({ status: 413, json: { code: 'api.too-large' } })
    expect(await call('/system')).toMatchObject({ status: 200 })
  })

  test('a compressed body is 415', async () => {
    const answer = await call('/flows', { body: '{}', headers: { 'content-encoding': 'gzip' } })
    expect(answer).toMatchObject({ status: 415, json: { code: 'api.wrong-content-type' } })
  })
})

describe('the documents about it', () => {
  test('OpenAPI 3.1 names every operation with a path, and errors as problem documents', async () => {
    const { json } = await call('/openapi.json')
    const document = json as {
      openapi: string
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
    }
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toContain('/flows/{id}/run')
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    expect(operations.length).toBeGreaterThan(20)
    for (const { responses } of operations) expect(responses.default).toBeDefined()
    expect(JSON.stringify(document.paths['/flows'])).toContain('"maximum":500')
  })

  test('the readable page shows them all, in the studio’s own face, and loads nothing else', async () => {
    const { status, headers, text } = await ask(blockloom.server, '/api/docs', { headers: { authorization } })
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    for (const path of ['/flows/{id}/run', '/runs/{id}/steps', '/tokens/{id}']) expect(text).toContain(path)
    expect(headers['content-security-policy']).toContain("font-src 'self'")
    const face = /url\("(.+?)"\)/.exec(text)?.[1] ?? ''
    const font = await ask(blockloom.server, face, { headers: { authorization } })
    expect(font.headers['content-type']).toBe('font/woff2')
    expect(text).not.toMatch(/<script|src=|https?:\/\/(?!127\.0\.0\.1)/)
  })
})
