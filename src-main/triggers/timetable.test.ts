import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { type DiskHost, diskHosts } from '../../tests/support/disk-host.ts'
import { outputsOf, startedBy, switchOn } from '../../tests/support/trigger-flow.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let hosts: ReturnType<typeof diskHosts>
beforeEach(() => {
  hosts = diskHosts()
})
afterEach(() => hosts.remove())

/** A host on its own clock with one flow on. */
async function hostWith(type: string, config: JsonObject, at: number) {
  const host = hosts.first(undefined, { at })
  await host.triggers.start()
  const id = await switchOn(host, startedBy(type, config))
  return { host, id, hat: { flowId: id, block: 'hat' } }
}

const duesOf = async (host: DiskHost, id: string) =>
  ((await outputsOf(host, id)) as { due: string; missed: number }[]).map(({ due, missed }) =>
    missed > 0 ? `${due} +${missed}` : due,
  )
/** Lets time go by in steps, so that runs get theirs. */
async function goOn(host: DiskHost, ms: number, step = ms) {
  for (let gone = 0; gone < ms; gone += step) {
    host.clock.turn(Math.min(step, ms - gone))
    await host.settled()
  }
}

const at = (text: string) => Date.parse(text)

describe('a schedule', () => {
  test('fires each of its times once, in its zone', async () => {
    const { host, id, hat } = await hostWith(
      'start/schedule',
      { cron: 'every weekday at 09:00', zone: 'Europe/Berlin' },
      at('2026-11-26T07:59:00Z'),
    )
    expect(host.triggers.show(hat)).toMatchObject({ state: 'armed', next: at('2026-11-26T08:00:00Z') })
    await goOn(host, 5 * 24 * HOUR + MINUTE, HOUR)
    expect(await duesOf(host, id)).toEqual([
      '2026-11-26T08:00:00.000Z',
      '2026-11-27T08:00:00.000Z',
      '2026-11-30T08:00:00.000Z',
      '2026-12-01T08:00:00.000Z',
    ])
    expect(host.triggers.nextTimes(hat, 2)).toEqual([at('2026-12-02T08:00:00Z'), at('2026-12-03T08:00:00Z')])
  })

  test.each([
    ['latest', ['2026-11-26T12:00:00.000Z', '2026-11-26T17:00:00.000Z +4']],
    ['all', [12, 13, 14, 15, 16, 17].map((hour) => `2026-11-26T${hour}:00:00.000Z`)],
    ['none', ['2026-11-26T12:00:00.000Z']],
  ])('catches up with what it missed while the machine was off: %s', async (catchUp, dues) => {
    const { host, id, hat } = await hostWith(
      'start/schedule',
      { cron: '0 * * * *', catchUp },
      at('2026-11-26T11:30:00Z'),
    )
    await goOn(host, HOUR)
    const next = await hosts.restart(host, undefined, { at: at('2026-11-26T17:20:00Z') })
    await next.triggers.start()
    await goOn(next, 100)
    expect(await duesOf(next, id)).toEqual(dues)
    expect(next.triggers.show(hat).next).toBe(at('2026-11-26T18:00:00Z'))
    if (catchUp === 'none') expect(next.triggers.show(hat).missed).toBe(5)
  })

  test('notices that the machine slept, though its timers stood still', async () => {
    const { host, id } = await hostWith('start/schedule', { cron: '0 * * * *' }, at('2026-11-26T11:30:00Z'))
    host.clock.jump(3 * HOUR)
    await goOn(host, 15_000)
    expect(await duesOf(host, id)).toEqual(['2026-11-26T14:00:00.000Z +2'])
  })

  test('does not fire again when the clock is set back, and not for years when it was years ahead', async () => {
    const { host, id, hat } = await hostWith(
      'start/schedule',
      { cron: '0 * * * *' },
      at('2026-11-26T11:30:00Z'),
    )
    await goOn(host, HOUR)
    host.clock.jump(-HOUR)
    await goOn(host, HOUR, MINUTE)
    expect(await duesOf(host, id)).toEqual(['2026-11-26T12:00:00.000Z'])
    await goOn(host, 45 * MINUTE, MINUTE)
    expect(await duesOf(host, id)).toEqual(['2026-11-26T12:00:00.000Z', '2026-11-26T13:00:00.000Z'])
    host.clock.jump(2000 * 24 * HOUR)
    await goOn(host, HOUR, MINUTE)
    host.clock.jump(-2000 * 24 * HOUR)
    await goOn(host, MINUTE)
    expect(host.triggers.show(hat).next).toBe(at('2026-11-26T15:00:00Z'))
  })

  test('fires once in the hour that is there twice, and after the hour that is not there', async () => {
    const config = { cron: '30 2 * * *', zone: 'Europe/Berlin' }
    const autumn = await hostWith('start/schedule', config, at('2026-10-24T22:00:00Z'))
    await goOn(autumn.host, 24 * HOUR, 10 * MINUTE)
    expect(await duesOf(autumn.host, autumn.id)).toEqual(['2026-10-25T00:30:00.000Z'])
    const spring = await hostWith('start/schedule', config, at('2027-03-27T23:00:00Z'))
    await goOn(spring.host, 23 * HOUR, 10 * MINUTE)
    expect(await duesOf(spring.host, spring.id)).toEqual(['2027-03-28T01:00:00.000Z'])
  })

  test('that was off has missed nothing meanwhile; that was paused has', async () => {
    const { host, id, hat } = await hostWith(
      'start/schedule',
      { cron: '0 * * * *', catchUp: 'all' },
      at('2026-11-26T11:30:00Z'),
    )
    await host.triggers.switchOff(id)
    await goOn(host, 2 * HOUR)
    await host.triggers.switchOn(id, (await host.store.flows.saveVersion(id)).versionId)
    await goOn(host, MINUTE)
    await host.triggers.enable(hat, false)
    await goOn(host, 2 * HOUR)
    await host.triggers.enable(hat, true)
    await goOn(host, MINUTE)
    expect(await duesOf(host, id)).toEqual([])
    expect(host.triggers.show(hat)).toMatchObject({ next: at('2026-11-26T16:00:00Z'), missed: 0 })
    await host.triggers.pause()
    await goOn(host, HOUR)
    await host.triggers.goOn()
    await goOn(host, MINUTE)
    expect(await duesOf(host, id)).toEqual(['2026-11-26T16:00:00.000Z'])
  })

  test('that is switched on is planned on disk by then', async () => {
    const { id } = await hostWith('start/schedule', { cron: '0 * * * *' }, at('2026-11-26T11:59:00Z'))
    const next = hosts.crash(undefined, { at: at('2026-11-26T12:30:00Z') })
    await next.triggers.start()
    await goOn(next, 100)
    expect(await duesOf(next, id)).toEqual(['2026-11-26T12:00:00.000Z'])
  })

  test('whose runs could be ordered in part orders the others later, none twice', async () => {
    const bugs: unknown[] = []
    const host = hosts.first(undefined, { at: at('2026-11-26T11:30:00Z'), bugs })
    await host.triggers.start()
    const id = await switchOn(host, startedBy('start/schedule', { cron: '0 * * * *', catchUp: 'all' }))
    let orders = 0
    const { start } = host.runtime
    host.runtime.start = (order) => {
      orders += 1
      if (orders === 3) throw new Error('no')
      return start(order)
    }
    host.clock.jump(4 * HOUR)
    await goOn(host, 15_000)
    await goOn(host, MINUTE)
    expect([bugs.length, orders]).toEqual([1, 5])
    expect(await duesOf(host, id)).toEqual([12, 13, 14, 15].map((hour) => `2026-11-26T${hour}:00:00.000Z`))
  })

  test('that cannot be read is refused with the place', async () => {
    const { host, hat } = await hostWith('start/schedule', { cron: '0 25 * * *' }, at('2026-11-26T11:30:00Z'))
    expect(host.triggers.show(hat)).toMatchObject({ state: 'failed', error: { details: { column: 3 } } })
  })

  test('begins anew when it is changed', async () => {
    const { host, id, hat } = await hostWith(
      'start/schedule',
      { cron: '0 * * * *' },
      at('2026-11-26T11:30:00Z'),
    )
    await host.store.flows.replace(id, startedBy('start/schedule', { cron: '45 * * * *' }))
    await host.triggers.saved(id, (await host.store.flows.saveVersion(id)).versionId)
    expect(host.triggers.show(hat).next).toBe(at('2026-11-26T11:45:00Z'))
  })
})

