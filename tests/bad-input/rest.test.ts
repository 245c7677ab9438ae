// What programs send wrongly to the served program: each answers with the documented status, one code that is the
// same everywhere, a sentence that says what and where, and what to do; and nothing is kept.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Block } from '#shared/flow'
import { flowOf } from '../support/flow-of.ts'
import { type Answer, type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

let blockloom: ServedBlockloom
beforeAll(async () => {
  blockloom = await serveBlockloom()
})
afterAll(() => blockloom.end())

const begin = { id: 'start', type: 'start/manual', to: { next: 'b' } }
const block = (type: string, config: object = {}): Partial<Block> & { id: string; type: string } => ({
  ...{ id: 'b', type, name: 'My block' },
  config: config as Block['config'],
})
const good = flowOf([{ ...begin, to: {} }])
const text = (document: object) => JSON.stringify({ document })
const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`

type Problem = { code: string; detail: string; fix?: string }
function isProblem({ status, json, headers }: Answer, wanted: number, code: string, said: RegExp): void {
  expect({ status, ...json }).toMatchObject({ status: wanted, code })
  const { detail, fix } = json as Problem
  expect(detail).toMatch(said)
  expect(fix).toBeTruthy()
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(JSON.stringify(json)).not.toMatch(/\bat .*\.(js|ts):\d+/)
}
const nothingKept = async () => {
  for (const path of ['/flows', '/runs'])
    expect((await blockloom.call<{ items: unknown[] }>(path)).json.items).toEqual([])
}

/** [what, body, status, code, what the sentence must say] */
const BODIES: [string, string | Uint8Array, number, string, RegExp][] = [
  ['broken JSON', '{\n  "document": {\n    "name": oops\n}', 400, 'api.broken-json', /line 3, column 13/],
  ['JSON cut short', text(good).slice(0, -5), 400, 'api.broken-json', /line 1/],
  ['invalid UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'api.not-utf8', /UTF-8/],
  ['depth 10,000', `{"document":${deep}}`, 400, 'flow.too-deep', /200 levels/],
  [
    'an input of depth 10,000',
    `{"document":${JSON.stringify(good)},"input":${deep}}`,
    400,
    'flow.too-deep',
    /200 levels/,
  ],
  ['a __proto__ key', '{"document":{"__proto__":{}}}', 400, 'flow.forbidden-key', /__proto__/],
  ['a list', '[]', 400, 'api.wrong-input', /object/],
  ['no document', '{}', 400, 'api.wrong-input', /document/],
  ['a newer format', text({ ...good, format: 9 }), 422, 'flow.unknown-format', /format 9/],
  ['no blocks', '{"document":{"format":1,"name":"x"}}', 422, 'flow.wrong-shape', /"blocks" is missing/],
  ['more than 20 MB', `"${'x'.repeat(21 * 1024 * 1024)}"`, 413, 'api.too-large', /20 MB/],
]

/** [what, document, what the sentence must say] */
const FLOWS: [string, object, RegExp][] = [
  ['duplicate ids', { ...good, blocks: [...good.blocks, { ...good.blocks[0], name: 'B' }] }, /"start".*"B"/],
  ['a link to nowhere', { ...good, links: [{ from: 'start', out: 'next', to: 'gone' }] }, /"gone"/],
  ['an unknown block type', flowOf([begin, block('file/lst')]), /file\/lst/],
  [
    'a config of the wrong kind',
    flowOf([begin, block('control/repeat', { times: 'many' })]),
    /In "My block": "Times".*"many"/,
  ],
  ['a config that is missing', flowOf([begin, block('files/list')]), /In "My block": "Folder" is missing/],
  [
    'an expression that does not parse',
    flowOf([begin, block('say/log', { text: '{{ input. }}' })]),
    /In "My block".*"Text".*character/,
  ],
  ['no start', flowOf([block('control/stop')]), /No block starts/],
]

describe('over REST', () => {
  test.each(BODIES)('%s', async (_what, body, status, code, said) => {
    isProblem(await blockloom.call('/run', { body }), status, code, said)
    await nothingKept()
  })

  test.each(FLOWS)(
    'a flow with %s is not run, and the problem names its place',
    async (_what, flow, said) => {
      const answer = await blockloom.call('/run', { body: { document: flow } })
      isProblem(answer, 422, 'flow.has-problems', said)
      expect(answer.json.problems).toMatchObject([{ code: expect.stringMatching(/\./), severity: 'error' }])
      await nothingKept()
    },
  )

  test('a variable that the flow does not have', async () => {
    const body = {
      document: { ...good, variables: [{ name: 'folder', value: '' }] },
      variables: { fodler: 'x' },
    }
    const answer = await blockloom.call('/run', { body })
    isProblem(answer, 422, 'run.unknown-variable', /no variable "fodler"/)
    expect(answer.json.fix).toContain('folder')
  })

  test.each([
    ['/nothing', 'GET', 404, 'api.no-such-route'],
    ['/run', 'DELETE', 405, 'api.wrong-method'],
    ['/flows/flw_none', 'GET', 404, 'flow.not-found'],
    ['/flows/flw_none/run', 'POST', 404, 'flow.not-found'],
    ['/runs/run_none', 'GET', 404, 'run.not-found'],
    ['/runs/run_none/steps', 'GET', 404, 'run.not-found'],
    ['/runs/run_none/cancel', 'POST', 404, 'run.not-found'],
    ['/runs?limit=many', 'GET', 400, 'api.wrong-input'],
    ['/runs?limit=0', 'GET', 400, 'api.wrong-input'],
    ['/runs?status=odd', 'GET', 400, 'api.wrong-input'],
  ])('%s %s', async (path, method, status, code) => {
    isProblem(await blockloom.call(path, { method }), status, code, /./)
  })

  test('a body that another site could send without asking', async () => {
    const headers = { 'content-type': 'text/plain' }
    isProblem(
      await blockloom.call('/run', { body: text(good), headers }),
      415,
      'api.wrong-content-type',
      /text/,
    )
  })

  test('no token, and one that is none', async () => {
    for (const authorization of ['', 'Bearer blm_none', 'Basic YTpi'])
      isProblem(
        await blockloom.call('/flows', { headers: { authorization } }),
        401,
        'api.not-signed-in',
        /token/,
      )
  })

  test('what failed inside a run is in the run, not in the status', async () => {
    const document = flowOf([begin, block('files/read', { path: '/no/such/file.txt' })])
    const { status, json } = await blockloom.call('/run?wait=10s', { body: { document } })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      status: 'failed',
      error: {
        code: 'files.not-found',
        message: expect.stringContaining('/no/such/file.txt'),
        fix: expect.any(String),
        details: { blockName: 'My block' },
      },
    })
  })
})
