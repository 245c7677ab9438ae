import { describe, expect, test } from 'vitest'
import type { BlockContext, BlockRunner } from '#shared/block'
import { AppError } from '#shared/error'
import type { FlowDocument, Json, JsonObject } from '#shared/flow'
import { viewOf } from '#shared/run'
import { flowOf } from '../../../tests/support/flow-of.ts'
import { handClock } from '../../../tests/support/hand-clock.ts'
import { emptyDisk } from '../../../tests/support/memory-journal.ts'
import { memorySecrets } from '../../../tests/support/memory-secrets.ts'
import { testBlocks, testCatalog } from '../../../tests/support/test-blocks.ts'
import {
  settled,
  type TestParts,
  testHost,
  testRunners,
  thrownBy,
} from '../../../tests/support/test-runtime.ts'

const TOKEN = 'kanarienvogel-4711'
const NAMES = 'Bearer {{ secrets.TOKEN }}'

type Headed = { headers: JsonObject }
type Used = { config: JsonObject; ctx: BlockContext }
type Act = (used: Used) => Json | Promise<Json>

/** The standard runners, and the blocks for secrets, whose acts are the test's. */
function runnersThat(act: Act): ReadonlyMap<string, BlockRunner> {
  const guarded: BlockRunner = {
    declaration: testBlocks.guarded,
    run: async (config, ctx) => ({ next: await act({ config: config as JsonObject, ctx }) }),
  }
  const compute: BlockRunner = {
    declaration: testBlocks.guardedCompute,
    run: (config, ctx) => ({ next: act({ config: config as JsonObject, ctx }) as Json }),
  }
  return new Map([
    ...testRunners(async () => null),
    ...[guarded, compute].map((one) => [one.declaration.type, one] as const),
  ])
}

/** Remembers the configs it gets, and gives them on. */
const noting =
  (seen: JsonObject[]): Act =>
  ({ config }) => {
    seen.push(config)
    return config
  }

const start = { id: 'start', type: 'start/manual', to: { next: 'use' } }
const guardedFlow = (
  config: JsonObject,
  more: Parameters<typeof flowOf>[0] = [],
  rest: Partial<FlowDocument> = {},
  type = 'test/guarded',
) =>
  flowOf(
    [
      start,
      { id: 'use', type, config, to: { next: 'then' } },
      ...(more.length ? more : [{ id: 'then', type: 'data/text', config: { text: '{{ input }}' } }]),
    ],
    rest,
  )

async function play(document: FlowDocument, act: Act, parts: TestParts = {}, input: Json = 'in') {
  const secrets = memorySecrets({ TOKEN, OTHER: 'another-secret' })
  const host = testHost({ secrets, runners: runnersThat(act), ...parts })
  const id = host.start(document, { input })
  const row = await host.over(id)
  return { row, events: host.events(id), host, id, secrets }
}

const started = (events: readonly { kind: string }[]) =>
  events.find(({ kind }) => kind === 'started') as unknown as { config: JsonObject; secrets: unknown }

