import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import type { Trigger } from '#shared/run'
import { type DiskHost, diskHosts } from '../../tests/support/disk-host.ts'
import { flowOf } from '../../tests/support/flow-of.ts'
import { heldActs, testRunners, thrownBy } from '../../tests/support/test-runtime.ts'

let hosts: ReturnType<typeof diskHosts>
beforeEach(() => {
  hosts = diskHosts()
})
afterEach(() => hosts.remove())

type Done = { block: string; key: string; value: Json }

/** Runners that write down what they did; the named blocks fail. */
function doing(...failing: string[]) {
  const done: Done[] = []
  const fails = new Set(failing)
  const runners = testRunners(async (block, key, value) => {
    done.push({ block, key, value })
    if (fails.has(block)) throw new Error(`${block} broke`)
    return `${block} did`
  })
  return { done, fails, runners, keys: () => done.map(({ block, key }) => `${block} ${key}`) }
}

const trigger: Trigger = { type: 'test/knock', block: 'start', at: 1, value: { who: 'me' } }
const knocked = (times: number) =>
  flowOf([
    {
      id: 'start',
      type: 'test/knock',
      options: { retry: { times, wait: '10s', backoff: 'linear', jitter: false } },
      to: { next: 'act' },
    },
    { id: 'act', type: 'test/act' },
  ])
const chain = flowOf(
  [
    { id: 'start', type: 'start/manual', to: { next: 'one' } },
    { id: 'one', type: 'test/act', to: { next: 'count' } },
    { id: 'count', type: 'data/change-variable', config: { name: 'n', by: 1 }, to: { next: 'two' } },
    { id: 'two', type: 'test/act', name: 'Second', to: { next: 'end' } },
    { id: 'end', type: 'control/return', config: { value: ['{{ input }}', '{{ vars.n }}'] } },
  ],
  { variables: [{ name: 'n', value: 0 }] },
)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code,
  )
const dead = async (host: DiskHost) =>
  (await host.store.runs.list({ letter: 'dead' }, { limit: 100 })).items.map(({ id }) => id)
const runOf = async (host: DiskHost, id: string) => await host.store.runs.get(id)

describe("a failed run that a trigger started is first retried as a whole by the trigger's own retry option", () => {
  test('with its backoff, then goes to dead letters with its input and error', async () => {
    const { done, runners } = doing('act')
    const host = hosts.first(runners)
    const id = await host.start(knocked(2), { trigger })
    await host.settled()
    expect(await runOf(host, id)).toMatchObject({ status: 'failed', trigger })
    expect(await dead(host)).toEqual([])
    hosts.clock.turn(9_999)
    await host.settled()
    expect(done).toHaveLength(1)
    hosts.clock.turn(1)
    await host.settled()
    expect(done).toHaveLength(2)
    hosts.clock.turn(19_999)
    await host.settled()
    expect(done).toHaveLength(2)
    hosts.clock.turn(1)
    await host.settled()
    expect(done.map(({ value }) => value)).toEqual([{ who: 'me' }, { who: 'me' }, { who: 'me' }])
    expect(new Set(done.map(({ key }) => key)).size).toBe(3)
    const [letter = '', ...more] = await dead(host)
    expect(more).toEqual([])
    expect(await runOf(host, letter)).toMatchObject({
      status: 'failed',
      attempt: 3,
      trigger,
      error: { message: expect.stringContaining('act broke') },
      origin: { from: 'start' },
    })
  })

  test('and its wait survives a restart, never longer than planned', async () => {
    const { done, fails, runners } = doing('act')
    const host = hosts.first(runners)
    await host.start(knocked(1), { trigger })
    await host.settled()
    hosts.clock.turn(4_000)
    const next = hosts.crash(runners)
    fails.clear()
    await next.runtime.recover()
    await next.settled()
    hosts.clock.turn(5_999)
    await next.settled()
    expect(done).toHaveLength(1)
    hosts.clock.turn(1)
    await next.settled()
    expect(done).toHaveLength(2)
    expect(await dead(next)).toEqual([])
    const { items } = await next.store.runs.list({}, { limit: 10 })
    expect(items.map(({ status, attempt }) => [status, attempt])).toEqual([
      ['succeeded', 2],
      ['failed', undefined],
    ])
  })

  test('but one that a person started is not', async () => {
    const { done, runners } = doing('one')
    const host = hosts.first(runners)
    await host.start(chain)
    await host.settled()
    expect(hosts.clock.next()).toBeUndefined()
    expect(done).toHaveLength(1)
    expect(await dead(host)).toEqual([])
  })

  test('and sees in `run.attempt` which one it is', async () => {
    const document = flowOf([
      { id: 'start', type: 'test/knock', options: { retry: { times: 1, wait: '1s' } }, to: { next: 'text' } },
      { id: 'text', type: 'control/fail', config: { message: 'try {{ run.attempt }}' } },
    ])
    const host = hosts.first()
    await host.start(document, { trigger })
    await host.settled()
    hosts.clock.turn(60_000)
    await host.settled()
    const { items } = await host.store.runs.list({}, { limit: 10 })
    expect(items.map(({ error }) => error?.message)).toEqual(['try 2', 'try 1'])
  })
})

