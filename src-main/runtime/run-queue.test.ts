import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { heldActs, settled, type TestHost, testHost, thrownBy } from '../../tests/support/test-runtime.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const act = (id: string, to = {}, rest = {}) => ({ id, type: 'test/act', to, ...rest })

describe('the queue', () => {
  const flow = (id: string, settings = {}) => ({ ...flowOf([start('slow'), act('slow')], { settings }), id })
  const statuses = (host: TestHost, ids: readonly string[]) => ids.map((id) => host.runtime.get(id)?.status)

  test('overlap queue: the next run starts when the one before has ended', async () => {
    const outside = heldActs()
    const host = testHost({ runners: outside.runners })
    const ids = [host.start(flow('flw_a')), host.start(flow('flw_a'))]
    await settled()
    expect(statuses(host, ids)).toEqual(['running', 'queued'])
    outside.letGo('slow')
    await settled()
    expect(host.runtime.get(ids[1] as string)?.status).toBe('running')
  })
  test('overlap skip: a run that would overlap is refused', () => {
    const host = testHost({ runners: heldActs().runners })
    host.start(flow('flw_a', { overlap: 'skip' }))
    expect(thrownBy(() => host.start(flow('flw_a', { overlap: 'skip' })))?.code).toBe('run.skipped')
  })
  test('overlap parallel: up to concurrency', async () => {
    const host = testHost({ runners: heldActs().runners })
    const ids = [1, 2, 3].map(() => host.start(flow('flw_a', { overlap: 'parallel', concurrency: 2 })))
    await settled()
    expect(statuses(host, ids)).toEqual(['running', 'running', 'queued'])
  })
  test('the global limit counts running runs only, and flows take turns', async () => {
    const outside = heldActs()
    const host = testHost({ runners: outside.runners, running: 2 })
    const wide = { overlap: 'parallel', concurrency: 10 }
    const many = [1, 2, 3, 4].map(() => host.start(flow('flw_a', wide)))
    const other = host.start(flow('flw_b'))
    await settled()
    expect(statuses(host, [...many, other])).toEqual(['running', 'running', 'queued', 'queued', 'queued'])
    outside.letGo('slow')
    await settled()
    outside.letGo('slow')
    await settled()
    expect(statuses(host, [many[2] as string, many[3] as string, other])).toEqual([
      'running',
      'queued',
      'running',
    ])
  })
  test('a run that waits gives its place to another', async () => {
    const host = testHost({ runners: heldActs().runners, running: 1 })
    host.start({
      ...flowOf([start('w'), { id: 'w', type: 'control/wait', config: { for: '1h' } }]),
      id: 'flw_w',
    })
    const other = host.start(flow('flw_b'))
    await settled()
    expect(host.runtime.get(other)?.status).toBe('running')
  })
  test('queued runs survive a restart', async () => {
    const first = testHost({ runners: heldActs().runners })
    first.start(flow('flw_a'))
    const second = first.start(flow('flw_a'), { input: 'kept' })
    await settled()
    const host = testHost({ disk: first.disk, versions: first.versions })
    await host.runtime.recover()
    for (const id of first.disk.runs.keys()) if (id !== second) host.runtime.cancel(id)
    expect(await host.over(second)).toMatchObject({ status: 'succeeded', output: 'kept' })
  })
})
