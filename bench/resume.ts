/**
 * A run of many steps whose process is killed in the middle of it (SIGKILL), taken up by the next one: from opening
 * the data folder to its next step; and what that is made of.
 * node bench/resume.ts
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import { compileFlow, type JournalEntry, newRun, type RunEvent, transition } from '#shared/run'
import { openStore } from '../src-main/store/open-store.ts'
import { makeIds } from '../src-main/world/make-ids.ts'
import { systemClock } from '../src-main/world/system-clock.ts'
import { type Figure, figureOf, keep } from './measure.ts'
import { repeatLoop } from './support/bench-flows.ts'
import { openBenchHost } from './support/bench-host.ts'
import { answerOrder, inFreshProcess, isFresh, rounds } from './support/fresh-process.ts'

const ROUNDS = 3
type Order = { folder: string; steps: number; work: keyof typeof works }
type Resumed = { openedMs: number; nextMs: number }
type Parts = { openMs: number; readMs: number; foldMs: number; events: number }

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Runs until it has made so many steps, and is then killed. */
async function die({ folder, steps }: Order): Promise<object> {
  const host = await openBenchHost(folder)
  const id = (await host.version(repeatLoop(steps * 2))).start()
  for (;;) {
    await turn()
    if ((host.blockloom.runtime.get(id)?.steps ?? 0) >= steps) process.kill(process.pid, 'SIGKILL')
  }
}

/** The whole program on that folder, until the run has made a turn of steps more. */
async function resume({ folder, steps }: Order): Promise<Resumed> {
  const from = performance.now()
  const host = await openBenchHost(folder)
  const openedMs = performance.now() - from
  const { store, runtime } = host.blockloom
  const [row] = store.journal.unfinished()
  if (!row) throw new Error('there is no run to resume')
  while ((runtime.get(row.id)?.steps ?? 0) < steps * 0.9) await turn()
  const nextMs = performance.now() - from
  return { openedMs, nextMs }
}

/** The same by hand: open the store, read the records, fold the events. */
async function parts({ folder }: Order): Promise<Parts> {
  const from = performance.now()
  const store = openStore({ folder, clock: systemClock, ids: makeIds(systemClock) })
  const [row] = store.journal.unfinished()
  const document = row && store.versions.load(row.versionId)
  if (!document) throw new Error('there is no run to resume')
  const state = newRun(compileFlow(document, catalog))
  const openMs = performance.now() - from
  let readMs = 0
  let foldMs = 0
  const pieces = store.journal.walk(row.id)[Symbol.iterator]()
  for (;;) {
    const began = performance.now()
    const { value, done } = pieces.next() as IteratorResult<readonly JournalEntry[]>
    const read = performance.now()
    readMs += read - began
    if (done) break
    for (const entry of value) transition(state, entry as RunEvent)
    foldMs += performance.now() - read
  }
  await store.close()
  return { openMs, readMs, foldMs, events: state.seq }
}

const works = { die, resume, parts }

async function figures(steps: number): Promise<Figure[]> {
  const resumed: Resumed[] = []
  const taken: Parts[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
    try {
      await inFreshProcess(import.meta.filename, { folder, steps, work: 'die' })
      taken.push(...(await rounds<Parts>(1, import.meta.filename, { folder, steps, work: 'parts' })))
      resumed.push(...(await rounds<Resumed>(1, import.meta.filename, { folder, steps, work: 'resume' })))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const name = `resume of a run of ${steps.toLocaleString('en')} steps`
  const figure = <T>(what: string, all: readonly T[], of: (one: T) => number) =>
    figureOf(`${name}: ${what}`, 'ms', all.map(of))
  return [
    figure('to the next steps', resumed, ({ nextMs }) => nextMs),
    figure('to the program that is ready', resumed, ({ openedMs }) => openedMs),
    figure('reading the records', taken, ({ readMs }) => readMs),
    figure('folding the events', taken, ({ foldMs }) => foldMs),
  ]
}

if (isFresh) await answerOrder<Order>((order) => works[order.work](order))
else keep('resume', [...(await figures(100_000)), ...(await figures(1_000_000))])
