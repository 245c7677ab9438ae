// Servers that refuse, vanish or ask for patience, in the real engine over real sockets.

import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { flowOf } from '../support/flow-of.ts'
import { type HoldingServer, holdingServer } from '../support/holding-server.ts'
import { type FlowRunner, openFlowRunner } from '../support/run-flow.ts'

let runner: FlowRunner
let server: HoldingServer
beforeAll(async () => {
  runner = await openFlowRunner('/nonexistent')
})
afterAll(() => runner.close())
beforeEach(async () => {
  server = await holdingServer()
})
afterEach(() => server.close())

const asking = (url: string, times = 0) =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'ask' } },
    {
      id: 'ask',
      type: 'web/request',
      name: 'Ask',
      config: { url },
      options: { retry: { times, wait: '10ms', backoff: 'fixed', max: '10ms', jitter: false } },
      to: { next: 'status' },
    },
    { id: 'status', type: 'control/return', config: { value: '{{ input.status }}' } },
  ])

async function closedPort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as AddressInfo
  await new Promise((resolve) => taken.close(resolve))
  return port
}

test('a port that nobody listens on', async () => {
  const port = await closedPort()
  const { status, error } = await runner.run(asking(`http://127.0.0.1:${port}/`))
  expect(status).toBe('failed')
  expect(error?.message).toContain(`127.0.0.1:${port} refused the connection`)
  expect(error).toMatchObject({ retryable: true, fix: expect.any(String), details: { blockName: 'Ask' } })
})

test('404 is not tried again', async () => {
  server.answers('/gone', { status: 404 })
  const { status, error } = await runner.run(asking(`${server.url}/gone`, 3))
  expect(status).toBe('failed')
  expect(error).toMatchObject({ code: 'web.status-404', message: expect.stringContaining('/gone') })
  expect(server.count('/gone')).toBe(1)
})

test('500 is tried again until it is well', async () => {
  server.answers('/ill', { status: 500 }, { status: 500 }, { status: 200, body: '{}' })
  expect(await runner.run(asking(`${server.url}/ill`, 3))).toMatchObject({ status: 'succeeded', output: 200 })
  expect(server.count('/ill')).toBe(3)
})

test('a server that asks to wait is not asked again before that, whatever the block plans', async () => {
  server.answers('/busy', { status: 429, headers: { 'retry-after': '1' } }, { status: 200, body: '{}' })
  expect(await runner.run(asking(`${server.url}/busy`, 1))).toMatchObject({ status: 'succeeded' })
  const [first, second] = server.asked
  // the two clocks read the same, so this can only fail when the wait was cut short
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990)
})
