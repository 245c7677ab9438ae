// kill -9 of the real program in the middle of a step, and then three times more while it takes the run up.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HoldingServer, holdingServer } from '../support/holding-server.ts'
import { many } from '../support/many.ts'
import { isDone } from '../support/run-on-disk.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'
import { HELD, type HoldPoint, holding } from './kills/hold-point.ts'
import { KINDS, type KilledFlow, type Kind, killedFlow } from './kills/killed-flow.ts'
import { KilledRuns, type Left, WORDS, type Word } from './kills/killed-runs.ts'

const TIMES = many(6, 50)
const DEEP = 3

type Row = Extract<HoldPoint, { row: string }>
const WAYS = [
  'before taken-up',
  'after taken-up',
  'before answered',
  'after answered',
  'before started',
  'after started',
  'before result',
  'after result',
  'found',
  'opened',
] as const
type Way = (typeof WAYS)[number]

let outside: HoldingServer
let blockloom: ServedBlockloom
let runs: KilledRuns
beforeAll(async () => {
  outside = await holdingServer()
  blockloom = await serveBlockloom()
  runs = new KilledRuns(blockloom, outside)
})
afterAll(async () => {
  await blockloom.kill()
  await blockloom.end()
  await outside.close()
})

/** Whether the next host comes by there for certain, from what the dead one left of the step. */
function comesBy(way: Way, left: Left, key: string, isSafe: boolean): boolean {
  if (way === 'opened' || way === 'found') return true
  if (isDone(left, key)) return false
  if (left.state.asking > 0) return way.endsWith('answered')
  if (left.underWay.has(key) && !isSafe) return way.endsWith('taken-up')
  return !way.endsWith('answered')
}

function pointOf(way: Way, { block, nth, attempt }: KilledFlow): HoldPoint {
  if (way === 'opened') return { at: way }
  if (way === 'found') return { at: way, block }
  const [at, row] = way.split(' ') as [Row['at'], Row['row']]
  return { at, row, block, nth, attempt }
}

/** Starts the program, which comes to the point and is killed there. */
async function dieAt(way: Way, id: string, flow: KilledFlow): Promise<void> {
  const launch = holding(pointOf(way, flow))
  if (way.endsWith('answered')) {
    await blockloom.startAgain(launch)
    const answer = runs.answer(id, 'retry').then(
      () => 'answered',
      () => 'cut off',
    )
    await blockloom.said(new RegExp(HELD))
    await blockloom.kill()
    expect(await answer).toBe('cut off')
  } else {
    await blockloom.startAgain({ ...launch, until: new RegExp(HELD) })
    await blockloom.kill()
  }
}

/** What the disk must say after a death there: it was met, and not passed by. */
function checkDeath(way: Way, before: Left, after: Left, key: string): void {
  const news = after.events.slice(before.events.length)
  const has = (...kinds: string[]) => news.some(({ kind }) => kinds.includes(kind))
  if (way === 'opened' || way === 'found' || way === 'before taken-up') expect(news).toEqual([])
  if (way === 'after taken-up') expect(has('recovered', 'interrupted')).toBe(true)
  if (way === 'before answered') expect(has('answered')).toBe(false)
  if (way === 'after answered') expect(has('answered')).toBe(true)
  const [started, result] = (['starts', 'results'] as const).map(
    (what) => (after[what].get(key) ?? 0) - (before[what].get(key) ?? 0),
  )
  if (way === 'before started') expect([started, result]).toEqual([0, 0])
  if (way === 'after started') expect([started, result]).toEqual([1, 0])
  if (way === 'before result') expect([started, result]).toEqual([1, 0])
  if (way === 'after result') expect([started, result]).toEqual([1, 1])
  const more = (after.counts.get(key) ?? 0) - (before.counts.get(key) ?? 0)
  expect(more, `requests when it died ${way}`).toBe(way.endsWith('result') ? 1 : 0)
}

test(`a run whose host is killed in mid-step and three times while it takes the run up ends right, ${TIMES} times`, {
  timeout: TIMES * 60_000,
}, async () => {
  const deaths = new Map<Way, number>()
  const asked: string[] = []
  for (let i = 0; i < TIMES; i++) {
    const kind = KINDS[i % KINDS.length] as Kind
    const turn = i + Math.floor(i / KINDS.length)
    const flow = killedFlow(kind, String(i), turn, outside.url)
    const { block, nth, attempt } = flow
    await blockloom.kill()
    const first: Row =
      i % 2 === 0
        ? { at: 'after', row: 'started', block, nth, attempt }
        : { at: 'before', row: 'result', block, nth, attempt }
    await blockloom.startAgain(holding(first))
    const id = await runs.start(flow)
    await blockloom.said(new RegExp(HELD))
    await blockloom.kill()
    let left = await runs.left(id, flow)
    const key = flow.key(id)
    expect(left.underWay).toContain(key)

    for (let deep = 0; deep < DEEP; deep++) {
      const way = WAYS.filter((one) => comesBy(one, left, key, flow.isSafe(key))).toSorted(
        (a, b) => (deaths.get(a) ?? 0) - (deaths.get(b) ?? 0),
      )[0] as Way
      await dieAt(way, id, flow)
      const after = await runs.left(id, flow, left)
      checkDeath(way, left, after, key)
      deaths.set(way, (deaths.get(way) ?? 0) + 1)
      left = after
    }
    await blockloom.startAgain()
    asked.push(...(await runs.endsRight(id, flow, left, WORDS[turn % 3] as Word)))
  }
  expect([...deaths.values()].reduce((sum, n) => sum + n)).toBe(TIMES * DEEP)
  expect([...deaths.keys()].sort()).toEqual([...WAYS].sort())
  expect(asked.length).toBeGreaterThan(0)
})
