import { afterEach, describe, expect, test, vi } from 'vitest'
import type { RunSummary } from '#shared/run'
import { NO_FILTER, type RunsFilter } from '../../model/runs-filter.ts'
import { type ListedRuns, RunListing, type RunSource } from './run-listing.ts'

afterEach(() => vi.useRealTimers())

const run = (id: string, change: Partial<RunSummary> = {}): RunSummary => ({
  ...{ id, flowId: 'flw', flowName: 'Sort', versionId: 'v', status: 'succeeded', queuedAt: 1000 },
  ...{ startedAt: null, endedAt: null, durationMs: null, steps: 0 },
  trigger: { type: 'start/manual', block: 'b1', at: 0, value: null },
  ...change,
})

type Page = Awaited<ReturnType<RunSource['list']>>

/** A history whose pages and news come when the test says so. */
function history(filter: Partial<RunsFilter>) {
  const asked: object[] = []
  const answers: ((page: Page) => void)[] = []
  let tell: (news: RunSummary[]) => void = () => {}
  const source: RunSource = {
    list: (input) => {
      asked.push(input)
      return new Promise((resolve) => answers.push(resolve))
    },
    async watchAll() {
      const waiting: RunSummary[][] = []
      let wake = () => {}
      tell = (news) => {
        waiting.push(news)
        wake()
      }
      return (async function* () {
        for (;;) {
          const news = waiting.shift()
          if (news) yield news
          else
            await new Promise<void>((resolve) => {
              wake = resolve
            })
        }
      })()
    },
  }
  let state: ListedRuns | undefined
  const listing = new RunListing({ ...NO_FILTER, ...filter }, source, (now) => {
    state = now
  })
  listing.start()
  return {
    listing,
    asked,
    state: () => state as ListedRuns,
    ids: () => state?.runs?.map(({ id }) => id),
    async answer(page: Partial<Page>) {
      answers.shift()?.({ items: [], next: null, ...page })
      await vi.advanceTimersByTimeAsync(0)
    },
    async news(...runs: RunSummary[]) {
      tell(runs)
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

describe('the list of runs', () => {
  test('goes on by itself while a search found few, says how far it is, and can be stopped and taken up', async () => {
    vi.useFakeTimers()
    const { answer, asked, ids, listing, state } = history({ text: 'x' })
    await answer({ items: [run('a')], next: '1', searchedTo: 900 })
    await answer({ next: '2', searchedTo: 800 })
    expect(ids()).toEqual(['a'])
    expect(state()).toMatchObject({ searchedTo: 800, busy: true, next: '2' })
    listing.stopSearching()
    await answer({ items: [run('late')], next: '3' })
    expect(state()).toMatchObject({ searchedTo: 800, busy: false, next: '2' })
    expect(ids()).toEqual(['a'])
    listing.more()
    expect(asked.at(-1)).toMatchObject({ after: '2', text: 'x' })
    await answer({ items: [run('b')] })
    expect(ids()).toEqual(['a', 'b'])
    expect(state()).toMatchObject({ busy: false, next: null })
  })

  test('without a search asks for one page at a time', async () => {
    vi.useFakeTimers()
    const { answer, asked, listing, state } = history({ result: 'failed' })
    const many = Array.from({ length: 100 }, (_, i) => run(`r${i}`, { status: 'failed' }))
    await answer({ items: many, next: '1' })
    expect(state()).toMatchObject({ busy: false, next: '1' })
    expect(asked).toHaveLength(1)
    listing.more()
    listing.more()
    expect(asked).toHaveLength(2)
  })

  test('takes in news that fits, also what came before the list, and lets go of what no longer does', async () => {
    vi.useFakeTimers()
    const { answer, ids, news } = history({ result: 'dead' })
    await news(run('a', { letter: 'dead' }), run('b'))
    await answer({ items: [run('c', { letter: 'dead' })] })
    expect(ids()).toEqual(['c', 'a'])
    await news(run('c', { letter: 'dismissed' }))
    expect(ids()).toEqual(['a'])
  })

  test('looks through the data of new runs when they rest, before it shows them in a search', async () => {
    vi.useFakeTimers()
    const { answer, asked, ids, news } = history({ text: 'x', start: 'manual' })
    await answer({ items: [run('old')] })
    await news(run('new', { queuedAt: 5000, status: 'running' }))
    await vi.advanceTimersByTimeAsync(2000)
    expect(asked).toHaveLength(1)
    const hook = { type: 'start/webhook', block: 'b1', at: 0, value: null }
    await news(run('new', { queuedAt: 5000 }), run('other', { queuedAt: 1, trigger: hook }))
    expect(ids()).toEqual(['old'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked.at(-1)).toMatchObject({ text: 'x', since: 5000, until: 5001 })
    await answer({ items: [run('new', { queuedAt: 5000 })] })
    expect(ids()).toEqual(['old', 'new'])
  })
})
