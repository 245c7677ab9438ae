import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import type { RunSummary, StepView } from '#shared/run'
import { connectLocal } from '../../src-main/api/local-socket.ts'
import { type Blockloom, compose } from '../../src-main/compose.ts'
import { type RunningServer, startServer } from '../../src-main/server/serve.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'blockloom-real-'))
let blockloom: Blockloom
let server: RunningServer
let headers: Record<string, string>
beforeAll(async () => {
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
  await server.close()
  await blockloom.close()
  rmSync(folder, { recursive: true, force: true })
})

const document: FlowDocument = {
  format: 1,
  name: 'Count to three',
  blocks: [
    { id: 'b1', type: 'start/manual', version: 1, name: 'When I press Run', config: {}, at: [0, 0] },
    { id: 'b2', type: 'control/repeat', version: 1, name: 'Repeat', config: { times: 3 } },
    { id: 'b3', type: 'say/log', version: 1, name: 'Say it', config: { text: 'again' } },
    { id: 'b4', type: 'control/return', version: 1, name: 'Give back', config: { value: 'done' } },
  ],
  links: [
    { from: 'b1', out: 'next', to: 'b2', snap: true },
    { from: 'b2', out: 'each', to: 'b3', snap: true },
    { from: 'b2', out: 'next', to: 'b4', snap: true },
  ],
}

async function call<T>(path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  return (await (await fetch(`${server.url}/api/v1${path}`, { headers, ...init })).json()) as T
}

test('a flow runs over REST to its end, and its steps can be paged', async () => {
  const run = await call<RunSummary>('/run?wait=20s', { document })
  expect(run).toMatchObject({ status: 'succeeded', output: 'done' })
  const first = await call<{ items: StepView[]; next: string }>(`/runs/${run.id}/steps?limit=2`)
  expect(first.items).toHaveLength(2)
  const rest = await call<{ items: StepView[]; next: null }>(`/runs/${run.id}/steps?after=${first.next}`)
  const steps = [...first.items, ...rest.items]
  expect(steps.filter(({ block }) => block === 'b3').map(({ path }) => path)).toEqual([
    'b2[0]',
    'b2[1]',
    'b2[2]',
  ])
  expect(rest.next).toBeNull()
})

test('a command on this machine sees the same run live, to its end', async () => {
  const { client, close } = await connectLocal(join(folder, 'socket'))
  const { id } = await client.runs.start({ document })
  let says = 0
  for await (const news of await client.runs.watch({ id })) {
    says += news.logs.length
    if (news.done) break
  }
  expect(says).toBe(3)
  expect(await client.runs.get({ id })).toMatchObject({ status: 'succeeded' })
  close()
})

test('a long list of a run is read row by row, while it is alive and when it is over', async () => {
  const { client, close } = await connectLocal(join(folder, 'socket'))
  const { id } = await client.runs.start({
    document: {
      format: 1,
      name: 'Collect',
      variables: [{ name: 'rows', value: [] }],
      blocks: [
        { id: 'b1', type: 'start/manual', version: 1, name: 'Start', config: {} },
        { id: 'b2', type: 'control/repeat', version: 1, name: 'Repeat', config: { times: 1200 } },
        {
          ...{ id: 'b3', type: 'data/add-to-list', version: 1, name: 'Add' },
          config: { name: 'rows', value: '{{ index % 2 === 0 ? index : "x".repeat(index) }}' },
        },
        { id: 'b4', type: 'control/wait', version: 1, name: 'Wait', config: { for: '1h' } },
      ],
      links: [
        { from: 'b1', out: 'next', to: 'b2' },
        { from: 'b2', out: 'each', to: 'b3' },
        { from: 'b2', out: 'next', to: 'b4' },
      ],
    },
  })
  for await (const { steps } of await client.runs.watch({ id }))
    if (steps.some(({ block }) => block === 'b4')) break
  const last = async () => client.runs.variable({ id, name: 'rows', from: 1198, limit: 10 })
  const alive = await last()
  expect(alive).toEqual({
    rows: [{ value: 1198 }, { value: 'x'.repeat(600), whole: 1199 }],
    whole: 1200,
  })
  await client.runs.cancel({ id })
  expect(await client.runs.get({ id })).toMatchObject({ status: 'cancelled' })
  expect(await last()).toEqual(alive)
  const page = await call<{ rows: unknown[]; whole: number }>(`/runs/${id}/variable?name=rows&limit=3`)
  expect(page).toEqual({ rows: [{ value: 0 }, { value: 'x' }, { value: 2 }], whole: 1200 })
  expect(await call(`/runs/${id}/variable?name=row`)).toMatchObject({ code: 'variable.not-found' })
  close()
})

test('a flow with problems is refused with all of them', async () => {
  const broken = {
    ...document,
    blocks: document.blocks.map((b) => (b.id === 'b2' ? { ...b, config: {} } : b)),
  }
  expect(
    await call('/run', { document: { ...broken, links: [{ from: 'b1', out: 'next', to: 'b9' }] } }),
  ).toMatchObject({
    status: 422,
    code: 'flow.has-problems',
    problems: expect.arrayContaining([expect.objectContaining({ code: 'link.to-nowhere' })]),
  })
})