describe('every', () => {
  test('does not drift, whatever its runs take', async () => {
    const { host, id } = await hostWith('start/every', { every: '10m' }, at('2026-11-26T11:30:07Z'))
    await goOn(host, HOUR, 7 * MINUTE)
    expect(await duesOf(host, id)).toEqual(
      [40, 50]
        .map((m) => `2026-11-26T11:${m}:07.000Z`)
        .concat(['00', '10', '20', '30'].map((m) => `2026-11-26T12:${m}:07.000Z`)),
    )
  })

  test('keeps its times over a restart', async () => {
    const { host, hat } = await hostWith('start/every', { every: '10m' }, at('2026-11-26T11:30:07Z'))
    await goOn(host, MINUTE)
    const next = await hosts.restart(host, undefined, { at: at('2026-11-26T11:33:00Z') })
    await next.triggers.start()
    expect(next.triggers.nextTimes(hat, 2)).toEqual([at('2026-11-26T11:40:07Z'), at('2026-11-26T11:50:07Z')])
  })

  test('gives or takes a little, never so much that a time is missed', async () => {
    const { host, id } = await hostWith(
      'start/every',
      { every: '1m', jitter: '5m' },
      at('2026-11-26T11:30:00Z'),
    )
    await goOn(host, 20 * MINUTE, 5000)
    const dues = await duesOf(host, id)
    expect(dues.length).toBeGreaterThanOrEqual(19)
    expect(dues.every((due) => due.endsWith(':00.000Z'))).toBe(true)
  })

  test('faster than a second is refused', async () => {
    const { host, hat } = await hostWith('start/every', { every: '100ms' }, at('2026-11-26T11:30:00Z'))
    expect(host.triggers.show(hat)).toMatchObject({ state: 'failed', error: { code: 'config.out-of-range' } })
  })
})