describe('a block that names secrets', () => {
  test.each(['test/guarded', 'test/guarded-compute'])(
    'gets their values, and nothing else does: %s',
    async (type) => {
      const seen: JsonObject[] = []
      const { row, events } = await play(
        guardedFlow(
          {
            headers: {
              Authorization: NAMES,
              'X-Both': '{{ secrets.TOKEN + "/" + secrets.OTHER }}',
              id: '{{ input }}',
            },
            password: '{{ secrets.OTHER }}',
          },
          [],
          {},
          type,
        ),
        (used) => {
          noting(seen)(used)
          return {
            got: `I got ${TOKEN}`,
            [`key ${TOKEN}`]: [Buffer.from(`user:${TOKEN}`).toString('base64')],
          }
        },
      )
      expect(seen).toEqual([
        {
          headers: { Authorization: `Bearer ${TOKEN}`, 'X-Both': `${TOKEN}/another-secret`, id: 'in' },
          password: 'another-secret',
        },
      ])
      expect(row.status).toBe('succeeded')
      expect(row.output).toMatch(/^\{"got":"I got \*\*\*","key \*\*\*":\["[\w+/=]*\*\*\*[\w+/=]*"\]\}$/)
      const written = JSON.stringify([row, events])
      for (const text of [TOKEN, 'another-secret', Buffer.from(TOKEN).toString('base64')])
        expect(written).not.toContain(text)
    },
  )

  test('is shown to people with their names', async () => {
    const document = guardedFlow({ headers: { Authorization: NAMES, id: '{{ input }}' } })
    const { events } = await play(document, () => 'done')
    expect(started(events).config).toEqual({ headers: { Authorization: NAMES, id: 'in' } })
    expect(started(events).secrets).toEqual([{ path: ['headers', 'Authorization'], at: 7, name: 'TOKEN' }])
    const step = viewOf(events, document, testCatalog).steps.find(({ block }) => block === 'use')
    expect(step?.config).toEqual({ headers: { Authorization: NAMES, id: 'in' } })
  })

  test('may ask for them by name, but only for those that its own fields name', async () => {
    const asked: unknown[] = []
    await play(guardedFlow({ password: '{{ secrets.TOKEN }}', code: 'ctx.secret("OTHER")' }), ({ ctx }) => {
      asked.push(ctx.secret('TOKEN'), ctx.secret('OTHER'), thrownBy(() => ctx.secret('THIRD'))?.code)
      return null
    })
    expect(asked).toEqual([TOKEN, 'another-secret', 'secret.not-named'])
    const elsewhere = await play(
      flowOf([start, { id: 'use', type: 'test/guarded', config: {} }]),
      ({ ctx }) => ctx.secret('TOKEN'),
    )
    expect(elsewhere.row.error?.code).toBe('secret.not-named')
  })

  test('fails with a plain sentence when one is missing', async () => {
    const { row } = await play(guardedFlow({ headers: { a: '{{ secrets.NOT_SET }}' } }), () => 'never')
    expect(row.error).toMatchObject({
      code: 'secret.missing',
      message: 'use: There is no secret "NOT_SET".',
      fix: 'Set it under Secrets in the studio, or with: blockloom secrets set NOT_SET',
      details: { block: 'use', blockName: 'use', secret: 'NOT_SET' },
    })
  })

  test('says what its field needs without saying what the secret holds', async () => {
    const { row, events } = await play(guardedFlow({ url: '{{ secrets.TOKEN }}' }), () => 'never')
    expect(row.error).toMatchObject({
      code: 'config.wrong-kind',
      message: 'use: "Address" needs a web address, but got the text "{{ secrets.TOKEN }}".',
      fix: 'Look at what the secret holds, and set it again.',
    })
    expect(JSON.stringify(events)).not.toContain('kanarien')
  })

  test('takes a secret that is a whole address', async () => {
    const url = 'https://hooks.example.org/T0/B1/x?y=1'
    const seen: JsonObject[] = []
    await play(guardedFlow({ url: '{{ secrets.HOOK }}' }), noting(seen), {
      secrets: memorySecrets({ HOOK: url }),
    })
    expect(seen).toEqual([{ url }])
  })
})

