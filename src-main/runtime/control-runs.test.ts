import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { heldActs, settled, testHost } from '../../tests/support/test-runtime.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const text = (id: string, text: string, next?: string) => ({
  ...{ id, name: `Text ${id}`, type: 'data/text', config: { text } },
  ...(next && { to: { next } }),
})
const line = flowOf([start('a'), text('a', 'A{{ input }}', 'b'), text('b', 'B{{ input }}')])
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'was not refused',
    (error) => error.code,
  )

describe('a run with breakpoints', () => {
  test('stops before the block and shows what would be done, what arrived and the variables in sight', async () => {
    const host = testHost()
    const flow = { ...line, variables: [{ name: 'n', value: 7 }] }
    const id = host.start(flow, { input: 'x', breakpoints: [{ block: 'Text b' }] })
    await settled()
    expect(host.runtime.get(id)?.status).toBe('paused')
    expect(host.disk.runs.get(id)?.row.status).toBe('paused')
    expect(host.runtime.standing(id)).toMatchObject({
      ...{ why: 'breakpoint', stops: 1, variables: { n: 7 }, config: { text: 'BAx' } },
      pointers: [{ block: 'b', blockName: 'Text b', path: '', phase: 'ready', input: 'Ax' }],
    })
    await host.runtime.continue(id)
    expect(await host.over(id)).toMatchObject({ status: 'succeeded', output: 'BAx' })
  })

  test('stops on a condition over what the block would see', async () => {
    const host = testHost()
    const flow = flowOf([
      start('each'),
      { id: 'each', type: 'control/for-each', config: { list: [1, 2, 3] }, to: { each: 'say' } },
      text('say', '{{ item }}'),
    ])
    const id = host.start(flow, { breakpoints: [{ block: 'say', condition: 'item + index === 3' }] })
    await settled()
    expect(host.runtime.standing(id)?.pointers.at(-1)).toMatchObject({ path: 'each[1]', input: 2 })
    await host.runtime.continue(id)
    expect((await host.over(id)).output).toEqual(['1', '2', '3'])
  })

  test('whose condition fails, or is not true or false, stops and says why', async () => {
    const host = testHost()
    for (const [condition, code] of [
      ['input.nope.deep()', 'expression.failed'],
      ['"text"', 'config.wrong-kind'],
    ] as const) {
      const id = host.start({ ...line, id: `flw_${code}` }, { breakpoints: [{ block: 'b', condition }] })
      await settled()
      expect(host.runtime.standing(id)?.problem?.code).toBe(code)
      await host.runtime.continue(id)
      expect((await host.over(id)).status).toBe('succeeded')
    }
  })

  test('that only log goes on, and its text stands in the journal', async () => {
    const host = testHost()
    const id = host.start(line, { input: 'x', breakpoints: [{ block: 'b', log: 'got {{ input }}' }] })
    expect((await host.over(id)).output).toBe('BAx')
    expect(host.events(id).find((event) => event.kind === 'looked')).toMatchObject({
      ...{ holds: true, log: { level: 'info', text: 'got Ax' } },
    })
  })

  test('is refused for a block that is not there, a condition that does not parse, a count below 1', () => {
    const host = testHost()
    const order = (point: object) => () => host.start(line, { breakpoints: [{ block: 'b', ...point }] })
    expect(order({ block: 'zzz' })).toThrow('has no block "zzz"')
    expect(order({ condition: 'a b c' })).toThrow(expect.objectContaining({ code: 'expression.syntax' }))
    expect(order({ hits: 0 })).toThrow('whole number from 1')
  })

  test('takes others while it lives', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    const id = host.start(
      flowOf([start('act'), { id: 'act', type: 'test/act', to: { next: 'b' } }, text('b', '{{ input }}')]),
    )
    await settled()
    await host.runtime.breakpoints(id, [{ block: 'b', condition: 'input == "done"' }])
    acts.letGo('act')
    await settled()
    expect(host.runtime.standing(id)).toMatchObject({ why: 'breakpoint' })
    expect(await refused(host.runtime.breakpoints(id, [{ block: 'zzz' }]))).toBe('breakpoint.unknown-block')
  })
})

