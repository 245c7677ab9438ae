import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { type Blockloom, compose } from '../../src-main/compose.ts'
import { type RunningServer, startServer } from '../../src-main/server/serve.ts'
import { flowOf } from '../support/flow-of.ts'
import { runOnDisk } from '../support/run-on-disk.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'blockloom-care-'))
let blockloom: Blockloom
let server: RunningServer
let headers: Record<string, string>
beforeAll(async () => {
  blockloom = await compose({ folder, host: 'serve', root })
  const studioFolder = join(root, 'out', 'renderer')
  server = await startServer({ blockloom, host: '127.0.0.1', port: 0, studioFolder })
  const { text } = await blockloom.client('command').tokens.create({ name: 'test' })
  headers = { authorization: `Bearer ${text}`, 'content-type': 'application/json' }
})
afterAll(async () => {
  await server.close()
  await blockloom.close()
  rmSync(folder, { recursive: true, force: true })
})

async function call<T = Record<string, unknown>>(path: string, body?: unknown, method?: string) {
  const init = body === undefined ? {} : { method: method ?? 'POST', body: JSON.stringify(body) }
  const answer = await fetch(`${server.url}/api/v1${path}`, { headers, ...init })
  return { status: answer.status, json: (await answer.json()) as T }
}

const { id: _, ...choosy }: FlowDocument = flowOf(
  [
    { id: 'start', type: 'start/manual', to: { next: 'say' } },
    { id: 'say', type: 'data/text', name: 'Say', config: { text: '{{ vars.n }}' }, to: { next: 'check' } },
    {
      ...{ id: 'check', type: 'control/if', config: { condition: '{{ vars.n > 1 }}' } },
      to: { else: 'no' },
    },
    { id: 'no', type: 'control/fail', config: { message: 'too few' } },
  ],
  { name: 'Choosy', variables: [{ name: 'n', value: 1 }] },
)

test('a run is done again from the start and from a block, with other values, and names its origin', async () => {
  const { json: flow } = await call<{ id: string }>('/flows', { document: choosy })
  const { json: failed } = await call<RunSummary>(`/flows/${flow.id}/run?wait=20s`, {})
  expect(failed).toMatchObject({ status: 'failed', error: { message: 'too few' } })
  const again = await call<RunSummary>(`/runs/${failed.id}/retry?wait=20s`, { variables: { n: 2 } })
  expect(again.json).toMatchObject({
    status: 'succeeded',
    output: '2',
    origin: { runId: failed.id, from: 'start' },
  })
  const there = await call<RunSummary>(`/runs/${failed.id}/retry`, {
    ...{ from: { block: 'Say' }, variables: { n: 7 }, version: 'newest', wait: '20s' },
  })
  expect(there.json).toMatchObject({ output: '7', origin: { from: { block: 'say' } }, steps: 2 })
  expect(await call(`/runs/${again.json.id}/retry`, { from: 'failed' })).toMatchObject({
    status: 409,
    json: { code: 'run.did-not-fail' },
  })
})

test('many runs at once: by ids or by a filter, and each refusal says why', async () => {
  const { json: flow } = await call<{ id: string }>('/flows', { document: choosy })
  for (let i = 0; i < 3; i++) await call(`/flows/${flow.id}/run?wait=20s`, {})
  const { json: batch } = await call<{ done: { id: string; made: string }[]; refused: unknown[] }>(
    '/runs/batch',
    {
      ...{ do: 'retry', filter: { flow: flow.id, status: 'failed' } },
    },
  )
  expect(batch.done).toHaveLength(3)
  expect(new Set(batch.done.map(({ made }) => made)).size).toBe(3)
  const ids = [batch.done[0]?.id, 'run_none']
  expect((await call('/runs/batch', { do: 'dismiss', ids })).json).toMatchObject({
    done: [],
    refused: [{ error: { code: 'run.not-dead' } }, { id: 'run_none', error: { code: 'run.not-found' } }],
  })
  expect(await call('/runs/batch', { do: 'cancel' })).toMatchObject({
    status: 400,
    json: { code: 'api.wrong-input' },
  })
  expect((await call('/runs?dead=true')).json).toMatchObject({ items: [] })
})

test('stop-all refuses new runs with a plain sentence until resume-all', async () => {
  const { json: flow } = await call<{ id: string }>('/flows', { document: choosy })
  expect((await call('/stop-all')).json).toEqual({ stoppedSince: null })
  expect((await call('/stop-all', {})).status).toBe(200)
  expect((await call('/stop-all')).json).toEqual({ stoppedSince: expect.any(Number) })
  expect(await call(`/flows/${flow.id}/run`, {})).toMatchObject({
    status: 503,
    json: { code: 'host.stopped-all', detail: expect.stringContaining('Everything was stopped') },
  })
  await call('/resume-all', {})
  expect(await call(`/flows/${flow.id}/run?wait=20s`, {})).toMatchObject({ json: { status: 'failed' } })
  expect((await call(`/flows/${flow.id}/cancel`, {})).json).toEqual({ cancelled: 0 })
})

