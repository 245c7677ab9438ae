/**
 * What a run of 100 blocks leaves in the data folder, after a clean stop: growth over 50 runs, as with the peers.
 * node bench/history.ts
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keep, measure } from './measure.ts'
import { chain } from './support/bench-flows.ts'
import { openBenchHost } from './support/bench-host.ts'

const TIMES = 3
const RUNS = 50

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

async function runs(folder: string, count: number): Promise<number> {
  const host = await openBenchHost(folder)
  const flow = await host.version(chain(100))
  for (let i = 0; i < count; i++) await flow.run()
  await host.close()
  return sizeOf(folder)
}

async function bytesPerRun(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  try {
    // the flow itself and the empty database are there before
    const before = await runs(folder, 1)
    return ((await runs(folder, RUNS)) - before) / RUNS
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

keep('history', [
  await measure('history of a run of 100 blocks on disk', 'bytes', TIMES, bytesPerRun, { atMost: 15 * 1024 }),
])
