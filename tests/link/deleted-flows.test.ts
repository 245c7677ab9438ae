import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { type Blockloom, compose } from '../../src-main/compose.ts'
import { type RunningServer, startServer } from '../../src-main/server/serve.ts'
import { flowOf } from '../support/flow-of.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'blockloom-deleted-'))
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

async function call<T = Record<string, unknown>>(method: string, path: string, body?: unknown) {
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(`${server.url}/api/v1${path}`, { method, headers, ...init })
  return { status: answer.status, json: (await answer.json()) as T }
}
/** Keeps a flow and switches it on. */
async function on(document: FlowDocument): Promise<string> {
  const { id } = (await call<{ id: string }>('POST', '/flows', { document })).json
  expect((await call('POST', `/flows/${id}/on`)).status).toBe(200)
  return id
}
const hook = async (path: string) =>
  (await fetch(`${server.url}/hooks/${path}`, { method: 'POST', body: '' })).status

const bell = (id: string, name: string, path: string) =>
  flowOf(
    [
      { id: 'bell', type: 'start/event', config: { name: 'bell' }, to: { next: 'end' } },
      { id: 'hook', type: 'start/webhook', name: 'Hook', config: { path }, to: { next: 'end' } },
      { id: 'end', type: 'control/return', config: { value: name } },
    ],
    { id, name },
  )

test('a deleted flow hears nothing; brought back it is off, and what others took meanwhile is told', async () => {
  const id = await on(bell('flw_first', 'First', 'orders/{id}'))
  expect(await hook('orders/7')).toBe(202)
  expect((await call('DELETE', `/flows/${id}`)).json).toEqual({ id })
  expect(await hook('orders/7')).toBe(404)
  expect((await call('POST', '/events/bell', {})).json).toEqual({ heard: [] })
  expect((await call('GET', `/flows/${id}`)).status).toBe(404)
  expect((await call<unknown[]>('GET', '/triggers')).json).toEqual([])

  await on(bell('flw_second', 'Second', 'orders/{number}'))
  const back = await call<{ flow: object; wasOn: boolean; taken: { block: string }[] }>(
    ...(['POST', `/deleted-flows/${id}/bring-back`] as const),
  )
  expect(back).toMatchObject({ status: 200, json: { flow: { id, onSince: null, version: 1 }, wasOn: true } })
  expect(back.json.taken).toEqual([
    {
      block: 'bell',
      message: '"Second" waits for the event "bell" too, by its block "bell".',
      fix: 'Both run when it comes. Switch one of the two off if that is not meant.',
    },
    {
      block: 'hook',
      message: 'POST at orders/{id} leads to "Hook" of "Second" already (there it is orders/{number}).',
      fix: 'Choose another path or other methods, or switch that flow off.',
    },
  ])
  expect((await call<{ heard: object[] }>('POST', '/events/bell', {})).json.heard).toHaveLength(1)
  const { json } = await call<{ items: RunSummary[] }>('GET', `/runs?flow=${id}`)
  expect(json.items).toHaveLength(1)
  expect((await call('POST', '/deleted-flows/flw_first/bring-back')).json).toMatchObject({ wasOn: false })
})

test('a run that waits goes on to its end after its flow was deleted, and what it keeps comes back with it', async () => {
  const asks = flowOf(
    [
      { id: 'start', type: 'start/manual', to: { next: 'ask' } },
      {
        id: 'ask',
        type: 'control/ask',
        config: { question: 'How many?', kind: 'number' },
        to: { next: 'keep' },
      },
      { id: 'keep', type: 'data/set-variable', config: { name: 'n', value: '{{ input }}' } },
    ],
    { id: 'flw_asks', name: 'Asks', variables: [{ name: 'n', value: 0, keep: true }] },
  )
  await call('POST', '/flows', { document: asks })
  const { json: run } = await call<RunSummary>('POST', '/flows/flw_asks/run', {})
  await expect.poll(async () => (await call('GET', `/runs/${run.id}`)).json.questions).toBe(1)
  await call('DELETE', '/flows/flw_asks')
  expect((await call('GET', '/questions')).json).toMatchObject([{ run: run.id, question: 'How many?' }])
  await call('POST', `/runs/${run.id}/reply`, { answer: 5 })
  await expect.poll(async () => (await call('GET', `/runs/${run.id}`)).json.status).toBe('succeeded')
  await call('POST', '/deleted-flows/flw_asks/bring-back')
  expect(blockloom.store.kept.read('flw_asks')).toEqual({ n: 5 })
})

test('a flow that calls a deleted one fails with the way back', async () => {
  await call('POST', '/flows/import', {
    text: JSON.stringify(flowOf([{ id: 'hat', type: 'start/called' }], { id: 'flw_part', name: 'Part' })),
  })
  const calls = flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'call' } },
    { id: 'call', type: 'control/call-flow', config: { flow: 'flw_part' } },
  ])
  const run = async () => (await call<RunSummary>('POST', '/run?wait=20s', { document: calls })).json
  expect(await run()).toMatchObject({ status: 'succeeded' })
  await call('DELETE', '/flows/flw_part')
  expect((await run()).error).toMatchObject({
    code: 'call.no-flow',
    message: 'The flow "Part" that is called here was deleted.',
  })
  await call('POST', '/deleted-flows/flw_part/bring-back')
  expect(await run()).toMatchObject({ status: 'succeeded' })
  await call('DELETE', '/flows/flw_part')
  expect((await call('DELETE', '/deleted-flows/flw_part')).json).toEqual({ id: 'flw_part' })
  expect(JSON.stringify((await call('GET', '/deleted-flows')).json)).not.toContain('flw_part')
  expect((await run()).error?.message).toBe('There is no saved flow flw_part.')
  expect((await call('DELETE', '/deleted-flows/flw_second')).status).toBe(409)
  expect((await call('DELETE', '/deleted-flows/flw_none')).status).toBe(404)
})
