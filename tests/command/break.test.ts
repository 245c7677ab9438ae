import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blockloom, start, until } from '../support/blockloom-command.ts'
import { flowOf } from '../support/flow-of.ts'

let home: string
let file: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'blockloom break ü '))
  file = join(home, 'steps.flow.json')
  writeFileSync(file, JSON.stringify(steps))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const text = (id: string, name: string, text: string, next?: string) => ({
  ...{ id, name, type: 'data/text', config: { text } },
  ...(next && { to: { next } }),
})
const { id: _, ...steps } = {
  ...flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'each' } },
    {
      ...{ id: 'each', type: 'control/for-each', config: { list: '{{ [1, 2, 3] }}' } },
      to: ['each>one', 'next>end'],
    },
    text('one', 'Say: one', '{{ item }} of {{ vars.n }}', 'two'),
    text('two', 'Two', '{{ input }}!'),
    text('end', 'End', '{{ input.join(" ") }}'),
  ]),
  variables: [{ name: 'n', value: 3 }],
}

const run = (words: string[], input: string) => blockloom(['run', file, ...words], { home, input })
const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('blockloom run --break', () => {
  test('stops before the block, shows what arrived, what would be done and the variables', async () => {
    const { code, out, err } = await run(['--break', 'Say: one'], 'c\nc\nc\n')
    expect([code, out]).toEqual([0, '1 of 3! 2 of 3! 3 of 3!\n'])
    expect(err).toContain('Stopped before "Say: one" (one) in each[0]: breakpoint.')
    expect(err).toContain('  input: 1\n  text: "1 of 3"\n  n = 3\n')
    expect(err).toContain('in each[2]')
  })

  test('stops on a condition, with the block by its id', async () => {
    const { out, err } = await run(['--break', 'two: item == 2'], 'c\n')
    expect(err.match(/Stopped before/g)).toHaveLength(1)
    expect(err).toContain('Stopped before "Two" (two) in each[1]')
    expect(out).toBe('1 of 3! 2 of 3! 3 of 3!\n')
  })

  test('steps over, into, out and to a block', async () => {
    const { out } = await run(['--break', 'each', '--json'], 'i\ns\no\nc\n')
    const all = lines(out)
    const where = all.slice(0, -1).map(({ stopped }) => stopped.pointers.at(-1).block)
    expect(where).toEqual(['each', 'one', 'two', 'end'])
    expect(all.at(-1)).toMatchObject({ status: 'succeeded', output: '1 of 3! 2 of 3! 3 of 3!' })
    const to = lines((await run(['--break', 'each', '--json'], 'r End\nc\n')).out)
    expect(to[1].stopped).toMatchObject({ why: 'step', stops: 2, pointers: [{ block: 'end' }] })
  })

  test('steps into a flow that is called, and out of it again', async () => {
    const child = {
      ...flowOf([
        { id: 'hat', type: 'start/called', to: { next: 'in' } },
        text('in', 'Inside', 'I {{ input }}'),
      ]),
      ...{ id: 'flw_child', name: 'Child' },
    }
    writeFileSync(join(home, 'child.flow.json'), JSON.stringify(child))
    await blockloom(['flows', 'import', join(home, 'child.flow.json')], { home })
    const { id: _, ...parent } = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'call' } },
      { id: 'call', type: 'control/call-flow', config: { flow: 'flw_child' }, to: { next: 'end' } },
      text('end', 'End', 'back with {{ input }}'),
    ])
    writeFileSync(file, JSON.stringify(parent))
    const { out } = await run(['--break', 'call', '--json', '--input', '1'], 'i\ns\nc\nc\n')
    const all = lines(out)
    expect(all.slice(0, -1).map(({ stopped }) => stopped.pointers.at(-1).block)).toEqual([
      ...['call', 'hat', 'in', 'end'],
    ])
    expect(all[1].runId).not.toBe(all[0].runId)
    expect(all.at(-1)).toMatchObject({ status: 'succeeded', output: 'back with I 1' })
  })

  test('changes what arrived and a variable, and shows what comes of it', async () => {
    const input = 'set n 7\nv\nc\ninput "by hand"\nc\n'
    const { out, err } = await run(['--break', 'one:index == 0', '--break', 'two:index == 1'], input)
    expect(out).toBe('1 of 7! by hand! 3 of 7!\n')
    expect(err).toContain('text: "1 of 7"\n  n = 7')
    expect(err).toContain('input: "by hand"')
  })

  test('says what is wrong with a line and waits for another one', async () => {
    const input = 'jump\nset n\ninput {\nr nowhere\nc\n'
    const { code, out } = await run(['--break', 'end', '--json'], input)
    expect(code).toBe(0)
    expect(lines(out).map(({ error }) => error?.code)).toEqual([
      ...[undefined, 'command.wrong-use', 'command.wrong-use', 'command.wrong-use'],
      ...['breakpoint.unknown-block', undefined],
    ])
  })

  test('cancels the run by q, and when nothing more is said', async () => {
    for (const input of ['q\n', '']) {
      const { code, err } = await run(['--break', 'two'], input)
      expect([code, err.match(/Stopped before/g)?.length]).toEqual([130, 1])
    }
  })

  test('is cancelled by Ctrl+C while it waits for a word', async () => {
    const running = start(['run', file, '--break', 'two'], { home, keepOpen: true })
    await until(running, () => running.err().includes('Stopped before'))
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(130)
  })

  test('refuses a block that is not there, and the input from stdin', async () => {
    const unknown = await run(['--break', 'Three'], '')
    expect([unknown.code, unknown.err]).toEqual([
      2,
      '"Test" has no block "Three". It has: start, each, Say: one, Two, End.\n',
    ])
    expect((await run(['--break', 'two', '--input', '-'], '1')).code).toBe(2)
    const syntax = await run(['--break', 'two:a b c'], '')
    expect([syntax.code, syntax.out]).toEqual([2, ''])
  })
})
