import { describe, expect, test } from 'vitest'
import { configProblems } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { flowOf } from '../../../tests/support/flow-of.ts'
import { settled, testHost } from '../../../tests/support/test-runtime.ts'
import { waitUntil } from './block.ts'

describeBlock(waitUntil, import.meta.dirname, ({ failure, fixture }) => {
  test('does not wait for what has passed', async () => {
    expect((await fixture('long-ago', { input: { a: 1 } })).output).toEqual({ a: 1 })
  })

  test.each(['soon', '25:00', '2026-02-30'])('refuses %s', async (time) => {
    const sentence = `"Until" needs a time or a date, but got the text "${time}"`
    expect(configProblems(waitUntil, { until: time })[0]?.message).toContain(sentence)
    const error = await failure({ until: `{{ "${time}" }}` })
    expect(error).toMatchObject({ code: 'config.wrong-kind', details: { field: 'until' } })
    expect(error.message).toContain(sentence)
  })
})

describe('waiting until', () => {
  const flow = (until: string) =>
    flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'w' } },
      { id: 'w', type: 'control/wait-until', config: { until } },
    ])
  const HOUR = 3_600_000

  test('a time of day is its next one in the zone of the machine, and the journal holds which', async () => {
    const host = testHost()
    const noon = Date.UTC(2026, 10, 23, 12)
    const id = host.start(flow('18:30'))
    await host.over(id)
    expect(host.clock.now() - noon).toBe(5.5 * HOUR)
    expect(host.events(id)).toContainEqual(
      expect.objectContaining({ kind: 'entered', config: { until: '2026-11-23T17:30:00.000Z' } }),
    )
    await host.over(host.start(flow('18:30')))
    expect(host.clock.now() - noon).toBe(29.5 * HOUR)
  })

  test('goes on over a restart', async () => {
    const first = testHost()
    const id = first.start(flow('2026-11-24 06:00'))
    await settled()
    await first.runtime.stop()
    const { clock, disk, versions } = first
    clock.turn(10 * HOUR)
    const second = testHost({ clock, disk, versions })
    await second.runtime.recover()
    await settled()
    expect(second.runtime.get(id)?.status).toBe('waiting')
    expect(await second.over(id)).toMatchObject({ status: 'succeeded' })
    expect(clock.now()).toBe(Date.UTC(2026, 10, 24, 5))
  })
})
