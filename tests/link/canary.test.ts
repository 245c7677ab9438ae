import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { traverseContractProcedures } from '@orpc/server'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, contract } from '#shared/contract'
import type { FlowDocument, Json, JsonObject } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { type Blockloom, compose } from '../../src-main/compose.ts'
import { restRoutes } from '../../src-main/server/rest-routes.ts'
import { type RunningServer, startServer } from '../../src-main/server/serve.ts'
import { backUp } from '../../src-main/store/backup.ts'
import { placesOf } from '../../src-main/store/data-folder.ts'
import { filesWith, findIn, formsOf, startEcho } from '../support/canary.ts'
import { flowOf } from '../support/flow-of.ts'
import { operationInputs } from './operation-inputs.ts'

/** Signs that every escape treats in its own way, as far as a header takes them. */
const CANARY = 'kana/ri+en vogel "4711" & <7> %2f=?~\\'
const SECOND = 'zweiter=Geheimnis+des/Tages'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'blockloom-canary-'))
let blockloom: Blockloom
let server: RunningServer
let echo: Awaited<ReturnType<typeof startEcho>>
let headers: Record<string, string>
let printed = ''
const streams = [process.stdout, process.stderr]
const real = streams.map((stream) => stream.write)

beforeAll(async () => {
  for (const stream of streams)
    stream.write = (chunk: string | Uint8Array) => {
      printed += chunk
      return true
    }
  echo = await startEcho()
  blockloom = await compose({ folder, host: 'serve', root })
  server = await startServer({
    blockloom,
    host: '127.0.0.1',
    port: 0,
    studioFolder: join(root, 'out', 'renderer'),
  })
  const { text } = await blockloom.client('command').tokens.create({ name: 'test' })
  headers = { authorization: `Bearer ${text}`, 'content-type': 'application/json' }
})
afterAll(async () => {
  await server?.close()
  await blockloom?.close()
  await echo?.close()
  for (const [i, stream] of streams.entries()) stream.write = real[i] as typeof stream.write
  rmSync(folder, { recursive: true, force: true })
})

/** All that any call was answered with. */
const answers: { call: string; text: string }[] = []

async function rest(method: string, path: string, body?: unknown): Promise<{ status: number; json: never }> {
  const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const answer = await fetch(`${server.url}/api/v1${path}`, { method, headers, ...init })
  const text = await answer.text()
  answers.push({ call: `${method} ${path}`, text: `${text} ${JSON.stringify([...answer.headers])}` })
  return { status: answer.status, json: JSON.parse(text) as never }
}

async function runFlow(document: FlowDocument, input: Json = 'in'): Promise<RunSummary> {
  const { json } = await rest('POST', '/run?wait=30s', { document, input })
  return json as RunSummary
}

const start = { id: 'start', type: 'start/manual', to: { next: 'ask' } }
const request = (config: JsonObject, more: object = {}) => ({
  id: 'ask',
  type: 'web/request',
  name: 'Ask',
  config,
  ...more,
})

/** Every place that takes secrets, and then everything that can be done with an answer. */
const spread = (url: string) =>
  flowOf(
    [
      start,
      request(
        {
          url: `${url}/{{ encodeURIComponent(input) }}`,
          method: 'POST',
          query: { key: '{{ secrets.CANARY }}', both: '{{ secrets.SECOND + secrets.CANARY }}' },
          headers: {
            'X-Key': 'key {{ secrets.CANARY }} in',
            'X-Two': '{{ [""] + secrets.SECOND + ":" + secrets.CANARY }}',
          },
          body: { password: '{{ secrets.CANARY }}', list: ['{{ { deep: secrets.SECOND } }}'] },
          auth: { kind: 'bearer', token: '{{ secrets.CANARY }}' },
        },
        { to: { next: 'say' } },
      ),
      { id: 'say', type: 'say/say', config: { text: '{{ JSON.stringify(input) }}' }, to: { next: 'log' } },
      {
        id: 'log',
        type: 'say/log',
        config: { text: '{{ input.body.url }}', level: 'warn' },
        to: { next: 'set' },
      },
      {
        id: 'set',
        type: 'data/set-variable',
        config: { name: 'got', value: '{{ input }}' },
        to: { next: 'add' },
      },
      {
        id: 'add',
        type: 'data/add-to-list',
        config: { name: 'all', value: '{{ input.body.base64 }}' },
        to: { next: 'fields' },
      },
      {
        id: 'fields',
        type: 'data/set-fields',
        config: { fields: { 'a.b': '{{ blocks["Ask"].body.hex }}' } },
        to: { next: 'each' },
      },
      {
        id: 'each',
        type: 'control/for-each',
        config: { list: '{{ Object.values(input.body) }}' },
        to: { each: 'text', next: 'end' },
      },
      { id: 'text', type: 'data/text', config: { text: '{{ item }} {{ vars.got.body.form }}' } },
      { id: 'end', type: 'control/return', config: { value: '{{ { input, vars, blocks, trigger } }}' } },
    ],
    {
      name: 'Spread',
      variables: [
        { name: 'got', value: null, keep: true },
        { name: 'all', value: [], keep: true },
      ],
    },
  )

