import { describe, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import { viewOf } from '#shared/run'
import { flowOf } from '../../tests/support/flow-of.ts'
import { handClock } from '../../tests/support/hand-clock.ts'
import { emptyDisk } from '../../tests/support/memory-journal.ts'
import { testCatalog } from '../../tests/support/test-blocks.ts'
import { heldActs, settled, type TestHost, testHost, testRunners } from '../../tests/support/test-runtime.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const call = (id: string, flow: string, to: readonly string[] = []) => ({
  ...{ id, type: 'control/call-flow', config: { flow }, to },
})
const act = (id: string) => ({ id, type: 'test/act' })
const caller = flowOf([
  start('call'),
  call('call', 'flw_child', ['next>after']),
  { id: 'after', type: 'test/compute' },
])
const callee = flowOf(
  [
    { id: 'hat', type: 'start/called', to: { next: 'act' } },
    { ...act('act'), to: { next: 'end' } },
    { id: 'end', type: 'control/return', config: { value: 'child: {{ input }}' } },
  ],
  { id: 'flw_child', name: 'Child' },
)
const keep = (host: TestHost, ...documents: FlowDocument[]) => {
  for (const document of documents) host.versions.set(JSON.stringify(document), document)
}
const childOf = (host: TestHost, id: string) =>
  [...host.disk.runs.values()].map(({ row }) => row).find((row) => row.parent?.runId === id)

describe('a called flow', () => {
  test('is a run of its own, linked to its parent, and gives back its output', async () => {
    const host = testHost()
    keep(host, callee)
    const id = host.start(caller, { input: 'hello' })
    expect(await host.over(id)).toMatchObject({ status: 'succeeded', output: 'child: hello', steps: 3 })
    const child = childOf(host, id)
    expect(child).toMatchObject({
      ...{ flowId: 'flw_child', flowName: 'Child', status: 'succeeded', parent: { runId: id, step: 1 } },
      trigger: { type: 'start/called', block: 'hat', value: 'hello' },
    })
    const { steps } = viewOf(host.events(id), caller, testCatalog)
    expect(steps[1]).toMatchObject({ seq: 1, block: 'call', child: child?.id, output: 'child: hello' })
  })

  test('keeps the version it had at the call, whatever is saved meanwhile', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    keep(host, callee)
    const id = host.start(caller, { input: 1 })
    await settled()
    keep(host, flowOf([{ id: 'hat', type: 'start/called' }], { id: 'flw_child', name: 'Newer' }))
    acts.letGo('act')
    expect((await host.over(id)).output).toBe('child: done')
    expect((await host.over(host.start(caller, { input: 2 }))).output).toBe(2)
  })

  test('is cancelled with its parent', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    keep(host, callee)
    const id = host.start(caller)
    await settled()
    expect(host.runtime.get(id)?.status).toBe('waiting')
    host.runtime.cancel(id)
    await host.over(id)
    await settled()
    expect(childOf(host, id)?.status).toBe('cancelled')
  })

  test('that is dropped with the branch it is in is cancelled too', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    keep(host, callee)
    const flow = flowOf([
      start(['call', 'quick']),
      call('call', 'flw_child'),
      { ...act('quick'), to: { next: 'return' } },
      { id: 'return', type: 'control/return', config: { value: 1 } },
    ])
    const id = host.start(flow)
    await settled()
    acts.letGo('quick')
    expect((await host.over(id)).output).toBe(1)
    await settled()
    expect(childOf(host, id)?.status).toBe('cancelled')
  })

  test('that fails, or is cancelled, fails the step; a try around it catches that', async () => {
    const failing = flowOf(
      [
        { id: 'hat', type: 'start/called', to: { next: 'no' } },
        { id: 'no', type: 'control/fail', config: { message: 'No.' } },
      ],
      { id: 'flw_child', name: 'Child' },
    )
    const host = testHost()
    keep(host, failing)
    expect(await host.over(host.start(caller))).toMatchObject({
      status: 'failed',
      error: { code: 'child.failed', message: 'The flow "Child" that was called failed: No.' },
    })
    const caught = flowOf([
      start('try'),
      { id: 'try', type: 'control/try', to: ['try>call', 'catch>say'] },
      call('call', 'flw_child'),
      { id: 'say', type: 'data/text', config: { text: '{{ input.code }} in {{ input.block }}' } },
    ])
    expect((await host.over(host.start(caught))).output).toBe('child.failed in call')

    const acts = heldActs()
    const second = testHost({ runners: acts.runners })
    keep(second, callee)
    const id = second.start(caller)
    await settled()
    second.runtime.cancel(childOf(second, id)?.id ?? '')
    expect((await second.over(id)).error?.code).toBe('child.cancelled')
  })

  test('that is interrupted leaves its parent waiting, and goes on when a person answers', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    keep(host, callee)
    const id = host.start(caller, { input: 'x' })
    await settled()
    const next = testHost({ disk: host.disk, versions: host.versions, clock: host.clock })
    await next.runtime.recover()
    await settled()
    const child = childOf(next, id)
    expect([next.runtime.get(id)?.status, next.runtime.get(child?.id ?? '')?.status]).toEqual([
      'waiting',
      'interrupted',
    ])
    await next.runtime.answer(child?.id ?? '', { do: 'give', value: 'by hand' })
    expect((await next.over(id)).output).toBe('child: by hand')
  })

  test('may be 50 deep, not deeper', async () => {
    const host = testHost()
    const endless = flowOf(
      [{ id: 'hat', type: 'start/called', to: { next: 'call' } }, call('call', 'flw_child')],
      {
        ...{ id: 'flw_child', name: 'Child' },
      },
    )
    keep(host, endless)
    const ended = await host.over(host.start(caller))
    expect(ended.status).toBe('failed')
    expect(ended.error?.message).toContain('Flows called one another 50 deep')
    expect(host.disk.runs.size).toBe(51)
  })

  test('counts towards no limit and no overlap', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners, running: 1 })
    const single = { ...callee, settings: { overlap: 'skip' as const } }
    keep(host, single)
    const twice = flowOf([start(['a', 'b']), call('a', 'flw_child'), call('b', 'flw_child')])
    const id = host.start(twice, { input: 'x' })
    await settled()
    const other = host.start(flowOf([{ id: 'start', type: 'start/manual' }], { id: 'flw_other' }))
    await settled()
    expect(host.disk.runs.get(other)?.row.status).toBe('succeeded')
    acts.letGo('act')
    acts.letGo('act')
    const { status, error } = await host.over(id)
    expect([status, error]).toEqual(['succeeded', undefined])
  })

  test('is refused where there is none, where it cannot be called, where it has problems', async () => {
    const host = testHost()
    const broken = { ...callee, id: 'flw_broken', links: [{ from: 'hat', out: 'next', to: 'nowhere' }] }
    keep(host, flowOf([{ id: 'x', type: 'start/manual' }], { id: 'flw_uncalled' }), broken)
    const codeOf = async (flow: string) => {
      const asked = flowOf([start('call'), call('call', flow)])
      return (await host.over(host.start(asked))).error?.code
    }
    expect(await codeOf('flw_none')).toBe('call.no-flow')
    expect(await codeOf('flw_uncalled')).toBe('call.no-start')
    expect(await codeOf('flw_broken')).toBe('flow.has-problems')
  })

  test('stops before its first block when somebody steps into the call', async () => {
    const host = testHost()
    keep(host, callee)
    const id = host.start(caller, { input: 'x', breakpoints: [{ block: 'call' }] })
    await settled()
    await host.runtime.step(id, { how: 'into' })
    await settled()
    const child = childOf(host, id)?.id ?? ''
    expect(host.runtime.standing(child)).toMatchObject({ pointers: [{ block: 'hat', input: 'x' }] })
    await host.runtime.continue(child)
    await settled()
    expect(host.runtime.standing(id)).toMatchObject({ why: 'step', pointers: [{ block: 'after' }] })
    await host.runtime.continue(id)
    expect((await host.over(id)).status).toBe('succeeded')
  })
})

