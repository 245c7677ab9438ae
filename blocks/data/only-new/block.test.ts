import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FlowDocument, Json, JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { type FlowRunner, openFlowRunner, readFlow } from '../../../tests/support/run-flow.ts'
import { onlyNew } from './block.ts'

const fixture = readFlow(join(import.meta.dirname, 'fixtures', 'feed.flow.json'))

/** Runs of one flow, one after the other. */
function flowOf(runner: () => FlowRunner, id: string, config: JsonObject = {}) {
  const flow = (more: JsonObject): FlowDocument => ({
    ...fixture,
    id,
    blocks: fixture.blocks.map((block) =>
      block.type === onlyNew.type ? { ...block, config: { ...block.config, ...config, ...more } } : block,
    ),
  })
  return async (input: Json, more: JsonObject = {}) => {
    const { output, error } = await runner().run(flow(more), { input })
    return error ?? output
  }
}
const ids = (...all: Json[]): Json => all.map((id) => ({ id }))

describeBlock(onlyNew, import.meta.dirname, ({ failure }) => {
  let home: string
  let runner: FlowRunner
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'blockloom-only-new-'))
    runner = await openFlowRunner(home)
  })
  afterAll(async () => {
    await runner?.close()
    rmSync(home, { recursive: true, force: true })
  })

  test('lets through what no run has seen, once', async () => {
    const run = flowOf(() => runner, 'flw_feed')
    expect(await run(ids(1, 2, 1))).toEqual(ids(1, 2))
    expect(await run(ids(2, 3, '3', 3))).toEqual(ids(3, '3'))
    expect(await run(ids(1, 2, 3))).toEqual([])
    expect(await run([])).toEqual([])
    expect(await flowOf(() => runner, 'flw_other')(ids(1))).toEqual(ids(1))
  })

  test('tells items apart by themselves, by a field, by what an expression gives', async () => {
    const whole = flowOf(() => runner, 'flw_whole', { by: '' })
    expect(await whole([{ a: 1, b: 2 }, null])).toEqual([{ a: 1, b: 2 }, null])
    expect(await whole([{ b: 2, a: 1 }, { a: 1 }, null])).toEqual([{ a: 1 }])
    const changed = flowOf(() => runner, 'flw_changed', { by: '{{ [item.id, item.at] }}' })
    expect(await changed([{ id: 1, at: 1 }])).toEqual([{ id: 1, at: 1 }])
    expect(
      await changed([
        { id: 1, at: 2, more: true },
        { id: 1, at: 1 },
      ]),
    ).toEqual([{ id: 1, at: 2, more: true }])
  })

  test('may only remember the first time, and begins anew with another memory', async () => {
    const run = flowOf(() => runner, 'flw_first', { firstTime: 'remember' })
    expect(await run(ids(1, 2))).toEqual([])
    expect(await run(ids(1, 2, 3))).toEqual(ids(3))
    expect(await run(ids(1, 2), { memory: 'second' })).toEqual([])
    expect(await run(ids(1, 2, 3), { memory: 'second' })).toEqual(ids(3))
    expect(await run(ids(4), { memory: 'third', firstTime: 'pass' })).toEqual(ids(4))
  })

  test('forgets what has not come up for longest, and never what is in the list at hand', async () => {
    const run = flowOf(() => runner, 'flw_small', { remember: 3 })
    expect(await run(ids(1, 2, 3))).toEqual(ids(1, 2, 3))
    expect(await run(ids(1, 4))).toEqual(ids(4)) // 3, 1, 4
    expect(await run(ids(1, 3, 4))).toEqual([])
    expect(await run(ids(2))).toEqual(ids(2)) // 1, 4, 2
    expect(await run(ids(3, 4, 1))).toEqual(ids(3))
    expect(await run(ids(1, 2, 3, 4))).toMatchObject({
      code: 'data.too-many-to-remember',
      message: expect.stringContaining('The list has 4 different items, but only 3 are remembered'),
    })
    expect(await run(ids(1, 3, 4))).toEqual([])
  })

  test('remembers the same as a set would, whatever comes', async () => {
    let flows = 0
    const lists = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(lists, async (runs) => {
        const run = flowOf(() => runner, `flw_any_${flows++}`)
        const seen = new Set<number>()
        for (const list of runs) {
          const fresh = [...new Set(list)].filter((id) => !seen.has(id))
          expect(await run(ids(...list))).toEqual(ids(...fresh))
          for (const id of fresh) seen.add(id)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('remembers nothing when it fails', async () => {
    const run = flowOf(() => runner, 'flw_fails')
    expect(await run([{ id: 1 }, { id: null }, { id: '' }])).toMatchObject({
      code: 'data.nothing-to-remember',
      message: expect.stringContaining('Item 2 has nothing by which it could be told from others.'),
    })
    expect(await run(ids(1))).toEqual(ids(1))
    const missing = await failure({ list: '{{ input }}', by: 'guid' }, [{ id: 1 }])
    expect(missing.message).toContain('None of the items has a field "guid"; they have id.')
  })

  test('remembers 100,000 items', async () => {
    const run = flowOf(() => runner, 'flw_many', { remember: 100_000 })
    const many = Array.from({ length: 100_000 }, (_, id) => ({ id }))
    expect(await run(many)).toHaveLength(100_000)
    expect(await run([...many.slice(5), { id: 'new' }])).toEqual(ids('new'))
    expect(await run(ids(0, 1))).toEqual(ids(0)) // 100,001 were too many: one had to go
  })
})
