import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import { diskHosts } from '../../tests/support/disk-host.ts'
import { flowOf } from '../../tests/support/flow-of.ts'
import { outputsOf, runsOf, startedBy, switchOn } from '../../tests/support/trigger-flow.ts'

let hosts: ReturnType<typeof diskHosts>
beforeEach(() => {
  hosts = diskHosts()
})
afterEach(() => hosts.remove())

describe('an event', () => {
  test('starts every flow that is on and waits for it, with what it carries', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const one = await switchOn(host, startedBy('start/event', { name: 'paid' }, { name: 'One' }))
    await switchOn(host, startedBy('start/event', { name: 'lost' }, { name: 'Other' }))
    const heard = host.bus.emit({ name: 'paid', payload: { order: 7 } })
    expect(heard).toMatchObject([{ flowId: one, block: 'hat', outcome: 'started' }])
    await host.settled()
    expect(await outputsOf(host)).toEqual([{ order: 7 }])
    expect(host.bus.emit({ name: 'nobody', payload: null })).toEqual([])
  })

  test('with a key starts a flow once, over a crash too', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const id = await switchOn(host, startedBy('start/event', { name: 'paid' }))
    const [first] = host.bus.emit({ name: 'paid', payload: 1, key: 'k' })
    expect(host.bus.emit({ name: 'paid', payload: 1, key: 'k' })[0]).toMatchObject({
      outcome: 'known',
      runId: (first as { runId: string }).runId,
    })
    await host.settled()
    const next = hosts.crash()
    await next.triggers.start()
    expect(next.bus.emit({ name: 'paid', payload: 1, key: 'k' })[0]).toMatchObject({ outcome: 'known' })
    await next.settled()
    expect(await runsOf(next, id)).toHaveLength(1)
  })

  test('that does not fit the schema is refused, and says where', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const schema = { type: 'object', properties: { order: { type: 'number' } }, required: ['order'] }
    const id = await switchOn(host, startedBy('start/event', { name: 'paid', schema }))
    expect(host.bus.emit({ name: 'paid', payload: { order: 'seven' } })).toMatchObject([
      { flowId: id, outcome: 'refused', why: expect.stringContaining('order') },
    ])
    expect(host.bus.emit({ name: 'paid', payload: { order: 7 } })).toMatchObject([{ outcome: 'started' }])
  })
})

