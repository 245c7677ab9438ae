import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FlowDocument, Json } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { connectLocal } from '../../src-main/api/local-socket.ts'
import { type Blockloom, compose } from '../../src-main/compose.ts'
import { type RunningServer, startServer } from '../../src-main/server/serve.ts'
import { flowOf } from '../support/flow-of.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'blockloom-step-'))
let blockloom: Blockloom
let server: RunningServer
let headers: Record<string, string>

async function open(): Promise<void> {
  blockloom = await compose({ folder, host: 'serve', root })
  const studioFolder = join(root, 'out', 'renderer')
  server = await startServer({ blockloom, host: '127.0.0.1', port: 0, studioFolder })
  const { text } = await blockloom.client('command').tokens.create({ name: 'test' })
  headers = { authorization: `Bearer ${text}`, 'content-type': 'application/json' }
}
async function close(): Promise<void> {
  await server.close()
  await blockloom.close()
}
beforeAll(open)
afterAll(async () => {
  await close()
  rmSync(folder, { recursive: true, force: true })
})

type Answer = RunSummary & { code?: string }
async function rest(method: string, path: string, body?: Json): Promise<{ status: number; json: Answer }> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(new URL(`/api/v1${path}`, server.url), { method, headers, ...sent })
  return { status: answer.status, json: (await answer.json()) as Answer }
}
const at = ({ standing }: RunSummary) => standing?.pointers.find(({ n }) => n === standing.at)
async function stopped(id: string): Promise<RunSummary> {
  for (;;) {
    const { json } = await rest('GET', `/runs/${id}`)
    if (json.status === 'paused') return json
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const text = (id: string, words: string, next?: string) => ({
  ...{ id, name: `Text ${id}`, type: 'data/text', config: { text: words } },
  ...(next && { to: { next } }),
})
const flow: FlowDocument = {
  ...flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'a' } },
    text('a', 'A', 'b'),
    text('b', '{{ input }}{{ vars.n }}', 'c'),
    text('c', '{{ input }}C'),
  ]),
  variables: [{ name: 'n', value: 1 }],
}

describe('a run over REST', () => {
  test('stops at a breakpoint, is changed, stepped and continued, over a restart of the host', async () => {
    const order = { document: flow, breakpoints: [{ block: 'Text b' }] } as unknown as Json
    const { json: started } = await rest('POST', '/run', order)
    const paused = await stopped(started.id)
    expect(at(paused)).toMatchObject({ block: 'b', input: 'A' })
    expect(paused.standing).toMatchObject({ config: { text: 'A1' }, variables: { n: 1 } })

    await rest('POST', `/runs/${started.id}/change`, { variable: 'n', value: 7 })
    const changed = await rest('POST', `/runs/${started.id}/change`, { value: 'by hand ' })
    expect(changed.json.standing?.config).toEqual({ text: 'by hand 7' })

    await close()
    await open()
    expect(at(await stopped(started.id))).toMatchObject({ block: 'b', input: 'by hand ' })

    await rest('POST', `/runs/${started.id}/step`, { how: 'over' })
    expect(at(await stopped(started.id))).toMatchObject({ block: 'c', input: 'by hand 7' })
    await rest('PUT', `/runs/${started.id}/breakpoints`, { breakpoints: [] })
    await rest('POST', `/runs/${started.id}/continue`)
    const ended = await blockloom.runtime.ended(started.id)
    expect(ended).toMatchObject({ status: 'succeeded', output: 'by hand 7C' })
  })

  test('is refused in plain words with the right status', async () => {
    const order = { document: flow, breakpoints: [{ block: 'b' }] } as unknown as Json
    const { json: run } = await rest('POST', '/run', order)
    await stopped(run.id)
    const refused = async (path: string, body?: Json) => {
      const { status, json } = await rest('POST', path, body)
      return [status, json.code]
    }
    expect(await refused(`/runs/${run.id}/step`, {})).toEqual([400, 'api.wrong-input'])
    expect(await refused(`/runs/${run.id}/step`, { how: 'sideways' })).toEqual([400, 'api.wrong-input'])
    expect(await refused(`/runs/${run.id}/step`, { to: 'zzz' })).toEqual([422, 'breakpoint.unknown-block'])
    expect(await refused(`/runs/${run.id}/change`, { pointer: 99, value: 1 })).toEqual([
      ...[404, 'pointer.not-found'],
    ])
    await rest('POST', `/runs/${run.id}/cancel`)
    expect(await refused(`/runs/${run.id}/pause`)).toEqual([409, 'run.is-over'])
    expect(await refused('/runs/run_none/pause')).toEqual([404, 'run.not-found'])
  })
})

test('a client on the local socket is told where a run stops, and steps it', async () => {
  const { client, close: leave } = await connectLocal(join(folder, 'socket'))
  const run = await client.runs.start({ document: flow, breakpoints: [{ block: 'a' }] })
  const seen: (string | undefined)[] = []
  let stops = 0
  for await (const news of await client.runs.watch({ id: run.id })) {
    if (news.done) break
    if (!news.run?.standing || news.run.standing.stops === stops) continue
    stops = news.run.standing.stops
    seen.push(at(news.run)?.block)
    await client.runs.step({ id: run.id, how: 'over' })
  }
  leave()
  expect(seen).toEqual(['a', 'b', 'c'])
})

test('a called flow is a run of its own in the history, linked to its caller', async () => {
  const client = blockloom.client('command')
  const child = flowOf([{ id: 'hat', type: 'start/called', to: { next: 'x' } }, text('x', 'got {{ input }}')])
  await client.flows.create({ document: { ...child, id: 'flw_child', name: 'Child' } })
  const caller = flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'call' } },
    { id: 'call', type: 'control/call-flow', config: { flow: 'flw_child' } },
  ])
  const run = () => client.runs.start({ document: caller, input: 1, wait: '10s' })
  expect((await run()).error?.code).toBe('call.no-flow')
  await client.flows.saveVersion({ id: 'flw_child' })
  const ended = await run()
  expect(ended).toMatchObject({ status: 'succeeded', output: 'got 1' })
  const { items } = await client.runs.list({ flow: 'flw_child' })
  expect(items).toMatchObject([{ status: 'succeeded', parent: { runId: ended.id, step: 1 } }])
  await client.flows.delete({ id: 'flw_child' })
  expect((await run()).error?.code).toBe('call.no-flow')
})