test('a crash at any commit neither loses nor doubles a due time', async () => {
  const { host, id } = await hostWith('start/schedule', { cron: '* * * * *' }, at('2026-11-26T11:59:30Z'))
  let now = host
  for (let i = 0; i < 8; i++) {
    now.clock.turn(MINUTE)
    // sometimes on disk, sometimes not yet
    if (i % 2 === 0) await now.settled()
    now = hosts.crash(undefined, { at: now.clock.now() })
    await now.runtime.recover()
    await now.triggers.start()
    await now.settled()
  }
  now.clock.turn(1000)
  await now.settled()
  const dues = (await duesOf(now, id)).map((due) => due.slice(11, 16))
  expect(dues).toEqual(Array.from({ length: 8 }, (_, i) => `12:0${i}`))
})

test('10,000 schedules share one timer', async () => {
  const host = hosts.first(undefined, { at: at('2026-11-26T11:30:00Z') })
  await host.triggers.start()
  const document = startedBy('start/schedule', { cron: '0 * * * *' })
  const [hat] = document.blocks
  const hats = Array.from({ length: 2000 }, (_, i) => ({ ...hat, id: `h${i}`, name: `At ${i}` }))
  for (let i = 0; i < 5; i++)
    await switchOn(host, { ...document, blocks: hats as typeof document.blocks, links: [] })
  let timers = 0
  const { after } = host.clock
  host.clock.after = (ms, then) => {
    timers += 1
    return after(ms, then)
  }
  host.triggers.woke()
  expect(timers).toBeLessThan(3)
  expect(host.triggers.list()).toHaveLength(10_000)
})
