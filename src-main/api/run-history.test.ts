import { describe, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import { type StepView, viewOf } from '#shared/run'
import { flowOf } from '../../tests/support/flow-of.ts'
import { testCatalog } from '../../tests/support/test-blocks.ts'
import { heldActs, settled, type TestHost, testHost } from '../../tests/support/test-runtime.ts'
import { RunHistory } from './run-history.ts'

const loop = (times: number): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'each' } },
    { id: 'each', type: 'control/repeat', config: { times }, to: { each: 'log', next: 'end' } },
    { id: 'log', type: 'say/log', config: { text: 'pass {{ index }}' } },
    { id: 'end', type: 'control/return', config: { value: '{{ index }}' } },
  ])

const historyOf = (host: TestHost) =>
  new RunHistory(host.journal, { load: (id) => host.versions.get(id), newest: () => undefined }, testCatalog)

async function allPages(host: TestHost, id: string, limit: number, block?: string): Promise<StepView[]> {
  const history = historyOf(host)
  const versionId = host.journal.get(id)?.versionId as string
  const steps: StepView[] = []
  for (let after: string | null = '-1'; after !== null; ) {
    const page = await history.page({ id, versionId, after: Number(after), limit, block })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    steps.push(...page.items)
    after = page.next
  }
  return steps
}

const whole = (host: TestHost, id: string): StepView[] =>
  viewOf(host.events(id), host.versions.get(host.journal.get(id)?.versionId as string), testCatalog).steps

describe('the steps of a run, page by page', () => {
  test.each([1, 7, 500])('are all of them, once each, in order: %i a page', async (limit) => {
    const host = testHost()
    const id = host.start(loop(40))
    await host.over(id)
    expect(await allPages(host, id, limit)).toEqual(whole(host, id))
    expect(await allPages(host, id, limit, 'log')).toEqual(
      whole(host, id).filter(({ block }) => block === 'log'),
    )
  })

  test('also of a run with more steps than are kept ready, and of one block alone', async () => {
    const host = testHost()
    const id = host.start(loop(60_000))
    await host.over(id)
    const steps = await allPages(host, id, 20_000)
    expect(steps.map(({ seq }) => seq)).toEqual(Array.from({ length: 60_003 }, (_, seq) => seq))
    // the loop itself began before the first page ended and ended after the last one began
    expect(steps[1]).toMatchObject({ block: 'each', status: 'succeeded', passes: 60_000 })
    const logs = await allPages(host, id, 30_000, 'log')
    expect(logs).toHaveLength(60_000)
    expect(logs.at(-1)?.logs?.[0]?.text).toBe('pass 59999')
  })

  test('of a run that is alive are as they are now, each time', async () => {
    const outside = heldActs()
    const host = testHost({ runners: outside.runners })
    const id = host.start(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: 'a' } },
        { id: 'a', type: 'test/act', to: { next: 'b' } },
        { id: 'b', type: 'test/act' },
      ]),
    )
    const history = historyOf(host)
    const statuses = async () => {
      await settled()
      const versionId = host.journal.get(id)?.versionId as string
      const { items } = await history.page({ id, versionId, after: -1, limit: 10 })
      return items.map(({ block, status }) => `${block} ${status}`)
    }
    expect(await statuses()).toEqual(['start succeeded', 'a running'])
    outside.letGo('a')
    expect(await statuses()).toEqual(['start succeeded', 'a succeeded', 'b running'])
    outside.letGo('b')
    expect(await statuses()).toEqual(['start succeeded', 'a succeeded', 'b succeeded'])
  })

  test('can be asked for by many at once', async () => {
    const host = testHost()
    const id = host.start(loop(3000))
    await host.over(id)
    const history = historyOf(host)
    const versionId = host.journal.get(id)?.versionId as string
    const pages = await Promise.all(
      [-1, 99, 1999, 2900, -1].map((after) => history.page({ id, versionId, after, limit: 50 })),
    )
    for (const [i, after] of [-1, 99, 1999, 2900, -1].entries())
      expect(pages[i]?.items).toEqual(whole(host, id).slice(after + 1, after + 51))
  })
})