describe('from dead letters', () => {
  const withLetter = async (...failing: string[]) => {
    const acts = doing(...failing)
    const host = hosts.first(acts.runners)
    const id = await host.start(knocked(0), { trigger })
    await host.settled()
    return { ...acts, host, id }
  }

  test('a run is dismissed, and stays so over a restart', async () => {
    const { host, id } = await withLetter('act')
    expect(await dead(host)).toEqual([id])
    await host.runtime.dismiss(id)
    const next = hosts.crash()
    expect(await dead(next)).toEqual([])
    expect(await runOf(next, id)).toMatchObject({ status: 'failed', letter: 'dismissed' })
    expect(await code(next.runtime.dismiss(id))).toBe('run.not-dead')
  })

  test('a run that is retried leaves them, and comes back as another when it fails again', async () => {
    const { host, id } = await withLetter('act')
    const again = await host.runtime.retry(id, { from: 'failed' })
    await host.settled()
    expect(await runOf(host, id)).toMatchObject({ letter: 'retried' })
    expect(await dead(host)).toEqual([again])
  })
})

describe('each re-run is a new run that names the one it came from', () => {
  test('from the start: everything again, under keys of its own', async () => {
    const { fails, runners, keys } = doing('two')
    const host = hosts.first(runners)
    const id = await host.start(chain, { input: 'in' })
    await host.settled()
    fails.clear()
    const again = await host.runtime.retry(id, { from: 'start' })
    expect(await host.over(again)).toMatchObject({
      origin: { runId: id, from: 'start' },
      output: ['two did', 1],
      trigger: { value: 'in' },
    })
    expect(keys()).toEqual([
      `one ${id}:one::0`,
      `two ${id}:two::0`,
      `one ${again}:one::0`,
      `two ${again}:two::0`,
    ])
  })

  test("from the failed step: values kept, the origin's run id in its keys, over a restart too", async () => {
    const { fails, runners, keys } = doing('two')
    const host = hosts.first(runners)
    const id = await host.start(chain, { input: 'in' })
    await host.settled()
    const second = await host.runtime.retry(id, { from: 'failed' })
    await host.settled()
    const next = hosts.crash(runners)
    fails.clear()
    const third = await next.runtime.retry(second, { from: 'failed' })
    expect(await next.over(third)).toMatchObject({
      origin: { runId: second, from: 'failed' },
      output: ['two did', 1],
    })
    const key = `two ${id}:two::0`
    expect(keys()).toEqual([`one ${id}:one::0`, key, key, key])
  })

  test('from a chosen block, by its name: with changed values, under keys of its own', async () => {
    const { done, runners } = doing()
    const host = hosts.first(runners)
    const id = await host.start(chain)
    await host.over(id)
    const again = await host.runtime.retry(id, {
      from: { block: 'Second' },
      input: 'mine',
      variables: { n: 10 },
    })
    expect(await host.over(again)).toMatchObject({
      origin: { runId: id, from: { block: 'two' } },
      output: ['two did', 10],
      steps: 2,
    })
    expect(done.at(-1)).toEqual({ block: 'two', key: `${again}:two::0`, value: 'mine' })
  })

  test('is taken up at the exact step after a crash, like any other', async () => {
    const { fails, runners, keys } = doing('two')
    const host = hosts.first(runners)
    const id = await host.start(chain)
    await host.settled()
    fails.clear()
    const held = heldActs()
    const second = hosts.crash(held.runners)
    const again = await second.runtime.retry(id, { from: 'failed' })
    await second.settled()
    const third = hosts.crash(runners)
    await third.runtime.recover()
    await third.settled()
    expect(third.runtime.get(again)?.status).toBe('interrupted')
    await third.runtime.answer(again, { do: 'retry' })
    expect(await third.over(again)).toMatchObject({ status: 'succeeded', output: ['two did', 1] })
    expect(keys().at(-1)).toBe(`two ${id}:two::0`)
  })

  test("may use the flow's newest version where the blocks it needs still exist", async () => {
    const { fails, runners } = doing('two')
    const host = hosts.first(runners)
    const id = await host.start(chain)
    await host.settled()
    fails.clear()
    const versionOf = async (blocks: typeof chain.blocks, links = chain.links) => {
      const document = { ...chain, blocks, links }
      return { versionId: await host.store.flows.version(document), document }
    }
    const other = await versionOf(
      chain.blocks.map((one) => (one.id === 'end' ? { ...one, config: { value: 'newer' } } : one)),
    )
    const again = await host.runtime.retry(id, { from: 'failed', version: other })
    expect(await host.over(again)).toMatchObject({ output: 'newer', versionId: other.versionId })
    const without = await versionOf(
      chain.blocks.filter((one) => one.id !== 'two'),
      chain.links.filter((one) => one.from !== 'two' && one.to !== 'two'),
    )
    expect(await code(host.runtime.retry(id, { from: 'failed', version: without }))).toBe(
      'run.version-differs',
    )
    expect(await host.over(await host.runtime.retry(id, { from: 'start', version: without }))).toMatchObject({
      status: 'succeeded',
    })
  })

  test('is refused in plain words where there is nothing to start from', async () => {
    const { runners } = doing()
    const host = hosts.first(runners)
    const id = await host.start(chain)
    await host.over(id)
    const { retry } = host.runtime
    expect(await code(retry(id, { from: 'failed' }))).toBe('run.did-not-fail')
    expect(await code(retry(id, { from: { block: 'nowhere' } }))).toBe('run.no-such-block')
    expect(await code(retry('run_x', { from: 'start' }))).toBe('run.not-found')
    const held = hosts.crash(heldActs().runners)
    const going = await held.start(chain)
    expect(await code(held.runtime.retry(going, { from: 'start' }))).toBe('run.not-over')
  })
})