describe('what leaves a block', () => {
  const loud: Act = async ({ ctx }) => {
    ctx.log.info(`info ${TOKEN}`)
    ctx.log.error(encodeURIComponent(`ü ${TOKEN}`))
    ctx.progress(0.5, TOKEN)
    throw new AppError({
      code: 'test.loud',
      message: `no: ${TOKEN}`,
      fix: `not ${TOKEN}`,
      details: { body: JSON.stringify({ a: TOKEN }), deep: [{ [TOKEN]: TOKEN }] },
    })
  }

  test('is masked: logs and errors, with their details', async () => {
    const { row, events } = await play(guardedFlow({ password: '{{ secrets.TOKEN }}' }), loud)
    expect(row.error).toMatchObject({
      message: 'no: ***',
      fix: 'not ***',
      details: { body: '{"a":"***"}', deep: [{ '***': '***' }] },
    })
    expect(JSON.stringify(events)).toContain('info ***')
    expect(JSON.stringify([row, events])).not.toContain(TOKEN)
  })

  test('is masked when the block broke, and in what a catch gets', async () => {
    const document = flowOf([
      { ...start, to: { next: 'try' } },
      { id: 'try', type: 'control/try', to: ['try>use', 'catch>say'] },
      { id: 'use', type: 'test/guarded', config: { password: '{{ secrets.TOKEN }}' } },
      { id: 'say', type: 'data/text', config: { text: '{{ input.message }} {{ JSON.stringify(input) }}' } },
    ])
    const { row, events } = await play(document, () => {
      throw new TypeError(`cannot read ${TOKEN}`)
    })
    expect(row.output).toContain('cannot read ***')
    expect(JSON.stringify([row, events])).not.toContain(TOKEN)
  })

  test('is masked in what the run began with: a program may send a token to the flow that checks it', async () => {
    const document = guardedFlow({ password: '{{ secrets.TOKEN }}' }, [], {
      variables: [{ name: 'mine', value: '' }],
    })
    const host = testHost({ secrets: memorySecrets({ TOKEN }), runners: runnersThat(() => null) })
    const id = host.start(document, {
      input: { headers: { authorization: `Bearer ${TOKEN}` } },
      variables: { mine: TOKEN },
    })
    const row = await host.over(id)
    expect(row.trigger.value).toEqual({ headers: { authorization: 'Bearer ***' } })
    expect(JSON.stringify([row, [...host.disk.runs.values()]])).not.toContain(TOKEN)
  })

  test('is masked when a person changed it while the run was paused, and in the variables it keeps', async () => {
    const document = guardedFlow({ password: '{{ secrets.TOKEN }}' }, [], {
      variables: [{ name: 'mine', value: '', keep: true }],
    })
    const host = testHost({ secrets: memorySecrets({ TOKEN }), runners: runnersThat(() => null) })
    const id = host.start(document, { input: 1, breakpoints: [{ block: 'use' }] })
    await settled()
    expect(host.runtime.standing(id)?.config).toEqual({ password: '{{ secrets.TOKEN }}' })
    await host.runtime.change(id, { variable: 'mine', value: `my ${TOKEN}` })
    await host.runtime.change(id, { value: { a: TOKEN } })
    expect(JSON.stringify(host.runtime.standing(id))).not.toContain(TOKEN)
    await host.runtime.continue(id)
    await host.over(id)
    expect([...host.disk.kept.values()]).toEqual([{ mine: 'my ***' }])
  })

  test('is masked in what a block remembers', async () => {
    const kept: string[] = []
    const states = { read: () => new Map(), set: (...one: unknown[]) => void kept.push(JSON.stringify(one)) }
    const remembering: Act = async ({ ctx }) => {
      await ctx.state.set(`of ${TOKEN}`, { seen: [TOKEN] })
      return null
    }
    await play(guardedFlow({ password: '{{ secrets.TOKEN }}' }), remembering, { states })
    expect(kept).toEqual([expect.stringContaining('"of ***","{\\"seen\\":[\\"***\\"]}"')])
  })

  test('is masked by the value that was used, when another was set meanwhile', async () => {
    const secrets = memorySecrets({ TOKEN })
    const { row, events } = await play(
      guardedFlow({ password: '{{ secrets.TOKEN }}' }),
      () => {
        secrets.set('TOKEN', 'a new value')
        return [TOKEN, 'a new value']
      },
      { secrets },
    )
    expect(row.output).toBe('["***","***"]')
    expect(JSON.stringify(events)).not.toContain(TOKEN)
  })

  test('costs nothing to runs of flows that name no secret: no value is even looked up', async () => {
    const secrets = memorySecrets({ TOKEN })
    secrets.peek = () => {
      throw new Error('nobody needs it')
    }
    const { row } = await play(
      flowOf([start, { id: 'use', type: 'data/text', config: { text: `the word ${TOKEN}` } }]),
      () => null,
      { secrets },
    )
    expect(row.output).toBe(`the word ${TOKEN}`)
  })
})

describe('no way but the fields for secrets leads to one', () => {
  test.each([
    ['another field of the same block', { text: '{{ secrets.TOKEN }}' }],
    ['all of them', { headers: '{{ secrets }}' }],
    ['a computed name', { headers: { a: '{{ secrets["TO" + "KEN"] }}' } }],
    ['a piece of one', { headers: { a: '{{ secrets.TOKEN.slice(1) }}' } }],
    ['a field the block does not have', { other: '{{ secrets.TOKEN }}' }],
  ])('%s', async (_, config) => {
    const error = thrownBy(() => testHost({ secrets: memorySecrets({ TOKEN }) }).start(guardedFlow(config)))
    expect(error?.code).toBe('flow.has-problems')
    expect(JSON.stringify(error?.details)).toMatch(/"secret\.(not-allowed-here|not-by-name)"/)
  })

  test.each([
    ['data/text', { text: '{{ secrets.TOKEN }}' }],
    ['data/set-variable', { name: 'x', value: '{{ secrets.TOKEN }}' }],
    ['control/return', { value: '{{ secrets.TOKEN }}' }],
    ['control/fail', { message: '{{ secrets.TOKEN }}' }],
    ['say/say', { text: '{{ secrets.TOKEN }}' }],
    ['control/if', { condition: '{{ secrets.TOKEN > "k" }}' }],
    ['control/while', { condition: '{{ secrets.TOKEN > "k" }}' }],
    ['control/for-each', { list: '{{ [secrets.TOKEN] }}' }],
    ['data/filter', { list: '{{ input }}', where: '{{ secrets.TOKEN === item }}' }],
    ['control/call-flow', { flow: 'flw_x', input: '{{ secrets.TOKEN }}' }],
    ['files/write', { path: '/x', text: '{{ secrets.TOKEN }}' }],
  ])('a field of %s', (type, config) => {
    const error = thrownBy(() =>
      testHost({ secrets: memorySecrets({ TOKEN }) }).start(flowOf([start, { id: 'use', type, config }])),
    )
    expect(JSON.stringify(error?.details)).toContain('"secret.not-allowed-here"')
  })

  test('a breakpoint cannot look at one', async () => {
    const host = testHost({ secrets: memorySecrets({ TOKEN }), runners: runnersThat(() => null) })
    const id = host.start(guardedFlow({ password: '{{ secrets.TOKEN }}' }), {
      input: 1,
      breakpoints: [
        { block: 'use', condition: 'secrets.TOKEN === "guess"' },
        { block: 'then', log: 'it is {{ secrets.TOKEN }}' },
      ],
    })
    await settled()
    expect(host.runtime.standing(id)?.problem?.code).toBe('secret.not-allowed-here')
    await host.runtime.continue(id)
    await host.over(id)
    expect(JSON.stringify(host.events(id))).toContain('No secret can be used here')
    expect(JSON.stringify(host.events(id))).not.toContain(TOKEN)
  })

  test('data that looks like a reference, or like a mark, is data', async () => {
    const seen: JsonObject[] = []
    const forged = '{{ secrets.OTHER }} \uE0F0mark0.OTHER\uE0F1 \uE0F0mark1.OTHER\uE0F1'
    const { events } = await play(
      guardedFlow({ headers: { a: '{{ input }} and {{ secrets.TOKEN }}' } }, [], {}),
      async ({ config }) => {
        seen.push(config)
        if (seen.length === 1)
          throw new AppError({ code: 'test.again', message: 'once more', retryable: true })
        return null
      },
      { secrets: { ...memorySecrets({ TOKEN, OTHER: 'another-secret' }), mark: () => 'nobody-can-guess' } },
      forged,
    )
    expect(seen[0]).toEqual({ headers: { a: `${forged} and ${TOKEN}` } })
    expect(JSON.stringify(events)).not.toContain('another-secret')
  })
})