describe('a trigger', () => {
  test('says of a run that has to wait for another that it is queued', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const flow = flowOf(
      [
        { id: 'hat', type: 'start/event', config: { name: 'a' }, to: { next: 'pause' } },
        { id: 'pause', type: 'control/wait', config: { for: '1h' } },
      ],
      { settings: { overlap: 'queue' } },
    )
    await switchOn(host, flow)
    const emit = () => host.bus.emit({ name: 'a', payload: null })[0]?.outcome
    expect([emit(), emit(), emit()]).toEqual(['started', 'queued', 'queued'])
  })

  test('fires in the version that was saved last, and not at all when its flow is off', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const id = await switchOn(host, startedBy('start/event', { name: 'a' }))
    await host.store.flows.replace(id, startedBy('start/event', { name: 'b' }))
    expect(host.bus.emit({ name: 'b', payload: null })).toEqual([])
    const { versionId } = await host.store.flows.saveVersion(id)
    await host.triggers.saved(id, versionId)
    expect(host.bus.emit({ name: 'a', payload: null })).toEqual([])
    expect(host.bus.emit({ name: 'b', payload: null })).toHaveLength(1)
    await host.triggers.switchOff(id)
    expect(host.bus.emit({ name: 'b', payload: null })).toEqual([])
    expect(host.triggers.list()).toEqual([])
    expect(await host.store.flows.get(id)).toMatchObject({ onSince: null })
  })

  test('is on again after a restart, unless it was switched off by itself', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const id = await switchOn(host, startedBy('start/event', { name: 'a' }))
    const hat = { flowId: id, block: 'hat' }
    await host.triggers.enable(hat, false)
    expect(host.bus.emit({ name: 'a', payload: null })).toEqual([])
    expect(host.triggers.show(hat).state).toBe('off')
    const next = await hosts.restart(host)
    await next.triggers.start()
    expect(next.bus.emit({ name: 'a', payload: null })).toEqual([])
    await next.triggers.enable(hat, true)
    expect(next.bus.emit({ name: 'a', payload: null })).toHaveLength(1)
    expect(next.triggers.show(hat)).toMatchObject({ state: 'armed', fired: 1, error: null })
  })

  test('waits while all are paused, over a restart, and while everything is stopped', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const id = await switchOn(host, startedBy('start/event', { name: 'a' }))
    await host.triggers.pause()
    expect(host.bus.emit({ name: 'a', payload: null })).toEqual([])
    const next = await hosts.restart(host)
    await next.triggers.start()
    expect(next.bus.emit({ name: 'a', payload: null })).toEqual([])
    expect(next.triggers.list()).toMatchObject([{ flowId: id, state: 'paused' }])
    await next.triggers.goOn()
    expect(next.bus.emit({ name: 'a', payload: null })).toHaveLength(1)
    await next.runtime.stopAll()
    await next.triggers.follow()
    expect(next.triggers.list()).toMatchObject([{ state: 'stopped' }])
    expect(next.bus.emit({ name: 'a', payload: null })).toEqual([])
  })

  test('that cannot be armed says why, is tried again, and does not keep others from it', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const config = { name: 'a', schema: { $ref: '#/nowhere' } }
    const broken = await switchOn(host, startedBy('start/event', config, { name: 'Broken' }))
    const id = await switchOn(host, startedBy('start/event', { name: 'a' }))
    const hat = { flowId: broken, block: 'hat' }
    expect(host.triggers.show(hat)).toMatchObject({
      state: 'failed',
      error: { code: 'trigger.bad-schema' },
      retryAt: host.clock.now() + 1000,
    })
    expect(host.bus.emit({ name: 'a', payload: null })).toMatchObject([{ flowId: id }])
    host.clock.turn(1000)
    await host.settled()
    expect(host.triggers.show(hat)).toMatchObject({ state: 'failed', retryAt: host.clock.now() + 2000 })
  })

  test('beyond its limit waits for its turn, durably, or is dropped and counted', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const limit = { atMost: 2, per: '1m' }
    const queues = await switchOn(host, startedBy('start/event', { name: 'a', ...limit, beyond: 'queue' }))
    const drops = await switchOn(host, startedBy('start/event', { name: 'b', ...limit, beyond: 'drop' }))
    for (let i = 0; i < 5; i++) host.bus.emit({ name: 'a', payload: i })
    const last = [0, 1, 2].map((i) => host.bus.emit({ name: 'b', payload: i })[0]?.outcome)
    // its flow does one run after the other
    expect(last).toEqual(['started', 'queued', 'dropped'])
    expect(host.triggers.show({ flowId: drops, block: 'hat' })).toMatchObject({ fired: 2, dropped: 1 })
    await host.settled()
    const next = hosts.crash()
    await next.runtime.recover()
    await next.triggers.start()
    const done = async () => (await outputsOf(next, queues)).filter((value) => value !== undefined)
    await next.settled()
    expect(await done()).toEqual([0, 1])
    next.clock.turn(60_000)
    await next.settled()
    expect(await done()).toEqual([0, 1, 2, 3])
    next.clock.turn(60_000)
    await next.settled()
    expect(await done()).toEqual([0, 1, 2, 3, 4])
  })

  test('whose runs wait for their turn counts those after a crash too, where they will begin', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const limit = { atMost: 1, per: '1m', beyond: 'queue' }
    const id = await switchOn(host, startedBy('start/event', { name: 'a', ...limit }))
    for (let i = 0; i < 3; i++) host.bus.emit({ name: 'a', payload: i })
    await host.settled()
    const next = hosts.crash()
    await next.runtime.recover()
    await next.triggers.start()
    next.bus.emit({ name: 'a', payload: 3 })
    const done = async () => (await outputsOf(next, id)).filter((value) => value !== undefined)
    for (const minute of [0, 1, 2, 3]) {
      await next.settled()
      expect(await done()).toEqual([0, 1, 2, 3].slice(0, minute + 1))
      next.clock.turn(60_000)
    }
  })

  test.each(['asleep', 'off'])(
    'whose runs wait for their turn keeps its limit after hours in which the machine was %s, and over a crash',
    async (how) => {
      const HOURS = 6 * 3_600_000
      let host = hosts.first()
      const next = async (at = host.clock.now()) => {
        host = hosts.crash(undefined, { at })
        await host.runtime.recover()
        await host.triggers.start()
      }
      await host.triggers.start()
      const limit = { atMost: 2, per: '1m', beyond: 'queue' }
      const id = await switchOn(host, startedBy('start/event', { name: 'a', ...limit }))
      for (let i = 0; i < 8; i++) host.bus.emit({ name: 'a', payload: i })
      await host.settled()
      if (how === 'asleep') host.clock.jump(HOURS)
      else await next(host.clock.now() + HOURS)
      const runs = async () => (await runsOf(host, id)).filter(({ startedAt }) => startedAt !== null)
      for (let look = 0; look < 16; look++) {
        host.clock.turn(20_000)
        await host.settled()
        // what comes later stands behind those that wait
        if (look === 3) host.bus.emit({ name: 'a', payload: 8 })
        if (look === 5 || look === 8) await next()
        await host.settled()
      }
      const begun = await runs()
      expect(begun.map(({ output }) => output)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
      const starts = begun.map(({ startedAt }) => startedAt as number)
      const apart = starts.slice(2).map((at, i) => at - (starts[i] as number))
      expect(
        apart.filter((ms) => ms < 60_000),
        `${starts}`,
      ).toEqual([])
      expect(starts.at(-1) as number).toBeLessThan((starts[2] as number) + 240_000)
    },
  )

  test('of a flow that skips while it runs counts what it skipped', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const document = flowOf(
      [
        { id: 'hat', type: 'start/event', config: { name: 'a' }, to: { next: 'wait' } },
        { id: 'wait', type: 'control/wait', config: { for: '1m' } },
      ],
      { settings: { overlap: 'skip' } },
    )
    const id = await switchOn(host, document)
    expect(host.bus.emit({ name: 'a', payload: 1 })).toMatchObject([{ outcome: 'started' }])
    await host.settled()
    expect(host.bus.emit({ name: 'a', payload: 2 })).toMatchObject([{ outcome: 'skipped' }])
    expect(host.triggers.show({ flowId: id, block: 'hat' })).toMatchObject({ fired: 1, dropped: 1 })
  })

  test('fires by hand with its sample or a value', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const id = await switchOn(host, startedBy('start/event', { name: 'a', sample: { order: 1 } }))
    const hat = { flowId: id, block: 'hat' }
    await host.triggers.fire(hat, undefined)
    await host.triggers.fire(hat, 'mine')
    await host.settled()
    expect(await outputsOf(host, id)).toEqual([{ order: 1 }, 'mine'])
    expect(host.triggers.show(hat)).toMatchObject({ config: { name: 'a' }, sample: { order: 1 } })
    expect(host.triggers.list()[0]?.config).toEqual({ name: 'a' })
    const runs = await host.store.runs.list({ flow: id, trigger: 'hat' }, { limit: 9 })
    expect(runs.items).toHaveLength(2)
    expect((await host.store.runs.list({ flow: id, trigger: 'out' }, { limit: 9 })).items).toEqual([])
    await expect(host.triggers.fire({ flowId: id, block: 'gone' }, null)).rejects.toMatchObject({
      code: 'trigger.not-found',
    })
  })
})