test('what a host does at a restart is a setting', async () => {
  expect((await call('/settings')).json).toMatchObject({ onRestart: 'resume' })
  expect((await call('/settings', { onRestart: 'ask' }, 'PUT')).json).toMatchObject({ onRestart: 'ask' })
  expect(await call('/settings', { onRestart: 'never' }, 'PUT')).toMatchObject({ status: 400 })
  expect((await call('/settings')).json).toMatchObject({ onRestart: 'ask' })
})

test('runs that a batch cancels are cancelled on disk when it is answered', async () => {
  const document = flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'wait' } },
    { id: 'wait', type: 'control/wait', config: { for: '1h' } },
  ])
  const ids: string[] = []
  for (let i = 0; i < 3; i++) ids.push(String((await call('/run', { document })).json.id))
  const { runs } = blockloom.client('command')
  expect((await runs.batch({ do: 'cancel', ids })).done).toHaveLength(3)
  const left = await Promise.all(ids.map((id) => runOnDisk(folder, id, document)))
  expect(left.map((one) => one?.state.status)).toEqual(['cancelled', 'cancelled', 'cancelled'])
})

test('a run tells which runs do it again, and the draft as it stands is run by a retry', async () => {
  const { json: flow } = await call<{ id: string; revision: number }>('/flows', { document: choosy })
  const { json: failed } = await call<RunSummary>(`/flows/${flow.id}/run?wait=20s`, {})
  expect((await call(`/runs/${failed.id}/retries`)).json).toEqual([])
  const edits = [{ do: 'set-config', id: 'check', key: 'condition', value: '{{ vars.n > 0 }}' }]
  await call(`/flows/${flow.id}/edits`, { base: flow.revision, edits, client: 'test' })
  const again = (version: string) =>
    call<RunSummary>(`/runs/${failed.id}/retry`, { from: 'start', version, wait: '20s' })
  // what stands in the draft alone is no version yet
  const newest = (await again('newest')).json
  const draft = (await again('draft')).json
  expect([newest.status, draft.status]).toEqual(['failed', 'succeeded'])
  expect(draft.versionId).not.toBe(failed.versionId)
  const { json: retries } = await call<RunSummary[]>(`/runs/${failed.id}/retries`)
  expect(retries.map(({ id }) => id)).toEqual([newest.id, draft.id])
  expect((await call('/runs/run_none/retries')).status).toBe(404)
})

test('who looks at the history is told of a dead letter that is put aside', async () => {
  const document = flowOf(
    [
      { id: 'came', type: 'start/event', config: { name: 'paid' }, to: { next: 'no' } },
      { id: 'no', type: 'control/fail', config: { message: 'no' } },
    ],
    { name: 'Told' },
  )
  const { id: _given, ...made } = document
  const { json: flow } = await call<{ id: string }>('/flows', { document: made })
  expect((await call(`/flows/${flow.id}/on`, {})).status).toBe(200)
  const client = blockloom.client('command')
  const { runId } = await client.triggers.fire({ flow: flow.id, block: 'came', value: { sum: 3 } })
  const id = String(runId)
  const stop = new AbortController()
  const news = await client.runs.watchAll({}, { signal: stop.signal })
  const told = (async () => {
    for await (const batch of news)
      for (const one of batch) if (one.id === id && one.letter === 'dismissed') return one
    return null
  })()
  await expect.poll(async () => (await client.runs.get({ id })).letter).toBe('dead')
  await client.runs.dismiss({ id })
  expect(await told).toMatchObject({ id, letter: 'dismissed', trigger: { value: { sum: 3 } } })
  stop.abort()
})

test('the history is looked through: by text, by kind of start, by time; a time may be ISO or ms', async () => {
  const { json: flow } = await call<{ id: string }>('/flows', { document: choosy })
  const { json: run } = await call<RunSummary>(`/flows/${flow.id}/run?wait=20s`, { input: 'Order 4711' })
  const ids = async (query: string) =>
    (await call<{ items: RunSummary[] }>(`/runs?flow=${flow.id}&${query}`)).json.items?.map(({ id }) => id)
  expect(await ids('text=order%204711')).toEqual([run.id])
  expect(await ids('text=Order+4712')).toEqual([])
  expect((await call('/runs?text=order%204711')).json).toMatchObject({ searchedTo: expect.any(Number) })
  expect(await ids('startedBy=start/webhook,start/manual&text=TOO%20FEW')).toEqual([run.id])
  expect(await ids('startedBy=start/webhook')).toEqual([])
  const iso = (ms: number) => encodeURIComponent(new Date(ms).toISOString())
  expect(await ids(`since=${run.queuedAt}&until=${run.queuedAt + 1}`)).toEqual([run.id])
  expect(await ids(`since=${iso(run.queuedAt)}&until=${iso(run.queuedAt + 1)}`)).toEqual([run.id])
  expect(await ids(`until=${run.queuedAt}`)).toEqual([])
  expect(await ids(`since=${iso(run.queuedAt + 1)}`)).toEqual([])
  expect(await call('/runs?since=yesterday')).toMatchObject({
    status: 400,
    json: { code: 'api.wrong-input' },
  })
  const { runs } = blockloom.client('command')
  expect((await runs.list({ since: run.queuedAt, text: '4711' })).items).toHaveLength(1)
})
