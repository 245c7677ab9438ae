/**
 * Webhooks beside Node-RED: one transform, answered when done, 1 and 32 at once, both called by the peers' own load
 * (wrk), round by round, now one first and now the other; beside them how often this disk takes a synced write.
 * PEERS_BENCH=folder of bench.mjs PEERS_DIR=folder with nodered/ node bench/compare-webhooks.ts  (after: npm run build)
 */
import { join } from 'node:path'
import { conditions, keep } from './measure.ts'
import { transformHook } from './support/bench-flows.ts'
import { compared } from './support/comparison.ts'
import { findPeers, measurePeer, numberAt, type PeerAnswer } from './support/peers.ts'
import { serveBuilt } from './support/served-host.ts'
import { syncsPerSecond } from './support/synced-writes.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SECONDS = Number(process.env.SECS ?? 10)
const WARM_SECONDS = 3

const peers = findPeers(process.env)
if (typeof peers === 'string') {
  console.error(peers)
  process.exit(2)
}

type Load = { rps: number; p50: number; p99: number; bad: number; errs: string }
const { wrk } = (await import(join(peers.scripts, 'lib.mjs'))) as {
  wrk(url: string, lanes: number, seconds: number): Promise<Load>
}

type Ours = { one: Load; many: Load; rssMb: number; syncs: number }

/** As the peers are measured: a fresh process, a warm-up, then 1 and 32 at once. */
async function ours(): Promise<Ours> {
  const host = await serveBuilt()
  await host.switchOn(transformHook)
  const url = `${host.url}/hooks/transform`
  await wrk(url, 8, WARM_SECONDS)
  const one = await wrk(url, 1, SECONDS)
  const many = await wrk(url, 32, SECONDS)
  const { nowMb: rssMb } = host.memory()
  const syncs = syncsPerSecond(host.home)
  await host.stop()
  for (const { bad, errs } of [one, many])
    if (bad > 0 || errs) throw new Error(`${bad} calls were not answered well. ${errs}`)
  return { one, many, rssMb, syncs }
}

const our: Ours[] = []
const their: PeerAnswer[] = []
for (let i = 0; i < ROUNDS; i++) {
  console.error(`# round ${i + 1} of ${ROUNDS}`)
  if (i % 2 === 1) our.push(await ours())
  their.push(measurePeer(peers, 'webhook'))
  if (i % 2 === 0) our.push(await ours())
}

const theirs = (path: string) => their.map((answer) => numberAt(answer, path))
const mine = (of: (round: Ours) => number) => our.map(of)
const rows = [
  compared('webhook, one transform, answered when done, 32 at once', 'calls/s', {
    theirs: theirs('default_c32.rps'),
    ours: mine(({ many }) => many.rps),
    target: { ratioAtLeast: 1 },
  }),
  compared('the same: half within', 'ms', {
    theirs: theirs('default_c32.p50_ms'),
    ours: mine(({ many }) => many.p50),
  }),
  compared('the same: 99 of 100 within', 'ms', {
    theirs: theirs('default_c32.p99_ms'),
    ours: mine(({ many }) => many.p99),
  }),
  compared('the same, 1 at a time (or 0.8 of the synced writes below)', 'calls/s', {
    theirs: theirs('default_c1.rps'),
    ours: mine(({ one }) => one.rps),
    target: { ratioAtLeast: 0.5 },
  }),
  compared('the same: 99 of 100 within', 'ms', {
    theirs: theirs('default_c1.p99_ms'),
    ours: mine(({ one }) => one.p99),
  }),
  compared('memory after that load', 'MB', {
    theirs: theirs('default_rss_after_mb'),
    ours: mine(({ rssMb }) => rssMb),
  }),
  compared('synced writes of this disk (theirs: none)', '/s', {
    theirs: mine(() => 0),
    ours: mine(({ syncs }) => syncs),
  }),
]
keep('compare-webhooks', rows, conditions())
for (const row of rows) console.log(JSON.stringify(row))