type Life = { acts: number; crashes: number }

/** Runs the caller on a machine that dies after so many entries, then on new ones until it is over. */
async function withCrash(entries: number, life: Life) {
  const disk = emptyDisk()
  let clock = handClock()
  const versions = new Map([[JSON.stringify(safe), safe]])
  let id = ''
  for (let i = 0; i < 5; i++) {
    let dead = false
    const runners = testRunners(async (_block, _key, value) => {
      if (dead) await new Promise(() => {})
      life.acts++
      return value
    })
    const host = testHost({ disk, clock, versions, runners })
    if (i === 0) host.journal.entriesLeft = entries
    const died = new Promise<'died'>((resolve) => {
      host.journal.onDeath = () => {
        dead = true
        resolve('died')
      }
    })
    if (i === 0) id = host.start(caller, { input: 'x' })
    else await host.runtime.recover()
    const row = await Promise.race([host.over(id), died])
    if (row !== 'died') {
      await settled()
      return { row, runs: [...disk.runs.values()].map((one) => one.row) }
    }
    life.crashes++
    // the row of a run and its first entry are one commit
    for (const [run, { entries: kept }] of disk.runs) if (kept.length === 0) disk.runs.delete(run)
    clock = handClock(clock.now())
  }
  throw new Error('it never ended')
}
/** May be done again, so that no person has to be asked. */
const safe: FlowDocument = {
  ...callee,
  blocks: callee.blocks.map((block) => (block.id === 'act' ? { ...block, type: 'test/act-safely' } : block)),
}

describe('a crash of caller or child', () => {
  test('at every entry of the journal: the parent finds its child, and nothing is started twice', async () => {
    const life: Life = { acts: 0, crashes: 0 }
    for (let entries = 1; entries < 30; entries++) {
      const before = life.crashes
      const { row, runs } = await withCrash(entries, life)
      expect(row).toMatchObject({ status: 'succeeded', output: 'child: x' })
      expect(runs.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
      if (life.crashes === before) break
    }
    expect(life.crashes).toBeGreaterThan(8)
  })

  test('between the end of the parent and the end of the child: the child is cancelled then', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    keep(host, callee)
    const id = host.start(caller)
    await settled()
    const child = childOf(host, id)?.id ?? ''
    host.journal.entriesLeft = 1
    host.runtime.cancel(id)
    await settled()
    expect(host.journal.dead).toBe(true)
    expect(host.disk.runs.get(child)?.row.status).not.toBe('cancelled')
    const parent = host.disk.runs.get(id)
    if (parent) parent.row.status = 'cancelled'
    const next = testHost({ disk: host.disk, versions: host.versions, clock: host.clock })
    await next.runtime.recover()
    await settled()
    expect(next.disk.runs.get(child)?.row.status).toBe('cancelled')
  })
})