describe('attempts', () => {
  const flaky = guardedFlow(
    {
      headers: {
        a: '{{ input }} {{ uuid() }} {{ secrets.TOKEN }} {{ secrets.OTHER }}',
        b: ['{{ secrets.TOKEN }}'],
      },
      url: 'https://x/{{ secrets.TOKEN }}?q={{ input }}',
    },
    [],
  )
  const withRetry: FlowDocument = {
    ...flaky,
    blocks: flaky.blocks.map((block) =>
      block.id === 'use' ? { ...block, options: { retry: { times: 2, wait: '1s' } } } : block,
    ),
  }

  test('get the same texts again, with the secrets put in anew', async () => {
    const seen: JsonObject[] = []
    const secrets = memorySecrets({ TOKEN, OTHER: 'another-secret' })
    const { row, events } = await play(
      withRetry,
      async ({ config }) => {
        seen.push(config)
        if (seen.length === 2) secrets.set('OTHER', 'the renewed one')
        if (seen.length < 3) throw new AppError({ code: 'test.again', message: 'once more', retryable: true })
        return null
      },
      { secrets },
      '{{ secrets.OTHER }} in',
    )
    expect(row.status).toBe('succeeded')
    expect(seen).toHaveLength(3)
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(JSON.parse(JSON.stringify(seen[0]).replace('another-secret', 'the renewed one')))
    expect(String((seen[0] as Headed).headers.a)).toMatch(
      /^\{\{ secrets.OTHER \}\} in [0-9a-f-]{36} kanarienvogel-4711 another-secret$/,
    )
    expect(JSON.stringify(events)).not.toContain(TOKEN)
  })

  test('in another host after a crash get them too, at whatever entry it crashed', async () => {
    const without = await play(flaky, ({ config }) => config)
    expect(without.row.status).toBe('succeeded')
    for (let entries = 1; entries < without.events.length; entries++) {
      const disk = emptyDisk()
      const clock = handClock()
      const versions = new Map<string, FlowDocument>()
      const seen: JsonObject[] = []
      let dead = false
      const parts = { disk, clock, versions, secrets: memorySecrets({ TOKEN, OTHER: 'another-secret' }) }
      const first = testHost({
        ...parts,
        runners: runnersThat((used) => (dead ? new Promise<Json>(() => {}) : noting(seen)(used))),
      })
      first.journal.entriesLeft = entries
      const died = new Promise<void>((resolve) => {
        first.journal.onDeath = () => {
          dead = true
          resolve()
        }
      })
      const id = first.start(flaky, { input: 'in' })
      await died
      const second = testHost({
        ...parts,
        clock: handClock(clock.now() + 1000),
        runners: runnersThat(noting(seen)),
      })
      await second.runtime.recover()
      const row = await second.over(id)
      expect(row.status, `after ${entries} entries`).toBe('succeeded')
      for (const config of seen) expect((config.headers as JsonObject).b).toEqual([TOKEN])
      for (const config of seen) expect(config, `after ${entries} entries`).toEqual(seen[0])
      expect(JSON.stringify([...disk.runs.values()])).not.toContain(TOKEN)
    }
  })
})
