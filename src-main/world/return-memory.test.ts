import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const file = pathToFileURL(join(import.meta.dirname, 'return-memory.ts')).href

type Seen = { before: number; after: number; asked: number }

/**
 * A process that has had a burst of work. MB that its heap holds then and after 20 looks, and how often all of it
 * was gone through.
 * @param meanwhile what it does in a turn of the event loop from then on
 */
function afterBurst(meanwhile: string): Seen {
  const script = `
    import { constants, PerformanceObserver } from 'node:perf_hooks'
    import { getHeapStatistics } from 'node:v8'
    import { setTimeout as pause } from 'node:timers/promises'
    import { returnMemory } from '${file}'
    const held = () => getHeapStatistics().total_physical_size / 2 ** 20
    let asked = 0
    const observer = new PerformanceObserver((list) => {
      for (const { detail } of list.getEntries())
        if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) asked += 1
    })
    observer.observe({ entryTypes: ['gc'] })
    let looks = 0
    const clock = { monotonic: () => performance.now(), after: (_, then) => (setTimeout(() => { looks += 1; then() }, 50), () => {}) }
    {
      const kept = []
      for (let i = 0; i < 500_000; i++) kept.push({ i, list: [i], text: 'x' + i })
    }
    await pause(10)
    asked = 0
    const before = held()
    returnMemory(clock)
    while (looks < 20) ${meanwhile}
    await pause(10)
    console.log(JSON.stringify({ before, after: held(), asked }))
    process.exit()`
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--no-warnings', '-e', script],
    { encoding: 'utf8', timeout: 60_000 },
  )
  expect([status, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

test('a process that waits gives back what a burst of work left, and asks for it once', () => {
  const { before, after, asked } = afterBurst('await pause(10)')
  expect(before).toBeGreaterThan(40)
  expect(after).toBeLessThan(before / 4)
  expect(asked).toBeGreaterThan(0)
  // V8 goes through the heap until nothing more is found
  expect(asked).toBeLessThan(10)
})

test('one that is at work is not held up', () => {
  expect(
    afterBurst(
      '{ const until = Date.now() + 10; while (Date.now() < until); await new Promise(setImmediate) }',
    ).asked,
  ).toBe(0)
})
