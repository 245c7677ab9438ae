import { describe, expect, test } from 'vitest'
import { many } from '../support/many.ts'
import { makeHistory } from './firing/history.ts'
import { runHistories } from './firing/run-histories.ts'

const SEEDS = many(200, 2000)
const BATCH = 20

describe('triggers, whose host dies after any commit or with writes that are on no disk, fire each time, event and call once', () => {
  const froms = Array.from({ length: SEEDS / BATCH }, (_, i) => 1 + i * BATCH)
  test.each(froms)(`${BATCH} histories from %i`, { timeout: 180_000 }, async (from) => {
    const { failures, afterCommit, withLostWrites, whileTakingUp } = await runHistories(from, BATCH)
    expect(failures.join('\n')).toBe('')
    expect(Math.min(afterCommit, withLostWrites, whileTakingUp)).toBeGreaterThan(0)
  })

  test('and they hold every deed, rule and limit', () => {
    const histories = Array.from({ length: SEEDS }, (_, i) => makeHistory(i + 1))
    const kinds = (values: unknown[]) => [...new Set(values)].sort()
    const deeds = histories.flatMap(({ deeds }) => deeds.map(({ deed }) => deed))
    expect(
      kinds(deeds.map(({ do: what, ...rest }) => ('name' in rest ? `${what} ${rest.name}` : what))),
    ).toEqual([
      ...['call', 'disable', 'edit', 'emit fail', 'emit go', 'emit tick', 'enable', 'go on', 'jump', 'pause'],
      ...['save', 'switch off', 'switch on', 'turn'],
    ])
    expect(deeds.some((deed) => deed.do === 'jump' && deed.ms < 0)).toBe(true)
    expect(kinds(histories.flatMap(({ catchUp }) => Object.values(catchUp)))).toEqual([
      'all',
      'latest',
      'none',
    ])
    expect(kinds(histories.map(({ limit }) => limit?.beyond ?? 'none'))).toEqual(['drop', 'none', 'queue'])
  })
})