describe('pausing', () => {
  const acting = flowOf([
    start('act'),
    { id: 'act', type: 'test/act', to: { next: 'b' } },
    text('b', 'B{{ input }}'),
  ])

  test('holds what is ready, lets steps under way end, and goes on where it was', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    const id = host.start(acting)
    await settled()
    await host.runtime.pause(id)
    acts.letGo('act', '!')
    await settled()
    expect(host.runtime.standing(id)).toMatchObject({ why: 'pause', pointers: [{ block: 'b', input: '!' }] })
    await host.runtime.continue(id)
    expect((await host.over(id)).output).toBe('B!')
  })

  test('survives a restart: the next host finds the run paused at the same place', async () => {
    const host = testHost()
    const id = host.start(line, { input: 'x', breakpoints: [{ block: 'b' }] })
    await settled()
    await host.runtime.stop()
    const next = testHost({ disk: host.disk, versions: host.versions })
    await next.runtime.recover()
    await settled()
    expect(next.runtime.get(id)?.status).toBe('paused')
    expect(next.runtime.standing(id)).toMatchObject({ pointers: [{ block: 'b', input: 'Ax' }], stops: 1 })
    await next.runtime.continue(id)
    expect((await next.over(id)).output).toBe('BAx')
  })

  test('gives its place of the global limit free, but counts for the overlap of its flow', async () => {
    const host = testHost({ running: 1 })
    const id = host.start(line, { breakpoints: [{ block: 'b' }] })
    const same = host.start(line)
    const other = host.start({ ...line, id: 'flw_other' })
    expect((await host.over(other)).status).toBe('succeeded')
    expect(host.runtime.get(same)?.status).toBe('queued')
    await host.runtime.continue(id)
    expect((await host.over(same)).status).toBe('succeeded')
  })

  test('a run that is over, or was never there, is refused; so is going on without being paused', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    expect(await refused(host.runtime.pause('run_none'))).toBe('run.not-found')
    const id = host.start(acting)
    await settled()
    expect(await refused(host.runtime.continue(id))).toBe('run.not-paused')
    expect(await refused(host.runtime.step(id, { how: 'over' }))).toBe('run.not-paused')
    host.runtime.cancel(id)
    await host.over(id)
    expect(await refused(host.runtime.pause(id))).toBe('run.is-over')
  })
})

describe('stepping', () => {
  test('goes from block to block, over, into and to one by its name', async () => {
    const host = testHost()
    const flow = flowOf([
      start('if'),
      { id: 'if', type: 'control/if', config: { condition: true }, to: ['then>in', 'next>b'] },
      text('in', 'I', 'in2'),
      text('in2', 'J'),
      text('b', 'B', 'c'),
      text('c', 'C'),
    ])
    const id = host.start(flow, { breakpoints: [{ block: 'if' }] })
    await settled()
    const where = () => {
      const standing = host.runtime.standing(id)
      return standing?.pointers.find(({ n }) => n === standing.at)?.block
    }
    await host.runtime.step(id, { how: 'into' })
    expect(where()).toBe('in')
    await host.runtime.step(id, { how: 'over' })
    expect(where()).toBe('in2')
    await host.runtime.step(id, { how: 'out' })
    expect(where()).toBe('b')
    await host.runtime.step(id, { to: 'Text c' })
    expect(where()).toBe('c')
    expect(host.runtime.standing(id)?.stops).toBe(5)
    await host.runtime.continue(id)
    expect((await host.over(id)).status).toBe('succeeded')
  })
})

describe('changing data by hand', () => {
  test('what arrived and variables; the journal keeps both', async () => {
    const host = testHost()
    const flow = {
      ...flowOf([start('a'), text('a', 'A', 'b'), text('b', '{{ input }} {{ vars.n }} {{ vars.k }}')]),
      variables: [
        { name: 'n', value: 1 },
        { name: 'k', value: 1, keep: true },
      ],
    }
    const id = host.start(flow, { breakpoints: [{ block: 'b' }] })
    await settled()
    await host.runtime.change(id, { value: 'by hand' })
    await host.runtime.change(id, { variable: 'n', value: 2 })
    await host.runtime.change(id, { variable: 'k', value: 3 })
    expect(host.runtime.standing(id)?.config).toEqual({ text: 'by hand 2 3' })
    await host.runtime.continue(id)
    expect((await host.over(id)).output).toBe('by hand 2 3')
    expect(host.disk.kept.get('flw_test')).toEqual({ k: 3 })
    const kept = host.events(id)
    expect(kept.filter((event) => event.kind === 'changed')).toHaveLength(3)
    expect(kept).toContainEqual(expect.objectContaining({ kind: 'ran', block: 'a', value: 'A' }))
  })

  test('is refused while the run is not paused, and for what is in use already', async () => {
    const acts = heldActs()
    const host = testHost({ runners: acts.runners })
    const id = host.start(flowOf([start('act'), { id: 'act', type: 'test/act' }]))
    await settled()
    expect(await refused(host.runtime.change(id, { value: 1 }))).toBe('run.not-paused')
    await host.runtime.pause(id)
    expect(await refused(host.runtime.change(id, { value: 1 }))).toBe('run.cannot-change')
    expect(await refused(host.runtime.change(id, { pointer: 1, value: 1 }))).toBe('run.cannot-change')
  })
})
