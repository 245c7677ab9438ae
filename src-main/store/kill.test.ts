import { afterEach, beforeEach, expect, test } from 'vitest'
import { many } from '../../tests/support/many.ts'
import { killHard, printed, runFixture } from './fixtures/run-fixture.ts'
import { openStore } from './open-store.ts'
import { countingIds, entries, realClock, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

/** lines that it has printed when it is killed */
const MOMENTS = Array.from({ length: many(3, 50) }, (_, i) => 1 + ((i * 23) % 90))
const SAYS = 'kill -9 in the middle of commits: all that was promised is there, and nothing is half there'

test(SAYS, { timeout: MOMENTS.length * 10_000 }, async () => {
  for (const lines of MOMENTS) {
    const before = runFixture('commit-for-ever.ts', folder)
    await printed(before, lines)
    await killHard(before)
    const promised = Number(before.lines.at(-1))
    const store = openStore({ folder, clock: realClock, ids: countingIds() })
    for (let n = 0; n <= promised; n += 1) {
      expect(store.journal.get(`run_${n}`)).toMatchObject({ status: 'succeeded', steps: 80 })
      expect(store.journal.read(`run_${n}`)).toEqual(entries(80))
    }
    const last = store.journal.get(`run_${promised + 1}`)
    const history = store.journal.read(`run_${promised + 1}`)
    expect(history).toEqual(entries(last === undefined ? 0 : last.status === 'running' ? 40 : 80))
    const count = store.kept.read('flw_1').count
    expect(count).toBe(last?.status === 'succeeded' ? promised + 2 : promised + 1)
    await store.close()
    remove()
  }
})
