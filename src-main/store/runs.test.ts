import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from './open-store.ts'
import type { RunFilter } from './runs.ts'
import { countingIds, realClock, runRow, temporaryFolder } from './test-support.ts'

let remove: () => void
let store: Store
beforeEach(() => {
  const temporary = temporaryFolder()
  remove = temporary.remove
  store = openStore({ folder: temporary.folder, clock: realClock, ids: countingIds() })
  for (let n = 0; n < 10; n += 1)
    store.journal.openRun(
      runRow(`run_${n}`, {
        flowId: n % 2 ? 'flw_odd' : 'flw_even',
        status: n < 6 ? 'succeeded' : n < 8 ? 'failed' : 'running',
      }),
    )
})
afterEach(async () => {
  await store.close()
  remove()
})

const listed = async (filter: RunFilter) =>
  (await store.runs.list(filter, { limit: 50 })).items.map(({ id }) => id.slice(4)).join('')

describe('the history', () => {
  test('is newest first, of one flow, of one status', async () => {
    expect(await listed({})).toBe('9876543210')
    expect(await listed({ flow: 'flw_odd' })).toBe('97531')
    expect(await listed({ status: 'failed' })).toBe('76')
    expect(await listed({ status: 'succeeded', flow: 'flw_even' })).toBe('420')
    expect(await listed({ status: 'queued' })).toBe('')
  })

  test('comes page by page, and new runs do not shift the next one', async () => {
    const first = await store.runs.list({}, { limit: 4 })
    store.journal.openRun(runRow('run_new'))
    const second = await store.runs.list({}, { limit: 4, after: first.next as string })
    const third = await store.runs.list({}, { limit: 4, after: second.next as string })
    expect([...second.items, ...third.items].map(({ id }) => id)).toEqual(
      [5, 4, 3, 2, 1, 0].map((n) => `run_${n}`),
    )
    expect(third.next).toBeNull()
  })

  test('takes no made-up page', async () => {
    for (const after of ['x', '', 'WyJhIl0', 'W10'])
      await expect(store.runs.list({}, { limit: 4, after })).rejects.toMatchObject({
        code: 'page.invalid-cursor',
      })
  })

  test('gives one run as it stands now', async () => {
    store.journal.changeRun('run_9', { status: 'failed', error: { code: 'x', message: 'No.' } })
    expect(await store.runs.get('run_9')).toMatchObject({ status: 'failed', error: { code: 'x' } })
    expect(await store.runs.get('run_z')).toBeUndefined()
  })
})

describe('dead letters', () => {
  test('are listed by themselves, with what they do again, and stay what they are over a restart', async () => {
    const { folder, remove: removeAll } = temporaryFolder()
    const open = () => openStore({ folder, clock: realClock, ids: countingIds() })
    const first = open()
    const origin = { runId: 'run_1', from: 'start' as const }
    first.journal.openRun(runRow('run_1', { status: 'failed' }))
    first.journal.openRun(runRow('run_2', { origin, attempt: 2 }))
    first.journal.openRun(runRow('run_3', { status: 'failed', letter: 'dismissed' }))
    first.journal.changeRun('run_2', { status: 'failed', letter: 'dead' })
    await first.close()
    const again = open()
    const { items } = await again.runs.list({ letter: 'dead' }, { limit: 10 })
    expect(items).toEqual([runRow('run_2', { status: 'failed', letter: 'dead', origin, attempt: 2 })])
    await again.close()
    removeAll()
  })
})
