// Expressions that go wrong, in the real engine with its sandbox: the sentence names block, field and expression,
// and the run ends; nothing of it can keep the host from writing its journal.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { flowOf } from '../support/flow-of.ts'
import { type FlowRunner, openFlowRunner } from '../support/run-flow.ts'

let runner: FlowRunner
beforeAll(async () => {
  runner = await openFlowRunner('/nonexistent')
})
afterAll(() => runner.close())

const begin = (next: string) => ({ id: 'start', type: 'start/manual', to: { next } })
const textOf = (text: string) =>
  flowOf([begin('t'), { id: 't', type: 'data/text', name: 'Make text', config: { text } }])
const configOf = (type: string, config: object) =>
  flowOf([begin('b'), { id: 'b', type, name: 'My block', config: config as Record<string, Json> }])

/** A block that is passed `times` times, changing the variable `a`. */
const changing = (value: Json, times: number, first: Json = 0) =>
  flowOf(
    [
      begin('again'),
      { id: 'again', type: 'control/repeat', config: { times }, to: { each: 'set' } },
      { id: 'set', type: 'data/set-variable', name: 'Wrap it', config: { name: 'a', value } },
    ],
    { variables: [{ name: 'a', value: first }] },
  )

describe('an expression that goes wrong names block, field, itself and the cause', () => {
  test.each([
    ['throws', '{{ (() => { throw new Error("boo") })() }}', /^Make text, Text: `.*boo.*` failed: boo/],
    ['loops for ever', '{{ (() => { for (;;); })() }}', /^Make text, Text: .*took longer than 50 ms/],
    [
      'backtracks for ever',
      '{{ /^(a+)+$/.test("a".repeat(40) + "b") }}',
      /^Make text, Text: .*took longer than 50 ms/,
    ],
    ['eats memory', '{{ (() => { const a = []; for (;;) a.push("x".repeat(1e6)) })() }}', /64 MB/],
    ['calls itself', '{{ (function f() { return f() + 1 })() }}', /^Make text, Text: .*too deeply/],
    [
      'reaches for the machine',
      '{{ globalThis["process"].env.HOME }}',
      /^Make text, Text: Something is undefined here, so its `env`/,
    ],
    ['reads through nothing', '{{ input.a.b + 1 }}', /^Make text, Text: .*input/],
    ['gives what is no JSON', '{{ 0 / 0 }}', /^Make text, Text: `0 \/ 0` gives NaN/],
    [
      'nests too deep',
      '{{ JSON.parse("[".repeat(5000) + "]".repeat(5000)) }}',
      /^Make text, Text: .*nested more than/,
    ],
  ])('%s', async (_what, text, said) => {
    const { status, error } = await runner.run(textOf(text))
    expect(status).toBe('failed')
    expect(error?.message).toMatch(said)
    expect(error?.fix).toBeTruthy()
    expect(error?.details).toMatchObject({ block: 't', blockName: 'Make text' })
  })

  test.each([
    ['control/if', { condition: '{{ "yes" }}' }, /^My block: "Condition" needs true or false.*"yes"/],
    ['control/repeat', { times: '{{ -1 }}' }, /^My block: "Times" needs a whole number.*-1/],
    ['control/repeat', { times: '{{ 1.5 }}' }, /^My block: "Times" needs a whole number.*1\.5/],
    ['control/for-each', { list: '{{ 5 }}' }, /^My block: "List" needs a list.*5/],
  ])('%s refuses a value of the wrong kind: %o', async (type, config, said) => {
    const { status, error } = await runner.run(configOf(type, config))
    expect(status).toBe('failed')
    expect(error?.message).toMatch(said)
  })

  test('one that gave nothing says which block gave what', async () => {
    const { error } = await runner.run(
      flowOf([
        begin('page'),
        {
          id: 'page',
          type: 'data/set-fields',
          name: 'Fetch page',
          config: { fields: { status: 200, body: 'x' }, keep: false },
          to: { next: 'each' },
        },
        { id: 'each', type: 'control/for-each', name: 'Each', config: { list: '{{ input.items }}' } },
      ]),
    )
    expect(error?.message).toContain('"Fetch page" gave { status, body }')
    expect(error?.message).toMatch(/^Each: "List"/)
  })
})

