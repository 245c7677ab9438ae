// kill -9 of the real program at the four points of a step, each met for certain: the program stands still there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flowOf } from '../support/flow-of.ts'
import { type HoldingServer, holdingServer } from '../support/holding-server.ts'
import { many } from '../support/many.ts'
import { type Launch, type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'
import { HELD, type HoldPoint, holding } from './kills/hold-point.ts'
import { KINDS, type KilledFlow, type Kind, killedFlow } from './kills/killed-flow.ts'
import { KilledRuns, WORDS, type Word } from './kills/killed-runs.ts'

const TIMES = many(5, 50)

type Row = Extract<HoldPoint, { row: string }>
type Point = Pick<Row, 'at' | 'row'> & { started: 0 | 1; result: 0 | 1; asked: 0 | 1 }

/** What the disk and the world outside then know of the attempt that was cut off. */
const POINTS: [string, Point][] = [
  ['before its intent is on disk', { at: 'before', row: 'started', started: 0, result: 0, asked: 0 }],
  [
    'after its intent is on disk, before the effect',
    { at: 'after', row: 'started', started: 1, result: 0, asked: 0 },
  ],
  [
    'after the effect, before its result is on disk',
    { at: 'before', row: 'result', started: 1, result: 0, asked: 1 },
  ],
  ['after its result is on disk', { at: 'after', row: 'result', started: 1, result: 1, asked: 1 }],
]

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

type Round = { kind: Kind; flow: KilledFlow; word: Word; point: Point; onTheWire: boolean }

function roundsOf(point: Point): Round[] {
  const number = POINTS.findIndex(([, one]) => one === point)
  return Array.from({ length: TIMES }, (_, i) => {
    const kind = KINDS[(i + number) % KINDS.length] as Kind
    const turn = Math.floor(i / KINDS.length) + i + number
    const flow = killedFlow(kind, `${number}-${i}`, turn, outside.url)
    // the effect is there as soon as the world outside has heard of it, also when its answer never comes
    const isHeard = point.row === 'result' && point.at === 'before' && flow.nth === 0 && flow.attempt === 1
    return { kind, flow, word: WORDS[turn % 3] as Word, point, onTheWire: isHeard && i % 2 === 1 }
  })
}

const launchFor = (round: Round | undefined): Launch => {
  if (!round || round.onTheWire) return {}
  const { block, nth, attempt } = round.flow
  return holding({ at: round.point.at, row: round.point.row, block, nth, attempt })
}

/** Until the program stands where it is to be killed. @returns the run's id */
async function goThere({ flow, onTheWire }: Round): Promise<string> {
  const path = `/${flow.block}`
  if (onTheWire) outside.hold(path)
  const id = await runs.start(flow)
  if (!onTheWire) await blockloom.said(new RegExp(HELD))
  else await outside.until(path)
  return id
}

describe('a step that is cut off by kill -9 is neither lost nor done twice without a word', () => {
  test.each(POINTS)(`%s, ${TIMES} times`, { timeout: TIMES * 20_000 }, async (_name, point) => {
    const rounds = roundsOf(point)
    let hits = 0
    await blockloom.kill()
    await blockloom.startAgain(launchFor(rounds[0]))
    for (const [i, round] of rounds.entries()) {
      const { flow } = round
      const id = await goThere(round)
      await blockloom.kill()
      outside.release(`/${flow.block}`)

      const left = await runs.left(id, flow)
      const key = flow.key(id)
      const before = flow.attempt - 1
      expect({
        started: (left.starts.get(key) ?? 0) - before,
        result: (left.results.get(key) ?? 0) - before,
        asked: (left.counts.get(key) ?? 0) - before,
      }).toEqual({ started: point.started, result: point.result, asked: point.asked })
      hits++

      await blockloom.startAgain(launchFor(rounds[i + 1]))
      await runs.endsRight(id, flow, left, round.word)
    }
    expect(hits).toBe(TIMES)
  })
})

test('an order that is not on disk yet has not been answered: the run is not there, and nothing was done', {
  timeout: 120_000,
}, async () => {
  const document = flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'lost' } },
    { id: 'lost', type: 'web/request', config: { url: `${outside.url}/lost`, method: 'POST' } },
  ])
  await blockloom.kill()
  await blockloom.startAgain(holding({ at: 'before', row: 'ordered', block: 'lost', nth: 0, attempt: 1 }))
  const count = async () => (await blockloom.call<{ items: unknown[] }>('/runs?limit=500')).json.items.length
  const before = await count()
  const answer = blockloom.run(document).then(
    (id) => `answered: ${id}`,
    () => 'cut off',
  )
  await blockloom.said(new RegExp(HELD))
  await blockloom.kill()
  expect(await answer).toBe('cut off')
  await blockloom.startAgain()
  expect(await count()).toBe(before)
  expect(outside.count('/lost')).toBe(0)
})
