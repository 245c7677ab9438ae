import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const file = pathToFileURL(join(import.meta.dirname, 'hold-young-space.ts')).href

/** MB of the space for new objects in a process that has computed for long; V8's own limit depends on the machine. */
function youngSpaceAfterWork(prelude: string): number {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8'
    ${prelude}
    const kept = []
    for (let turn = 0; turn < 400; turn++) {
      for (let i = 0; i < 40_000; i++) kept[i % 20_000] = { i, list: [i], text: 'x' + i }
      await new Promise((resolve) => setImmediate(resolve))
    }
    const { space_size } = getHeapSpaceStatistics().find((one) => one.space_name === 'new_space')
    console.log(space_size / 2 ** 20)`
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--max-semi-space-size=64', '--input-type=module', '--no-warnings', '-e', script],
    { encoding: 'utf8' },
  )
  expect([status, stderr]).toEqual([0, ''])
  return Number(stdout)
}

test('the space for new objects stays where a process that computes for long has enough', () => {
  const free = youngSpaceAfterWork('')
  const held = youngSpaceAfterWork(`
    import { holdYoungSpace } from '${file}'
    holdYoungSpace()
    holdYoungSpace()`)
  // V8 doubles it; the observer hears of it a turn later
  expect(held).toBeLessThanOrEqual(64)
  expect(held).toBeLessThan(free)
})
