import { describe, expect, test } from 'vitest'
import { openEvaluator } from '../support/open-evaluator.ts'
import { makePlan } from './simulation/make-plan.ts'
import { nodesOf } from './simulation/plan.ts'
import { runSeeds } from './simulation/run-seeds.ts'
import { simCatalog } from './simulation/sim-blocks.ts'

const SEEDS = 200
const BATCH = 25

// the clock of expressions stands: a busy machine must not make one too slow
const evaluator = await openEvaluator({ deadline: () => 0 })

describe('simulated flows, with a crash at every journal boundary, end as they do without one', () => {
  const froms = Array.from({ length: SEEDS / BATCH }, (_, i) => 1 + i * BATCH)
  test.each(froms)(`${BATCH} seeds from %i`, { timeout: 120_000 }, async (from) => {
    const { failures, machines, crashes, asked } = await runSeeds(from, BATCH, evaluator)
    expect(failures.join('\n')).toBe('')
    // most machines died while the run was under way, and some left a question
    expect(crashes).toBeGreaterThan(machines / 2)
    expect(asked).toBeGreaterThan(0)
  })

  test('and the flows hold every block type that the engine runs itself, every effect, every fault, and every way on after one', () => {
    const nodes = Array.from({ length: SEEDS }, (_, i) => [...nodesOf(makePlan(i + 1))]).flat()
    const types = new Set(nodes.map(({ type }) => type))
    // hats stand at the heads of flows, they are no nodes of plans
    const wanted = [...simCatalog.values()].filter(({ shape }) => shape !== 'hat')
    expect(wanted.filter(({ type }) => !types.has(type)).map(({ type }) => type)).toEqual([])
    const kinds = (values: unknown[]) => [...new Set(values.filter(Boolean))].sort()
    expect(kinds(nodes.map(({ fault }) => fault?.what))).toEqual([
      'breaks',
      'hangs',
      'late',
      'no-output',
      'not-json',
      'refuses',
      'throws',
      'twice',
    ])
    expect(kinds(nodes.map(({ options }) => options?.onError))).toEqual(['branch', 'continue', 'stop'])
    expect(kinds(nodes.map(({ options }) => options?.retry?.backoff))).toEqual([
      'exponential',
      'fixed',
      'linear',
    ])
    const joins = nodes.filter(({ type }) => type === 'control/join')
    expect(kinds(joins.map(({ config }) => config?.mode))).toEqual(['first', 'list', 'merge'])
  })
})
