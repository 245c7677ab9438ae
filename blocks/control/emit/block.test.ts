import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import type { Events, SentEvent } from '../../../src-main/runtime/ports.ts'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { flowOf } from '../../../tests/support/flow-of.ts'
import { emptyDisk } from '../../../tests/support/memory-journal.ts'
import { readFlow } from '../../../tests/support/run-flow.ts'
import { type TestHost, testHost } from '../../../tests/support/test-runtime.ts'
import { emit } from './block.ts'

const flow = readFlow(join(import.meta.dirname, 'fixtures', 'order-paid.flow.json'))

describeBlock(emit, import.meta.dirname, ({ output, failure, fixture }) => {
  test('passes on what arrived, also when nobody listens', async () => {
    expect((await fixture('order-paid')).output).toEqual({ order: 7, price: 12 })
    expect(await output({ name: 'x' }, 'in')).toBe('in')
  })

  test.each([
    ['{{ "" }}', 'config.required'],
    ['{{ "x".repeat(201) }}', 'event.bad-name'],
  ])('refuses the name %s', async (name, code) => {
    expect(await failure({ name })).toMatchObject({ code, details: { field: 'name' } })
  })
})

/** Keeps what was sent, once by its key, and starts a flow for each: as what takes events does it. */
function mailbox(listeners = 1) {
  const known = new Map<string, SentEvent>()
  const starts: ((event: SentEvent) => void)[] = []
  const events: Events = {
    prepare: (event) => ({
      listeners,
      send() {
        if (known.has(event.key)) return
        known.set(event.key, event)
        for (const start of starts) start(event)
      },
    }),
  }
  return { known, starts, events }
}

describe('an event', () => {
  const logOf = (host: TestHost, id: string) =>
    host.events(id).flatMap((event) => (event.kind === 'ended' ? (event.logs ?? []) : []))

  test('is handed over with who sent it and the key of the step', async () => {
    const { known, events } = mailbox(2)
    const host = testHost({ events })
    const id = host.start(flow)
    await host.over(id)
    const key = `${id}:b2::0`
    expect([...known.values()]).toEqual([
      { name: 'order-paid', payload: { order: 7 }, from: { runId: id, block: 'b2' }, key },
    ])
    expect(logOf(host, id)).toMatchObject([{ level: 'info', text: '"order-paid" starts 2 flows.' }])
  })

  test('that nobody hears is said in the log', async () => {
    const host = testHost()
    const id = host.start(flow)
    await host.over(id)
    expect(logOf(host, id)).toMatchObject([{ level: 'warn' }])
    expect(logOf(host, id)[0]?.text).toContain('Nobody listens to "order-paid"')
  })

  test('that a listener refuses fails the step, and nothing is sent', async () => {
    const { known } = mailbox()
    const refuse = () => {
      throw new AppError({ code: 'event.does-not-fit', message: 'It has no price.' })
    }
    const host = testHost({ events: { prepare: refuse } })
    expect(await host.over(host.start(flow))).toMatchObject({
      status: 'failed',
      error: { code: 'event.does-not-fit', details: { block: 'b2' } },
    })
    expect(known.size).toBe(0)
  })

  test('starts the other flow in the very commit that holds the end of its step', async () => {
    const listening = flowOf([{ id: 'heard', type: 'start/manual' }], { id: 'flw_listens' })
    const { starts, events } = mailbox()
    const commits: string[] = []
    const disk = emptyDisk()
    const host = testHost({ disk, events })
    const note = (what: string) => commits.push(`${what} in ${host.journal.commits}`)
    disk.runs.set = function (id, run) {
      if (run.row.flowId === 'flw_listens') note('started')
      const push = run.entries.push.bind(run.entries)
      run.entries.push = (entry) => {
        if (entry.kind === 'ended' && run.row.flowId !== 'flw_listens') note('ended')
        return push(entry)
      }
      return Map.prototype.set.call(this, id, run)
    }
    starts.push(({ payload }) => host.start(listening, { input: payload }))
    await host.over(host.start(flow))
    const [first, second] = commits.map((one) => one.split(' in '))
    expect(commits).toHaveLength(2)
    expect(new Set([first?.[0], second?.[0]])).toEqual(new Set(['started', 'ended']))
    expect(first?.[1]).toBe(second?.[1])
  })

  test('whose step is done again after a crash has the same key', async () => {
    const disk = emptyDisk()
    const first = testHost({ disk, events: mailbox().events })
    const id = first.start(flow)
    const died = new Promise<void>((resolve) => {
      first.journal.onDeath = resolve
    })
    first.journal.entriesLeft = 4
    await Promise.race([first.over(id), died])
    expect(disk.runs.get(id)?.entries.at(-1)?.kind).toBe('started')

    const { known, events } = mailbox()
    const second = testHost({ disk, events, clock: first.clock, versions: first.versions })
    await second.runtime.recover()
    expect(await second.over(id)).toMatchObject({ status: 'succeeded' })
    expect([...known.keys()]).toEqual([`${id}:b2::0`])
  })
})