/** The ways in which a request can go wrong, each told in a log, a variable and the end of the run. */
const wrong = (config: JsonObject, options: object = {}) =>
  flowOf(
    [
      { ...start, to: { next: 'try' } },
      { id: 'try', type: 'control/try', to: ['try>ask', 'catch>tell'] },
      request({ headers: { authorization: 'Bearer {{ secrets.CANARY }}' }, ...config }, { options }),
      {
        id: 'tell',
        type: 'say/log',
        config: { text: '{{ JSON.stringify(input) }}', level: 'error' },
        to: { next: 'fail' },
      },
      {
        id: 'fail',
        type: 'control/fail',
        config: { message: '{{ input.message }}: {{ JSON.stringify(input) }}' },
      },
    ],
    { name: 'Wrong' },
  )

const runs: RunSummary[] = []

describe('the canary', () => {
  test('can be found: each of its forms, in a file and in a text', () => {
    for (const [name, form] of formsOf(CANARY))
      expect(findIn(Buffer.concat([Buffer.from('so: '), form]), CANARY)).toContain(name)
    expect(findIn('nothing here', CANARY)).toEqual([])
  })

  test('is set, and given back by nobody', async () => {
    expect((await rest('PUT', '/secrets/CANARY', { value: CANARY })).status).toBe(200)
    expect((await rest('PUT', '/secrets/SECOND', { value: SECOND, flows: null })).status).toBe(200)
    // refused calls say nothing of what they were given
    await rest('PUT', '/secrets/CANARY', { value: [CANARY] })
    await rest('PUT', '/secrets/CANARY', { value: CANARY, flows: ['flw_none', CANARY] })
    await rest('PUT', `/secrets/X?value=${encodeURIComponent(CANARY)}`, { value: 7 })
    await rest('PUT', '/secrets/no-name', { value: CANARY })
    await rest('PUT', '/secrets/CANARY', `{"value": "${CANARY.replaceAll('"', '')}" broken`)
    await rest('PUT', '/secrets/TWICE', JSON.stringify({ value: CANARY.repeat(1000) }))
  })

  test('reaches the server in every place that takes it, and nothing downstream', async () => {
    const run = await runFlow(spread(`${echo.url}/echo`))
    runs.push(run)
    expect(run.error).toBeUndefined()
    const got = echo.heard.at(-1)
    expect(got?.headers).toMatchObject({
      authorization: `Bearer ${CANARY}`,
      'x-key': `key ${CANARY} in`,
      'x-two': `${SECOND}:${CANARY}`,
    })
    expect(new URL(`http://x${got?.path}`).searchParams.get('both')).toBe(SECOND + CANARY)
    expect(JSON.parse(got?.body ?? '')).toEqual({ password: CANARY, list: [{ deep: SECOND }] })
    expect(JSON.stringify(run.output)).toContain('***')
  })

  test.each([
    [
      'a server that fails, after retries',
      { url: '/fail', method: 'PUT', body: '{{ secrets.CANARY }}' },
      { retry: { times: 2, wait: '1ms' } },
    ],
    ['a connection that is cut', { url: '/cut/{{ secrets.SECOND }}' }, {}],
    [
      'an address that nobody listens at',
      { url: 'http://127.0.0.1:1/{{ encodeURIComponent(input) }}?key={{ secrets.SECOND }}' },
      {},
    ],
    ['an address that is none', { url: '{{ secrets.CANARY }}' }, {}],
    ['an address with a password in it', { url: 'http://me:{{ secrets.SECOND }}@127.0.0.1:1/' }, {}],
    ['a header of two lines', { url: '/echo', headers: { 'x-a': 'a\n{{ secrets.CANARY }}' } }, {}],
    ['a redirect', { url: '/go?key={{ secrets.SECOND }}', failOn: 'nothing' }, {}],
    [
      'basic sign in',
      { url: '/fail', headers: {}, auth: { kind: 'basic', user: 'a', password: '{{ secrets.CANARY }}' } },
      {},
    ],
    ['a wrong way to sign in', { url: '/echo', auth: { kind: '{{ secrets.CANARY }}' } }, {}],
    ['a secret in an answer that is read as JSON', { url: '/fail', failOn: 'nothing', as: 'json' }, {}],
    ['a request that takes too long', { url: '/hold?{{ secrets.SECOND }}' }, { timeout: '300ms' }],
  ])('is masked when something goes wrong: %s', async (_, config, options) => {
    const url = config.url.startsWith('/') ? echo.url + config.url : config.url
    runs.push(await runFlow(wrong({ ...config, url }, options)))
  })

  test('is masked in what goes to another flow and comes back', async () => {
    const client = blockloom.client('session')
    const inner = await client.flows.create({
      document: flowOf(
        [
          { id: 'called', type: 'start/called', config: { inputs: [] }, to: { next: 'fail' } },
          { id: 'fail', type: 'control/fail', config: { message: '{{ JSON.stringify(input) }}' } },
        ],
        { id: undefined, name: 'Inner' },
      ),
    })
    await client.flows.saveVersion({ id: inner.id })
    const outer = flowOf(
      [
        start,
        request(
          { url: `${echo.url}/echo`, headers: { 'x-key': '{{ secrets.CANARY }}' } },
          { to: { next: 'call' } },
        ),
        { id: 'call', type: 'control/call-flow', config: { flow: inner.id, input: '{{ input }}' } },
      ],
      { name: 'Outer' },
    )
    const run = await runFlow(outer)
    runs.push(run)
    expect(run.error?.code).toBe('child.failed')
  })

  test('is masked while a run is held: in what a person sees, changes and watches', async () => {
    const { json } = (await rest('POST', '/run', {
      document: wrong({ url: `${echo.url}/echo` }),
      input: CANARY,
      breakpoints: [{ block: 'ask' }],
    })) as { json: RunSummary }
    const paused = async () => (await rest('GET', `/runs/${json.id}`)).json as RunSummary
    await expect.poll(async () => (await paused()).status).toBe('paused')
    expect((await paused()).standing?.config).toMatchObject({
      headers: { authorization: 'Bearer {{ secrets.CANARY }}' },
    })
    await rest('POST', `/runs/${json.id}/change`, { value: { a: [CANARY] } })
    const watched = await blockloom.client('session').runs.watch({ id: json.id })
    await rest('POST', `/runs/${json.id}/continue`, {})
    for await (const news of watched) answers.push({ call: 'runs.watch', text: JSON.stringify(news) })
    runs.push(json)
  })

  test('opens a webhook to whoever brings it, and stands in nothing that is told of the trigger', async () => {
    const hat = {
      id: 'hat',
      type: 'start/webhook',
      config: {
        path: 'canary',
        auth: { kind: 'token', secret: '{{ secrets.CANARY }}', header: 'x-token' },
        answer: 'when done',
      },
      to: { next: 'ask' },
    }
    const { id } = await blockloom.client('session').flows.create({
      document: flowOf([hat, request({ url: `${echo.url}/echo`, method: 'POST', body: '{{ input }}' })], {
        id: undefined,
      }),
    })
    await blockloom.client('session').flows.on({ id })
    const call = (token: string) =>
      fetch(`${server.url}/hooks/canary`, {
        method: 'POST',
        headers: { 'x-token': token },
        body: CANARY,
      })
    expect((await call('wrong')).status).toBe(401)
    const answer = await call(CANARY)
    answers.push({ call: 'webhook', text: await answer.text() })
    expect(answer.status).toBe(200)
    await askAll(id, runs[0]?.id ?? '', (name) => name.startsWith('triggers.'))
    await blockloom.client('session').flows.off({ id })
  })

  test('is in no answer of any operation', async () => {
    const flow = (
      (await rest('POST', '/flows', { document: { ...spread(`${echo.url}/echo`), id: undefined } })).json as {
        id: string
      }
    ).id
    const run = ((await rest('POST', `/flows/${flow}/run?wait=30s`, { input: CANARY })).json as RunSummary).id
    expect(run).toMatch(/^run_/)
    await askAll(flow, run)
    for (const one of runs) await askAll(flow, one.id, (name) => name.startsWith('runs.'))
    const found = answers.flatMap(({ call, text }) =>
      [CANARY, SECOND].flatMap((value) => findIn(text, value).map((form) => `${call}: ${form}`)),
    )
    expect(found).toEqual([])
    expect(answers.length).toBeGreaterThan(restRoutes.length)
  }, 120_000)

  test('is in no file of the data folder, no backup, no journal entry, and was not printed', async () => {
    await blockloom.store.journal.flush()
    const reader = new Database(placesOf(folder).database, { readonly: true })
    backUp(reader, placesOf(folder).backups, 'now')
    reader.close()
    for (const value of [CANARY, SECOND]) expect(filesWith(folder, value)).toEqual([])
    // records are packed and large values are deflated: what stands in them is read as the program reads it
    let entries = 0
    for (const { id } of (await blockloom.client('session').runs.list({ limit: 500 })).items) {
      const journal = blockloom.store.journal.read(id)
      entries += journal.length
      for (const value of [CANARY, SECOND])
        expect(findIn(JSON.stringify([journal, blockloom.store.journal.get(id)]), value)).toEqual([])
    }
    expect(entries).toBeGreaterThan(100)
    for (const value of [CANARY, SECOND]) expect(findIn(printed, value)).toEqual([])
    const kept = new Database(placesOf(folder).database, { readonly: true })
    expect(kept.prepare('SELECT count(*) FROM kept').pluck().get()).toBeGreaterThan(0)
    kept.close()
  })
})