describe('stop everything', () => {
  test('cancels every run and refuses new ones, over restarts too, until somebody says to go on', async () => {
    const host = hosts.first(heldActs().runners)
    const ids = [await host.start(chain), await host.start(chain), await host.start(knocked(3), { trigger })]
    await host.settled()
    expect(await host.runtime.stopAll()).toBe(3)
    await host.settled()
    for (const id of ids) expect(await runOf(host, id)).toMatchObject({ status: 'cancelled' })
    const next = hosts.crash()
    await next.runtime.recover()
    expect(
      thrownBy(() => next.runtime.start({ flowId: 'f', versionId: 'v', document: chain })),
    ).toMatchObject({ code: 'host.stopped-all', fix: expect.stringContaining('resume-all') })
    expect(await code(next.runtime.retry(ids[0] as string, { from: 'start' }))).toBe('host.stopped-all')
    await next.runtime.resumeAll()
    const last = hosts.crash()
    expect(last.runtime.stoppedSince()).toBeNull()
    expect(await last.over(await last.start(chain))).toMatchObject({ status: 'succeeded' })
  })

  test('reaches runs that a crash kept from hearing it, and retries that wait for their time', async () => {
    const { runners } = doing('act')
    const host = hosts.first(runners)
    await host.start(knocked(3), { trigger })
    await host.settled()
    const held = hosts.crash(heldActs().runners)
    const going = await held.start(chain)
    await held.settled()
    const alone = hosts.crash()
    // a host that took nothing up, as a command that runs alone
    expect(await alone.runtime.stopAll()).toBe(2)
    expect(await runOf(alone, going)).toMatchObject({ status: 'cancelled' })
    const next = hosts.crash(runners)
    await next.runtime.resumeAll()
    await next.runtime.recover()
    expect(hosts.clock.next()).toBeUndefined()
    expect((await next.store.runs.list({ status: 'queued' }, { limit: 10 })).items).toEqual([])
  })

  test('that came only to the switch before a crash is carried out at the next start', async () => {
    const host = hosts.first(heldActs().runners)
    const id = await host.start(chain)
    const queued = await host.start(chain)
    await host.settled()
    host.store.settings.set('stoppedSince', 1)
    const next = hosts.crash()
    await next.runtime.recover()
    await next.settled()
    for (const one of [id, queued]) expect(await runOf(next, one)).toMatchObject({ status: 'cancelled' })
  })

  test('of one flow leaves the others alone', async () => {
    const host = hosts.first(heldActs().runners)
    const ids = [await host.start(chain), await host.start(chain)]
    const other = await host.start({ ...chain, id: 'flw_other' })
    await host.settled()
    expect(await host.runtime.cancelFlow('flw_test')).toBe(2)
    await host.settled()
    for (const id of ids) expect(await runOf(host, id)).toMatchObject({ status: 'cancelled' })
    expect(host.runtime.get(other)?.status).toBe('running')
  })

  test('is on disk when it is answered: a crash right after brings no run back', async () => {
    const host = hosts.first(heldActs().runners)
    const ids = [await host.start(chain), await host.start(chain)]
    await host.settled()
    // long ago as turns go: runs are woken in one that comes later
    host.clock.turn(1000)
    await host.runtime.cancelFlow('flw_test')
    const next = hosts.crash(heldActs().runners)
    expect(next.store.journal.unfinished()).toEqual([])
    for (const id of ids) expect(await runOf(next, id)).toMatchObject({ status: 'cancelled' })
    const last = await next.start(chain)
    await next.settled()
    next.clock.turn(1000)
    await next.runtime.stopAll()
    expect(hosts.crash().store.journal.get(last)).toMatchObject({ status: 'cancelled' })
  })
})

