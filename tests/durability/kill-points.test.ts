// What a kill -9 of the real process means for people and for what stands around a step (four-points.test.ts has the
// points of a step themselves). The web server in the test's own process is the effect log: it outlives every kill.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { flowOf } from '../support/flow-of.ts'
import { type HoldingServer, holdingServer } from '../support/holding-server.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

let outside: HoldingServer
let blockloom: ServedBlockloom
beforeAll(async () => {
  blockloom = await serveBlockloom()
})
afterAll(() => blockloom.end())
beforeEach(async () => {
  outside = await holdingServer()
})
afterEach(() => outside.close())

const post = (path: string, more: object = {}) => ({
  type: 'web/request',
  config: { url: outside.url + path, method: 'POST', body: '{{ input }}', ...more },
})
const begin = { id: 'start', type: 'start/manual', to: { next: 'effect' } }
const done = { id: 'done', type: 'control/return', config: { value: '{{ input.body.path }}' } }

async function killAndStartAgain(): Promise<void> {
  await blockloom.kill()
  await blockloom.startAgain()
}

describe('after kill -9 of the host a run goes on at the exact step', () => {
  test('before the intent: what was waiting waits on, and the effect happens once', async () => {
    const flow = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'wait' } },
      { id: 'wait', type: 'control/wait', config: { for: '3s' }, to: { next: 'effect' } },
      { id: 'effect', ...post('/effect'), to: { next: 'done' } },
      done,
    ])
    const id = await blockloom.run(flow)
    await blockloom.rest(id, ({ status }) => status === 'waiting')
    await killAndStartAgain()
    expect(outside.count('/effect')).toBe(0)
    expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: '/effect', steps: 4 })
    expect(outside.count('/effect')).toBe(1)
  })

  test('after the intent, where nobody can know: it is not done again, and the run says so', async () => {
    outside.hold('/effect')
    const id = await blockloom.run(flowOf([begin, { id: 'effect', ...post('/effect') }]))
    await outside.until('/effect')
    await killAndStartAgain()
    const run = await blockloom.rest(id)
    expect(run.status).toBe('interrupted')
    expect((await blockloom.steps(id)).at(-1)).toMatchObject({ block: 'effect', status: 'interrupted' })
    const shown = await blockloom.command('runs', 'show', id)
    expect(shown.out).toMatch(new RegExp(`may or may not have been done.*blockloom runs resume ${id}`))

    await killAndStartAgain() // recovery itself is repeated
    expect((await blockloom.rest(id)).status).toBe('interrupted')
    expect(outside.count('/effect')).toBe(1)
    expect((await blockloom.command('runs', 'cancel', id)).err).toContain('is cancelled')
  })

  test('after the intent, where the other side honours the key: again, with the same key', async () => {
    outside.hold('/effect')
    const id = await blockloom.run(
      flowOf([begin, { id: 'effect', ...post('/effect', { honoursKey: true }), to: { next: 'done' } }, done]),
    )
    await outside.until('/effect')
    await blockloom.kill()
    outside.release('/effect')
    await blockloom.startAgain()
    expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: '/effect' })
    const [first, second, ...more] = outside.asked
    expect(more).toEqual([])
    expect(first?.key).toContain(`${id}:effect:`)
    expect(second?.key).toBe(first?.key)
  })

  test('a block that only looks is simply asked again', async () => {
    outside.hold('/look')
    const look = { id: 'effect', ...post('/look', { method: 'GET', body: undefined }) }
    const id = await blockloom.run(flowOf([begin, { ...look, to: { next: 'done' } }, done]))
    await outside.until('/look')
    await blockloom.kill()
    outside.release('/look')
    await blockloom.startAgain()
    expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: '/look' })
    expect(outside.count('/look')).toBe(2)
  })

  test('after the result: a finished step is not done again, and what it gave is still there', async () => {
    outside.hold('/second')
    const id = await blockloom.run(
      flowOf([
        begin,
        { id: 'effect', ...post('/first'), to: { next: 'second' } },
        { id: 'second', ...post('/second', { honoursKey: true }), to: { next: 'both' } },
        {
          id: 'both',
          type: 'control/return',
          config: { value: ['{{ blocks["effect"].body }}', '{{ input.body.path }}'] },
        },
      ]),
    )
    await outside.until('/second')
    await blockloom.kill()
    outside.release('/second')
    await blockloom.startAgain()
    const { status, output } = await blockloom.rest(id)
    expect(status).toBe('succeeded')
    expect(output).toEqual([{ path: '/first', time: 1 }, '/second'])
    expect(outside.count('/first')).toBe(1)
    expect(outside.count('/second')).toBe(2)
  })

  test('a flow deleted while its run was under way: the run still ends by its own version', async () => {
    const document = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'wait' } },
      { id: 'wait', type: 'control/wait', config: { for: '2s' }, to: { next: 'done' } },
      { ...done, config: { value: 'its own' } },
    ])
    const { json: made } = await blockloom.call('/flows', { body: { document } })
    const { json: run } = await blockloom.call(`/flows/${made.id}/run`, { method: 'POST' })
    const id = String(run.id)
    await blockloom.rest(id, ({ status }) => status === 'waiting')
    expect((await blockloom.call(`/flows/${made.id}`, { method: 'DELETE' })).status).toBe(200)
    await killAndStartAgain()
    expect((await blockloom.call(`/flows/${made.id}`)).status).toBe(404)
    expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: 'its own' })
  })

  test('SIGTERM leaves a waiting run to the next start, which takes it up', async () => {
    const id = await blockloom.run(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: 'wait' } },
        { id: 'wait', type: 'control/wait', config: { for: '2s' }, to: { next: 'effect' } },
        { id: 'effect', ...post('/effect') },
      ]),
    )
    await blockloom.rest(id, ({ status }) => status === 'waiting')
    expect(await blockloom.terminate()).toMatchObject({ code: 0 })
    await blockloom.startAgain()
    expect((await blockloom.rest(id)).status).toBe('succeeded')
    expect(outside.count('/effect')).toBe(1)
  })
})