/** Every operation of the contract, as a client calls it and, where it has an address, over REST. */
async function askAll(flow: string, run: string, wanted = (_: string) => true): Promise<void> {
  const client = blockloom.client('session')
  const names: string[] = []
  const inputs = operationInputs({ canary: CANARY, echo: echo.url, folder, reads: spread, fails: wrong })
  traverseContractProcedures({ router: contract, path: [] }, ({ path }) => void names.push(path.join('.')))
  for (const name of names.filter(wanted)) {
    const input = inputs[name]
    if (!input) throw new Error(`what shall ${name} be asked?`)
    answers.push({ call: name, text: JSON.stringify(await askClient(client, name, input(flow, run))) })
    const route = restRoutes.find(({ operation }) => operation === name)
    if (route) await askRest(route, { ...input(flow, run) } as Record<string, unknown>)
  }
  await rest('GET', '/openapi.json')
}

async function askClient(client: Client, name: string, input: object): Promise<unknown> {
  const [domain, word] = name.split('.') as [keyof Client, string]
  const call = (
    client[domain] as unknown as Record<string, (input: object, options: object) => Promise<unknown>>
  )[word]
  const stop = new AbortController()
  try {
    const answer = await call?.(input, { signal: stop.signal })
    if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer
    const first = await Promise.race([
      (answer as AsyncIterableIterator<unknown>).next(),
      new Promise((resolve) => setTimeout(resolve, 100, 'nothing new')),
    ])
    stop.abort()
    return first
  } catch (error) {
    return error instanceof Error
      ? { ...error, message: error.message, stack: error.stack, cause: String(error.cause) }
      : error
  }
}

async function askRest(
  { method, path }: { method: string; path: string },
  input: Record<string, unknown>,
): Promise<void> {
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(input[key])
    delete input[key]
    return encodeURIComponent(value)
  })
  if (method !== 'GET' && method !== 'DELETE') return void (await rest(method, filled, input))
  const query = new URLSearchParams(Object.entries(input).map(([key, value]) => [key, String(value)]))
  await rest(method, query.size > 0 ? `${filled}?${query}` : filled)
}