describe('after a crash, runs that were alive', () => {
  const started = async () => {
    const host = hosts.first(heldActs().runners)
    const id = await host.start(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: 'wait' } },
        { id: 'wait', type: 'control/wait', config: { for: '5s' }, to: { next: 'end' } },
        { id: 'end', type: 'control/return', config: { value: 'waited' } },
      ]),
    )
    const queued = await host.start({ ...chain, id: 'flw_test' })
    await host.settled()
    return { id, queued, host }
  }

  test('go on by themselves (`onRestart`: `resume`, the default)', async () => {
    const { id } = await started()
    const next = hosts.crash()
    await next.runtime.recover()
    expect(await next.over(id)).toMatchObject({ output: 'waited' })
  })

  test('ask first (`ask`), and again after another crash, until a person lets them go on', async () => {
    const { id, host } = await started()
    host.store.settings.set('onRestart', 'ask')
    for (let life = 0; life < 3; life++) {
      const next = hosts.crash()
      await next.runtime.recover()
      await next.settled()
      hosts.clock.turn(60_000)
      await next.settled()
      expect(await runOf(next, id)).toMatchObject({ status: 'interrupted' })
    }
    const last = hosts.crash()
    expect(last.runtime.asked(id)).toEqual([
      { pointer: null, message: expect.stringContaining('was under way when Blockloom stopped') },
    ])
    await last.runtime.recover()
    expect(await code(last.runtime.answer(id, { do: 'skip' }))).toBe('run.answer-does-not-fit')
    await last.runtime.answer(id, { do: 'retry' })
    expect(await last.over(id)).toMatchObject({ output: 'waited' })
  })

  test('are given up (`drop`); queued ones are kept', async () => {
    const { id, queued, host } = await started()
    host.store.settings.set('onRestart', 'drop')
    const next = hosts.crash()
    await next.runtime.recover()
    await next.settled()
    expect(await runOf(next, id)).toMatchObject({ status: 'cancelled' })
    expect(await next.over(queued)).toMatchObject({ status: 'succeeded' })
  })
})

