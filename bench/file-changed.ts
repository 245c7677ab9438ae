/**
 * Watched folders of the built program: from the moment a file has stood still for as long as it has to, to the start
 * of its run; many files at once; memory with many files in the folder.
 * node bench/file-changed.ts  (after: npm run build)
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FlowDocument, JsonObject } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { flowOf } from '../tests/support/flow-of.ts'
import { figureOf, keep } from './measure.ts'
import { repeatLoop } from './support/bench-flows.ts'
import { type ServedHost, serveBuilt } from './support/served-host.ts'

const ROUNDS = 3
const FILES = 200
const MANY = 10_000
const SETTLE_MS = 500

const top = realpathSync(mkdtempSync(join(tmpdir(), 'blockloom-bench-files-')))
const newFolder = (name: string): string => {
  const folder = join(top, name)
  mkdirSync(folder)
  return folder
}

/** Runs of it may overlap, so that none waits for the one before. */
const watching = (folder: string, rest: JsonObject = {}): FlowDocument =>
  flowOf(
    [
      {
        id: 'hat',
        type: 'start/file-changed',
        config: { folders: [folder], settle: `${SETTLE_MS}ms`, ...rest },
        to: { next: 'set' },
      },
      { id: 'set', type: 'data/set-fields', config: { fields: { seen: true }, keep: false } },
    ],
    { settings: { overlap: 'parallel', concurrency: 64 } },
  )

/** The runs of a flow, once there are so many. */
async function runsOf(host: ServedHost, flow: string, count: number): Promise<RunSummary[]> {
  type Page = { items: RunSummary[]; next: string | null }
  type Trigger = { flowId: string; fired: number }
  for (;;) {
    const triggers = await host.get<Trigger[]>('/triggers')
    if ((triggers.find(({ flowId }) => flowId === flow)?.fired ?? 0) >= count) break
    await pause(20)
  }
  const runs: RunSummary[] = []
  for (let after = ''; ; ) {
    const page = await host.get<Page>(`/runs?flow=${flow}&limit=500${after}`)
    runs.push(...page.items)
    if (page.next === null) return runs
    after = `&after=${page.next}`
  }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number

/** Files one after the other. @returns ms from when each was settled to the start of its run, sorted */
async function delays(host: ServedHost, round: number): Promise<number[]> {
  const folder = newFolder(`one-by-one-${round}`)
  const flow = await host.switchOn(watching(folder))
  const settledAt = new Map<string, number>()
  for (let i = 0; i < FILES; i++) {
    writeFileSync(join(folder, `f${i}.txt`), 'x'.repeat(1000))
    settledAt.set(`f${i}.txt`, Date.now() + SETTLE_MS)
    await pause(20 + (i % 7) * 3)
  }
  const runs = await runsOf(host, flow, FILES)
  return runs
    .map(({ trigger, startedAt }) => {
      const { file } = trigger.value as { file: { name: string } }
      return (startedAt ?? Number.NaN) - (settledAt.get(file.name) ?? Number.NaN)
    })
    .sort((a, b) => a - b)
}

/** Many files as fast as they can be written. @returns how long after the last was settled its run began */
async function atOnce(host: ServedHost, round: number): Promise<{ ms: number; delay: number }> {
  const folder = newFolder(`at-once-${round}`)
  const flow = await host.switchOn(watching(folder))
  await host.beginDelay()
  for (let i = 0; i < MANY; i++) writeFileSync(join(folder, `f${i}.txt`), 'x')
  const settled = Date.now() + SETTLE_MS
  const runs = await runsOf(host, flow, MANY)
  const { p99 } = await host.endDelay()
  if (new Set(runs.map(({ trigger }) => JSON.stringify(trigger.value))).size !== MANY)
    throw new Error(`${runs.length} runs for ${MANY} files`)
  return { ms: Math.max(...runs.map(({ startedAt }) => startedAt ?? Number.NaN)) - settled, delay: p99 }
}

/**
 * MB that watching so many files that are there takes, beside an empty folder that is watched already.
 * @param warm the host has worked before: its heap has the size that it comes to anyway
 */
async function memory(warm: boolean): Promise<number> {
  const folder = newFolder(`there-${performance.now()}`)
  for (let i = 0; i < MANY; i++)
    writeFileSync(join(folder, `a file with a name of some length ${i}.txt`), 'x')
  const host = await serveBuilt()
  await host.switchOn(watching(newFolder(`empty-${performance.now()}`)))
  if (warm) await host.run(await host.keep(repeatLoop(300_000)))
  await pause(2000)
  const before = host.memory().nowMb
  await host.switchOn(watching(folder))
  // what arming took for a moment is given back by then
  await pause(4000)
  const { nowMb } = host.memory()
  await host.stop()
  return nowMb - before
}

const medians: number[] = []
const p99s: number[] = []
const bursts: { ms: number; delay: number }[] = []
const host = await serveBuilt({ probed: true })
await delays(host, 0)
for (let round = 1; round <= ROUNDS; round++) {
  const sorted = await delays(host, round)
  medians.push(at(sorted, 0.5))
  p99s.push(at(sorted, 0.99))
}
for (let round = 1; round <= ROUNDS; round++) bursts.push(await atOnce(host, round))
await host.stop()
const grown: number[] = []
const warmGrown: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  grown.push(await memory(false))
  warmGrown.push(await memory(true))
}
keep('file-changed', [
  figureOf('a file that has stood still, until its run begins', 'ms', medians),
  figureOf('the same, 99 of 100 within', 'ms', p99s),
  figureOf(
    '10,000 files at once, from the last having stood still until the last run begins',
    'ms',
    bursts.map(({ ms }) => ms),
  ),
  figureOf(
    'the same, delay of the event loop meanwhile, 99 of 100 within',
    'ms',
    bursts.map(({ delay }) => delay),
  ),
  figureOf('memory for 10,000 files that are watched, in a host that did nothing yet', 'MB', grown),
  figureOf('the same, in one that has worked', 'MB', warmGrown),
])
rmSync(top, { recursive: true, force: true })
