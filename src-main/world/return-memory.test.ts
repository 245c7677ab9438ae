import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const file = pathToFileURL(join(import.meta.dirname, 'return-memory.ts')).href

type Seen = { before: number; after: number; asked: number }

/**
 * A process that has had a burst of work. MB that its heap holds then and after 20 looks, and how often V8 was
 * asked to collect.
 * @param meanwhile what it does in a turn of the event loop from then on
 */
function afterBurst(meanwhile: string, until = 'looks < 20'): Seen {
  const script = `
    import { getHeapStatistics } from 'node:v8'
    import { setTimeout as pause } from 'node:timers/promises'
    import { collector, returnMemory } from '${file}'
    const held = () => getHeapStatistics().total_physical_size / 2 ** 20
    const collect = collector()
    let asked = 0
    let looks = 0
    const clock = { monotonic: () => performance.now(), after: (_, then) => (setTimeout(() => { looks += 1; then() }, 50), () => {}) }
    {
      const kept = []
      for (let i = 0; i < 500_000; i++) kept.push({ i, list: [i], text: 'x' + i })
    }
    const before = held()
    returnMemory(clock, (how) => { asked += 1; collect(how) })
    while (${until}) ${meanwhile}
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
  const { before, after, asked } = afterBurst('await pause(500)', 'asked === 0 && looks < 400 || looks < 20')
  expect(before).toBeGreaterThan(40)
  expect(after).toBeLessThan(before / 4)
  expect(asked).toBe(1)
})

test('one that is at work is not held up', () => {
  expect(
    afterBurst(
      '{ const until = Date.now() + 10; while (Date.now() < until); await new Promise(setImmediate) }',
    ).asked,
  ).toBe(0)
})