test.each(['inptu.a', 'process.env.HOME'])(
  '%s, which is not known here, is told before anything runs',
  async (code) => {
    const name = code.split('.')[0]
    await expect(runner.run(textOf(`{{ ${code} }}`))).rejects.toMatchObject({
      code: 'flow.has-problems',
      message: `"Test" cannot run: In "Make text": An expression in "Text" reads \`${name}\`, which is not known here.`,
    })
  },
)

describe('a value that grows without an end ends its own run, and the host goes on', () => {
  test.each([
    ['wrapped into itself, deeper at every pass', ['{{ vars.a }}'], 10_000, 0, 'value.too-deep'],
    ['doubled at every pass', ['{{ vars.a }}', '{{ vars.a }}'], 100, 0, 'value.too-large'],
    ['a text doubled at every pass', '{{ vars.a }}{{ vars.a }}', 100, 'x', 'value.too-large'],
  ] as [string, Json, number, Json, string][])('%s', async (_what, value, times, first, code) => {
    const { status, error } = await runner.run(changing(value, times, first))
    expect(status).toBe('failed')
    expect(error).toMatchObject({ code, details: { blockName: 'Wrap it' } })
    expect(await runner.run(textOf('still here'))).toMatchObject({
      status: 'succeeded',
      output: 'still here',
    })
  })

  test('many large values in one turn are written all the same', async () => {
    const flow = changing('{{ vars.big }}{{ index }}', 40)
    const big = { name: 'big', value: 'z'.repeat(14_000_000) }
    const variables = [...(flow.variables ?? []), big]
    expect((await runner.run({ ...flow, variables })).status).toBe('succeeded')
    expect(await runner.run(textOf('still here'))).toMatchObject({ status: 'succeeded' })
  }, 60_000)
})

describe('loops', () => {
  test('100,000 items and 1,000,000 passes go through', async () => {
    const items = Array.from({ length: 100_000 }, (_, i) => ({ i }))
    const each = flowOf([
      begin('each'),
      {
        id: 'each',
        type: 'control/for-each',
        config: { list: '{{ input }}' },
        to: { each: 'add', next: 'count' },
      },
      { id: 'add', type: 'data/change-variable', config: { name: 'n', by: 1 } },
      { id: 'count', type: 'control/return', config: { value: '{{ vars.n }}' } },
    ])
    expect(await runner.run(each, { input: items })).toMatchObject({ status: 'succeeded', output: 100_000 })
    const empty = configOf('control/repeat', { times: 1_000_000 })
    expect(await runner.run(empty)).toMatchObject({ status: 'succeeded' })
  })

  test('a flow that goes round for ever is stopped, with a sentence that says where', async () => {
    const round = flowOf(
      [
        begin('a'),
        { id: 'a', type: 'data/text', config: { text: 'a' }, to: { next: 'b' } },
        { id: 'b', type: 'data/text', name: 'Second', config: { text: 'b' }, to: { next: 'a' } },
      ],
      { settings: { maxSteps: 500 } },
    )
    const { status, error } = await runner.run(round)
    expect(status).toBe('failed')
    expect(error?.message).toMatch(/more than 500 steps.*"Second"/)
  })

  test('a run that takes longer than it may is stopped while it computes', async () => {
    const long = flowOf(
      [
        begin('again'),
        { id: 'again', type: 'control/repeat', config: { times: 100_000_000 }, to: { each: 'text' } },
        { id: 'text', type: 'data/text', config: { text: '{{ index }}' } },
      ],
      { settings: { timeout: '1s', maxSteps: 1_000_000_000 } },
    )
    const { status, error } = await runner.run(long)
    expect(status).toBe('failed')
    expect(error?.message).toMatch(/longer than 1s/)
  })
})