describe('an interrupted run asks: retry, skip (its input goes on), or give the value by hand', () => {
  const interrupted = async (runners: ReturnType<typeof testRunners>) => {
    const host = hosts.first(heldActs().runners)
    const id = await host.start(chain, { input: 'in' })
    await host.settled()
    const next = hosts.crash(runners)
    await next.runtime.recover()
    await next.settled()
    return { id, next }
  }

  test('says what it asks, also when no host has taken it up', async () => {
    const { id, next } = await interrupted(doing().runners)
    const asks = [
      {
        pointer: 1,
        block: 'one',
        blockName: 'one',
        path: '',
        input: 'in',
        message: expect.stringContaining('nobody knows whether it was done'),
      },
    ]
    expect(next.runtime.asked(id)).toEqual(asks)
    expect(hosts.crash().runtime.asked(id)).toEqual(asks)
  })

  test.each([
    ['retry', { do: 'retry' }, ['one', 'two'], ['two did', 1]],
    ['skip', { do: 'skip' }, ['two'], ['two did', 1]],
    ['a value', { do: 'give', value: 'by hand' }, ['two'], ['two did', 1]],
  ] as const)('%s', async (_, answer, blocks, output) => {
    const { done, runners } = doing()
    const { id, next } = await interrupted(runners)
    await next.runtime.answer(id, answer)
    expect(await next.over(id)).toMatchObject({ status: 'succeeded', output })
    expect(done.map(({ block }) => block)).toEqual(blocks)
    if (answer.do !== 'retry') expect(done[0]?.value).toBe(answer.do === 'skip' ? 'in' : 'by hand')
    expect(await code(next.runtime.answer(id, { do: 'retry' }))).toBe('run.is-over')
  })

  test('an answer is on disk when it is answered', async () => {
    const { id, next } = await interrupted(heldActs().runners)
    await next.runtime.answer(id, { do: 'skip' })
    const { done, runners } = doing()
    const last = hosts.crash(runners)
    await last.runtime.recover()
    await last.settled()
    // the second block may have started before the crash: then it is the one that is asked about
    if (last.runtime.get(id)?.status === 'interrupted') await last.runtime.answer(id, { do: 'retry' })
    await last.over(id)
    expect(done.map(({ block }) => block)).toEqual(['two'])
  })

  test('two answers to one question: the second is told that nothing is asked', async () => {
    const { id, next } = await interrupted(heldActs().runners)
    const both = [next.runtime.answer(id, { do: 'skip' }), next.runtime.answer(id, { do: 'skip' })]
    expect(await Promise.all(both.map(code))).toEqual(['done', 'run.asks-nothing'])
  })
})
