import { describe, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import { isOver } from '#shared/run'
import { flowOf } from '../../tests/support/flow-of.ts'
import { handClock } from '../../tests/support/hand-clock.ts'
import { emptyDisk } from '../../tests/support/memory-journal.ts'
import { settled, testHost, testRunners } from '../../tests/support/test-runtime.ts'

/** Two branches that are under way at once, a wait, a retry and a write that nobody may do twice. */
const document = flowOf(
  [
    { id: 'start', type: 'start/manual', to: { next: ['ask', 'safe', 'wait'] } },
    { id: 'ask', type: 'test/act', to: { next: 'count' } },
    { id: 'safe', type: 'test/act-safely', to: { next: 'count' } },
    { id: 'wait', type: 'control/wait', config: { for: '10m' }, to: { next: 'count' } },
    { id: 'count', type: 'data/change-variable', config: { name: 'n', by: 1 }, to: { next: 'join' } },
    { id: 'join', type: 'control/join', to: { next: 'end' } },
    { id: 'end', type: 'control/return', config: { value: '{{ vars.n }}' } },
  ],
  { variables: [{ name: 'n', value: 0 }] },
)

type Ended = {
  status: string
  output: unknown
  crashes: number
  attempts: Map<string, number>
  answers: number
}

/** Each life may put so many more entries on disk, then it dies in the middle of what it does; the last one lives. */
async function liveThrough(lives: readonly number[]): Promise<Ended> {
  const disk = emptyDisk()
  const versions = new Map<string, FlowDocument>()
  const attempts = new Map<string, number>()
  let clock = handClock()
  let id = ''
  let answers = 0
  for (let life = 0; ; life++) {
    let dead = false
    const host = testHost({
      disk,
      clock,
      versions,
      runners: testRunners(async (_, key, value) => {
        if (dead) await new Promise(() => {})
        attempts.set(key, (attempts.get(key) ?? 0) + 1)
        // looks like work: a crash finds it under way
        await new Promise((resolve) => setImmediate(resolve))
        if (dead) await new Promise(() => {})
        return value
      }),
    })
    const { journal, runtime } = host
    journal.entriesLeft = lives[life] ?? Number.POSITIVE_INFINITY
    journal.onDeath = () => {
      dead = true
    }
    if (life === 0) id = host.start(document)
    else await runtime.recover()
    for (let i = 0; i < 40 && !dead && !isOver(disk.runs.get(id)?.row.status ?? 'queued'); i++) {
      await settled()
      if (runtime.get(id)?.status === 'interrupted' && !dead) {
        answers++
        // dies with the machine, as the person's call would
        runtime.answer(id, { do: 'retry' }).catch(() => {})
      } else if (clock.next() !== undefined) clock.turn(clock.next() as number)
    }
    const { row } = disk.runs.get(id) as { row: { status: Ended['status']; output?: unknown } }
    if (!dead) return { status: row.status, output: row.output, crashes: life, attempts, answers }
    clock = handClock(clock.now() + 1000)
  }
}

describe('recovery that itself crashes may be repeated', () => {
  test('at each journal boundary of the run and of the recovery, three deep', async () => {
    const whole = await liveThrough([])
    expect(whole).toMatchObject({ status: 'succeeded', output: 3, crashes: 0, answers: 0 })
    const seen = { crashes: 0, answers: 0 }
    for (let first = 2; first < 14; first++)
      for (let second = 0; second < 5; second++)
        for (let third = 0; third < 4; third++) {
          const lives = [first, second, third]
          const end = await liveThrough(lives)
          expect({ lives, ...end }).toMatchObject({ lives, status: 'succeeded', output: 3 })
          expect([...end.attempts.keys()].toSorted()).toEqual([...whole.attempts.keys()].toSorted())
          for (const count of end.attempts.values()) expect(count).toBeLessThanOrEqual(1 + end.crashes)
          // what may not be done twice is done again only where somebody said so
          const asked = [...end.attempts].find(([key]) => key.includes(':ask:'))?.[1] ?? 0
          expect(asked).toBeLessThanOrEqual(1 + end.answers)
          seen.crashes += end.crashes
          seen.answers += end.answers
        }
    expect(seen.crashes).toBeGreaterThan(500)
    expect(seen.answers).toBeGreaterThan(50)
  })
})
