/**
 * Webhooks of the built program: a flow with one transform whose answer waits for its run, on disk before it; beside it
 * how often this disk takes a synced write, and a plain server of Node. Then floods.
 * node bench/webhook.ts  (after: npm run build); SECONDS=10 for each round
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { figureOf, keep } from './measure.ts'
import { slowHook, transformHook } from './support/bench-flows.ts'
import { callLoad } from './support/call-figures.ts'
import { serveBuilt } from './support/served-host.ts'
import { syncsPerSecond } from './support/synced-writes.ts'

const ROUNDS = 3
const SECONDS = Number(process.env.SECONDS ?? 5)
const FLOOD_SECONDS = Number(process.env.FLOOD_SECONDS ?? 30)

/** Node's own server with nothing behind it. */
async function plainRate(): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{"ok":true,"x":1}'))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { perSecond } = await callLoad(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 32, 2)
  server.close()
  server.closeAllConnections()
  return perSecond
}

const home = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
const host = await serveBuilt({ home })
const transform = await host.switchOn(transformHook)
const slowFlow = await host.switchOn(slowHook)
/** calls that were answered with 2xx, by flow */
const taken = { [transform]: 0, [slowFlow]: 0 }
const load = async (flow: string, ...order: Parameters<typeof callLoad>) => {
  const figures = await callLoad(...order)
  taken[flow] = (taken[flow] ?? 0) + figures.taken
  return figures
}
const url = `${host.url}/hooks/transform`
await load(transform, url, 32, SECONDS)

const rounds = { plain: [], many: [], p99: [], one: [], syncs: [] } as Record<string, number[]>
for (let round = 0; round < ROUNDS; round++) {
  rounds.plain?.push(await plainRate())
  rounds.syncs?.push(syncsPerSecond(host.home))
  const many = await load(transform, url, 32, SECONDS)
  rounds.many?.push(many.perSecond)
  rounds.p99?.push(many.p99)
  rounds.one?.push((await load(transform, url, 1, SECONDS)).perSecond)
  if (many.errors + many.unanswered > 0) throw new Error(JSON.stringify(many))
}
const figures = [
  figureOf('a plain server of Node, 32 at once', 'calls/s', rounds.plain ?? []),
  figureOf('synced writes of this disk', '/s', rounds.syncs ?? []),
  figureOf('webhook with one transform, answered when done, 32 at once', 'calls/s', rounds.many ?? []),
  figureOf('the same, 99 of 100 within', 'ms', rounds.p99 ?? []),
  figureOf('the same, 1 at a time', 'calls/s', rounds.one ?? []),
]

/** As many connections as a flood has, each calling again as soon as it is answered. */
const before = host.memory().nowMb
const flood = await load(transform, url, 1000, FLOOD_SECONDS)
const after = host.memory()
figures.push(
  figureOf('a flood of 1,000 callers, calls taken', 'calls/s', [flood.perSecond]),
  figureOf('the same, 99 of 100 taken within', 'ms', [flood.p99], { atMost: 1000 }),
  figureOf('the same, memory before and most', 'MB', [before, after.peakMb]),
)

/** A flow that does 8 at once, each 50 ms: 160 in a second. Ten times as many come. */
const slow = await load(slowFlow, `${host.url}/hooks/slow`, 3000, FLOOD_SECONDS, 1600)
figures.push(
  figureOf('ten times what a slow flow can do, calls taken', 'calls/s', [slow.perSecond]),
  figureOf('the same, 99 of 100 taken within', 'ms', [slow.p99], { atMost: 1000 }),
  figureOf('the same, calls without an answer', 'calls', [slow.unanswered + slow.errors], { atMost: 0 }),
  figureOf('the same, most memory', 'MB', [host.memory().peakMb]),
)
await host.stop()

/** Every call that was answered with 2xx is a run on disk. */
const database = new Database(join(home, 'blockloom.db'), { readonly: true })
const runsOf = database.prepare<[string], number>('SELECT count(*) FROM runs WHERE flow_id = ?').pluck()
const lost = Object.entries(taken).map(([flow, calls]) => calls - Number(runsOf.get(flow)))
database.close()
rmSync(home, { recursive: true, force: true })
figures.push(
  figureOf('calls taken in all', 'calls', [Object.values(taken).reduce((sum, calls) => sum + calls, 0)]),
  figureOf('calls taken of which there is no run', 'calls', [Math.max(0, ...lost)], { atMost: 0 }),
)
console.error(JSON.stringify({ flood, slow }))
keep('webhook', figures)
