/**
 * Blockloom beside Node-RED: the same scenarios in one run on one machine, round by round, now one first and now the
 * other, because only ratios of one run mean anything. Node-RED is measured by the peers' own scripts.
 * PEERS_BENCH=folder of bench.mjs PEERS_DIR=folder with nodered/ node bench/compare.ts  (after: npm run build)
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readVersion } from '../src-main/world/app-root.ts'
import { conditions, keep, RESULTS } from './measure.ts'
import { ROOT } from './support/bench-host.ts'
import { type Compared, compared, table } from './support/comparison.ts'
import { chainOf, cold, history, loops } from './support/our-measures.ts'
import { findPeers, measurePeer, numberAt, type PeerAnswer } from './support/peers.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const PASSES = 100_000
/** passes a second of Node-RED on page 7's machine: function, JSONata, split and join */
const NODE_RED_LOOPS = { function: 73_638, jsonata: 104_932, splitjoin: 121_951 }

const peers = findPeers(process.env)
if (typeof peers === 'string') {
  console.error(peers)
  process.exit(2)
}

const ours = {
  cold,
  chain: async () => ({ hundred: await chainOf(100), thousand: await chainOf(1000) }),
  loop: () => loops(PASSES),
  history,
}
type Measure = keyof typeof ours
type Ours = { [K in Measure]: Awaited<ReturnType<(typeof ours)[K]>> }
const theirRounds: Record<Measure, PeerAnswer[]> = { cold: [], chain: [], loop: [], history: [] }
const ourRounds: { [K in Measure]: Ours[K][] } = { cold: [], chain: [], loop: [], history: [] }

async function round<K extends Measure>(measure: K, oursFirst: boolean): Promise<void> {
  const mine = async () => void ourRounds[measure].push((await ours[measure]()) as Ours[K])
  if (oursFirst) await mine()
  theirRounds[measure].push(measurePeer(peers as Exclude<typeof peers, string>, measure))
  if (!oursFirst) await mine()
}

for (let i = 0; i < ROUNDS; i++)
  for (const measure of Object.keys(ours) as Measure[]) {
    console.error(`# round ${i + 1} of ${ROUNDS}: ${measure}`)
    await round(measure, i % 2 === 1)
  }

const theirs = (measure: Measure, path: string) => theirRounds[measure].map((one) => numberAt(one, path))
const rates = (times: readonly number[], units: number) => times.map((ms) => (units / ms) * 1000)
const loopRates = (kind: keyof typeof NODE_RED_LOOPS) => {
  const path = kind === 'splitjoin' ? kind : `loopback_${kind}`
  return rates(theirs('loop', `${path}_${PASSES}.ms`), PASSES)
}
const loopPeaks = (path: string) => theirs('loop', `${path}_${PASSES}.peak_rss_mb`)
const thousands = (rows: Ours['chain'][], of: (row: Ours['chain']) => number) => rates(rows.map(of), 1000)

/** How fast this machine is now: what Node-RED's loops do here, of what they did on page 7's. */
const speed = Math.min(
  1,
  (Object.keys(NODE_RED_LOOPS) as (keyof typeof NODE_RED_LOOPS)[])
    .map((kind) => Math.max(...loopRates(kind)) / NODE_RED_LOOPS[kind])
    .reduce((sum, one) => sum + one, 0) / 3,
)

const rows: Compared[] = [
  compared('headless start to first answer', 'ms', {
    theirs: theirs('cold', 'ms_first_200'),
    ours: ourRounds.cold.map(({ ms }) => ms),
    target: { ratioAtMost: 0.65 },
  }),
  compared('idle memory, headless', 'MB', {
    theirs: theirs('cold', 'idle_rss_mb'),
    ours: ourRounds.cold.map(({ idleMb }) => idleMb),
    target: { atMost: 100 },
  }),
  compared('chain of 100 blocks, ten warm runs', 'steps/s', {
    theirs: rates(theirs('chain', 'change_100.warm_ms'), 100),
    ours: rates(
      ourRounds.chain.map(({ hundred }) => hundred.warm),
      100,
    ),
  }),
  compared('chain of 1,000 blocks, first run', 'steps/s', {
    theirs: rates(theirs('chain', 'change_1000.first_ms'), 1000),
    ours: thousands(ourRounds.chain, ({ thousand }) => thousand.first),
  }),
  compared('chain of 1,000 blocks, ten warm runs', 'steps/s', {
    theirs: rates(theirs('chain', 'change_1000.warm_ms'), 1000),
    ours: thousands(ourRounds.chain, ({ thousand }) => thousand.warm),
    target: { ratioAtLeast: 1 },
  }),
  compared('loop of 100,000 passes by a link back (theirs: function)', 'passes/s', {
    theirs: loopRates('function'),
    ours: rates(
      ourRounds.loop.map(({ linkBack }) => linkBack.ms),
      PASSES,
    ),
    target: { atLeast: Math.round(100_000 * speed) },
  }),
  compared('the same (theirs: JSONata)', 'passes/s', {
    theirs: loopRates('jsonata'),
    ours: rates(
      ourRounds.loop.map(({ linkBack }) => linkBack.ms),
      PASSES,
    ),
    target: { atLeast: Math.round(100_000 * speed) },
  }),
  compared('loop of 100,000 passes one sees into (theirs: split and join)', 'passes/s', {
    theirs: loopRates('splitjoin'),
    ours: rates(
      ourRounds.loop.map(({ repeat }) => repeat.ms),
      PASSES,
    ),
    target: { atLeast: Math.round(100_000 * speed) },
  }),
  compared('most memory in the loop by a link back (theirs: JSONata)', 'MB', {
    theirs: loopPeaks('loopback_jsonata'),
    ours: ourRounds.loop.map(({ linkBack }) => linkBack.peakMb),
    target: { atMost: 250 },
  }),
  compared('most memory in the loop one sees into (theirs: split and join)', 'MB', {
    theirs: loopPeaks('splitjoin'),
    ours: ourRounds.loop.map(({ repeat }) => repeat.peakMb),
    target: { atMost: 250 },
  }),
  compared('history of a run of 100 blocks on disk (theirs: they keep none)', 'bytes', {
    theirs: theirs('history', 'bytes_per_run'),
    ours: ourRounds.history,
    target: { atMost: 15 * 1024 },
  }),
]

const about = {
  ...conditions(),
  versions: [`blockloom@${readVersion(ROOT)}`, theirRounds.cold[0]?.peer ?? 'node-red'],
  rounds: ROUNDS,
  speed: Math.round(speed * 100) / 100,
}
keep('compare', rows, about)
const text = table(rows, about)
writeFileSync(join(RESULTS, 'compare.md'), text)
console.log(text)