test('a start of the host is told once, to the flows that are on then', async () => {
  const host = hosts.first()
  const id = await switchOn(host, startedBy('start/app-started'))
  await host.triggers.start()
  await host.settled()
  expect(await runsOf(host, id)).toHaveLength(1)
  await switchOn(host, startedBy('start/app-started'))
  await host.triggers.pause()
  await host.triggers.goOn()
  await host.settled()
  expect(await runsOf(host)).toHaveLength(1)
})

describe('a failed run', () => {
  const failing = (rest: Partial<FlowDocument> = {}) =>
    flowOf(
      [
        { id: 'hat', type: 'start/event', config: { name: 'go' }, to: { next: 'no' } },
        { id: 'no', type: 'control/fail', config: { message: 'It did not work.' } },
      ],
      { name: 'Failing', ...rest },
    )

  test('starts the flows that look after failures, in the same commit, never themselves', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const any = await switchOn(host, startedBy('start/flow-failed', {}, { name: 'Any' }))
    const named = await switchOn(
      host,
      startedBy('start/flow-failed', { flows: ['Failing'] }, { name: 'Named' }),
    )
    const other = await switchOn(host, startedBy('start/flow-failed', { flows: ['Another'] }, { name: 'O' }))
    const broken = await switchOn(
      host,
      flowOf(
        [
          { id: 'hat', type: 'start/flow-failed', to: { next: 'no' } },
          { id: 'no', type: 'control/fail', config: { message: 'The alarm is broken.' } },
        ],
        { name: 'Broken alarm' },
      ),
    )
    const id = await switchOn(host, failing())
    host.bus.emit({ name: 'go', payload: 5 })
    await host.settled()
    const report = { flow: { id, name: 'Failing' }, error: { message: 'It did not work.' } }
    expect(await outputsOf(host, any)).toMatchObject([report])
    expect(await outputsOf(host, named)).toMatchObject([{ ...report, run: { status: 'failed', input: 5 } }])
    expect(await runsOf(host, other)).toEqual([])
    expect(await runsOf(host, broken)).toHaveLength(1)
  })

  test('of a flow that is not there is waited for all the same, and the hat says that it is not there', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const flowId = await switchOn(host, startedBy('start/flow-failed', { flows: ['Failing', 'Backup'] }))
    const hat = () => host.triggers.show({ flowId, block: 'hat' })
    expect(hat()).toMatchObject({ state: 'armed', error: null })
    expect(hat().warning).toMatch(
      /names the flow "Failing", and there is none here\. Choose another one under "Flows"/,
    )
    await switchOn(host, failing())
    expect(hat().warning).toContain('"Backup"')
    const backup = await host.store.flows.create(startedBy('start/manual', {}, { name: 'Backup' }))
    expect(hat().warning).toBeUndefined()
    await host.store.flows.delete(backup.id)
    expect(hat().warning).toContain('"Backup"')
    host.bus.emit({ name: 'go', payload: 5 })
    await host.settled()
    expect(await runsOf(host, flowId)).toHaveLength(1)
  })

  test('that is tried again is told when it has failed for good', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const any = await switchOn(host, startedBy('start/flow-failed'))
    const document = failing()
    const [hat, ...rest] = document.blocks
    const retry = { times: 1, wait: '10s', backoff: 'fixed' }
    const blocks = [{ ...hat, options: { retry } }, ...rest] as FlowDocument['blocks']
    await switchOn(host, { ...document, blocks })
    host.bus.emit({ name: 'go', payload: 5 })
    await host.settled()
    expect(await runsOf(host, any)).toEqual([])
    host.clock.turn(20_000)
    await host.settled()
    expect(await runsOf(host, any)).toHaveLength(1)
  })

  test('is counted with its trigger once it has failed for good, over a crash too', async () => {
    const host = hosts.first()
    await host.triggers.start()
    const document = failing()
    const [hat, ...rest] = document.blocks
    const retry = { times: 1, wait: '10s', backoff: 'fixed' }
    const blocks = [{ ...hat, options: { retry } }, ...rest] as FlowDocument['blocks']
    const trigger = { flowId: await switchOn(host, { ...document, blocks }), block: 'hat' }
    host.bus.emit({ name: 'go', payload: 5 })
    await host.settled()
    expect(host.triggers.show(trigger)).toMatchObject({ fired: 1, failed: 0 })
    host.clock.turn(20_000)
    await host.settled()
    expect(host.triggers.show(trigger)).toMatchObject({ failed: 1 })
    const next = hosts.crash()
    await next.triggers.start()
    expect(next.triggers.show(trigger)).toMatchObject({ fired: 1, failed: 1 })
  })
})
