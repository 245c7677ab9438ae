import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCatalogOf } from '#shared/block'
import { AppError } from '#shared/error'
import {
  applyEdits,
  type Block,
  checkFlow,
  type FlowDocument,
  type Json,
  type JsonObject,
  type Link,
} from '#shared/flow'
import { flowOf } from '../../tests/support/flow-of.ts'
import { many } from '../../tests/support/many.ts'
import { testCatalog } from '../../tests/support/test-blocks.ts'
import { testHost, testRunners } from '../../tests/support/test-runtime.ts'
import { type MadeMyBlock, makeMyBlock } from './index.ts'

type Node = { type: string; config?: JsonObject; options?: Block['options']; mouths?: Record<string, Node[]> }

const NAMES = Array.from({ length: 9 }, (_, i) => `b${i}`)
const read = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => `blocks[${JSON.stringify(name)}]`),
  fc.constantFrom(
    'input',
    'item',
    'index',
    'vars.n',
    'vars.m',
    'trigger.value',
    'run.flow.name',
    '({ item, index })',
  ),
)
const value = fc.oneof(
  read.map((one) => `{{ ${one} }}`),
  fc.tuple(read, read).map(([a, b]) => `{{ [${a}, ${b}] }}`),
  fc.tuple(read, read).map(([a, b]) => `{{ [${a} ?? 'none', typeof ${b}] }}`),
)
const condition = read.map((one) => `{{ JSON.stringify(${one} ?? 0).length % 2 === 0 }}`)
const leaf = fc.oneof(
  { weight: 5, arbitrary: value.map((one): Node => ({ type: 'data/value', config: { value: one } })) },
  { weight: 2, arbitrary: fc.constant<Node>({ type: 'test/act' }) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc
        .record({ name: fc.constantFrom('n', 'm'), value })
        .map((config): Node => ({ type: 'data/set-variable', config })),
      value.map((one): Node => ({ type: 'data/add-to-list', config: { name: 'all', value: one } })),
      value.map(
        (one): Node => ({ type: 'data/set-variable', config: { name: 'm', value: one, scope: 'here' } }),
      ),
      fc.constant<Node>({ type: 'data/value', config: { value: '{{ vars.all }}' } }),
    ),
  },
  {
    weight: 1,
    arbitrary: value.map(
      (one): Node => ({ type: 'data/value', config: { value: one }, options: { disabled: true } }),
    ),
  },
)
const CAUGHT: Node = { type: 'data/value', config: { value: 'caught' } }
const caps = fc.constantFrom<Node>(
  { type: 'control/stop' },
  { type: 'control/return', config: { value: 'over' } },
  { type: 'control/fail', config: { message: 'no' } },
  { type: 'control/next-pass' },
  { type: 'control/leave-loop' },
)
const end = fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: caps })
const { stack } = fc.letrec<{ stack: Node[]; node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record<Node>({
      type: fc.constant('control/if'),
      config: fc.record({ condition }),
      mouths: fc.record({ ['then' as string]: tie('stack'), else: tie('stack') }),
    }),
    fc.record<Node>({
      type: fc.constant('control/for-each'),
      config: fc.constant({ list: ['x', 'y'] }),
      mouths: fc.record({ each: tie('stack') }),
    }),
    fc.record<Node>({
      type: fc.constant('control/repeat'),
      config: fc.constant({ times: 2 }),
      mouths: fc.record({ each: tie('stack') }),
    }),
    fc.record<Node>({
      type: fc.constant('control/try'),
      // what a failure is told as names the block it came from, which is the call then
      mouths: fc.record({ try: tie('stack'), catch: tie('stack').map((rest) => [CAUGHT, ...rest]) }),
    }),
  ),
  stack: fc
    .tuple(fc.array(tie('node'), { minLength: 1, maxLength: 4 }), end)
    .map(([nodes, cap]) => (cap ? [...nodes, cap] : nodes)),
}))

/** A flow, and the chains that its levels are made of. A second hat may lead into the middle, when all else is over. */
const program = fc.tuple(stack, fc.option(fc.nat({ max: 6 }), { freq: 5 })).map(([nodes, second]) => {
  const blocks: Block[] = []
  const links: Link[] = []
  const chains: string[][] = []
  const place = (chain: readonly Node[], from: string, out: string): void => {
    const ids: string[] = []
    chains.push(ids)
    let before = { from, out }
    for (const { type, config = {}, options, mouths } of chain) {
      const id = `b${blocks.length}`
      blocks.push({ id, type, version: 1, name: id, config, ...(options && { options }) })
      links.push({ ...before, to: id, snap: true })
      ids.push(id)
      for (const [mouth, inside] of Object.entries(mouths ?? {})) place(inside, id, mouth)
      before = { from: id, out: 'next' }
    }
  }
  blocks.push({ id: 'start', type: 'start/manual', version: 1, name: 'start', config: {}, at: [80, 40] })
  place(nodes, 'start', 'next')
  const into = second === null ? undefined : chains[0]?.[second % (chains[0]?.length ?? 1)]
  if (into !== undefined) {
    blocks.push({ id: 'start2', type: 'start/manual', version: 1, name: 'start2', config: {}, at: [480, 40] })
    blocks.push({ id: 'late', type: 'control/wait', version: 1, name: 'late', config: { for: '1h' } })
    links.push({ from: 'start2', out: 'next', to: 'late' }, { from: 'late', out: 'next', to: into })
  }
  const variables = [
    { name: 'n', value: 1 },
    { name: 'all', value: [] },
  ]
  const document: FlowDocument = { format: 1, id: 'flw_test', name: 'Random', variables, blocks, links }
  return { document, chains }
})

/** What a run did: how it ended, with what, and what it did outside, in order. */
async function does(document: FlowDocument, called?: FlowDocument) {
  const acts: [string, Json][] = []
  const runners = testRunners(async (block, _key, given) => {
    acts.push([block, given])
    return { did: given }
  })
  const host = testHost({ runners })
  if (called) host.versions.set('ver_my', called)
  const { status, output } = await host.over(host.start(document, { input: { a: 1 } }))
  return { status, output, acts }
}

let made = 0
function attempt(document: FlowDocument, blocks: readonly string[]): MadeMyBlock | AppError {
  let ids = 0
  try {
    const newId = () => `new${ids++}`
    return makeMyBlock({ document, blocks, name: 'b1', flowId: 'flw_my', catalog: testCatalog, newId })
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

test('a flow does the same with a My block in the place of any of its blocks, and undo puts them back', async () => {
  await fc.assert(
    fc.asyncProperty(
      program,
      fc.nat(),
      fc.nat(),
      fc.nat(),
      async ({ document, chains }, which, from, length) => {
        const chain = chains[which % chains.length] as string[]
        if (chain.length === 0) return
        const start = from % chain.length
        const chosen = chain.slice(start, start + 1 + (length % (chain.length - start)))
        const result = attempt(document, chosen)
        if (result instanceof AppError) {
          expect(result.fix).not.toBe('')
          return
        }
        made++
        const after = applyEdits(document, result.edits)
        expect(after.skipped).toEqual([])
        expect(applyEdits(after.document, after.inverse).document).toEqual(document)
        const checked = checkCatalogOf(testCatalog)
        const errors = (one: FlowDocument) =>
          checkFlow(one, checked).filter(({ severity }) => severity === 'error').length
        if (errors(document) > 0) return
        expect(errors(after.document) + errors(result.flow)).toBe(0)
        expect(await does(after.document, result.flow)).toEqual(await does(document))
      },
    ),
    { numRuns: many(150, 3000) },
  )
  expect(made).toBeGreaterThan(30)
}, 600_000)

const block = (id: string, type: string, config: JsonObject = {}, to?: Record<string, string>) => ({
  ...{ id, type, config, name: id },
  ...(to && { to }),
})
const hat = (to: string) => block('start', 'start/manual', {}, { next: to })

test('what it reads from outside are its inputs, by the names they had; what is read of it comes back', () => {
  const document = flowOf([
    hat('Page'),
    block('Page', 'data/value', { value: 'p' }, { next: 'Title' }),
    block('Title', 'data/text', { text: '{{ blocks.Page }} of {{ vars.shop }}' }, { next: 'Price' }),
    block('Price', 'data/value', { value: 5 }, { next: 'say' }),
    block('say', 'say/say', { text: '{{ blocks.Title }} costs {{ blocks.Price }}' }),
  ])
  const { flow, edits } = attempt(document, ['Title', 'Price']) as MadeMyBlock
  const inputs = ['input', 'Page', 'shop'].map((name) => ({ name, kind: 'any' }))
  expect(flow.blocks.map(({ type, config }) => [type, config])).toEqual([
    ['start/called', { inputs }],
    ['data/value', { value: '{{ input.input }}' }],
    ['data/text', { text: '{{ blocks["When called"]["Page"] }} of {{ blocks["When called"]["shop"] }}' }],
    ['data/value', { value: 5 }],
    ['control/return', { value: { result: '{{ input }}', Title: '{{ blocks["Title"] }}' } }],
  ])
  const { document: after } = applyEdits(document, edits)
  expect(after.blocks.map(({ name, config }) => [name, config])).toEqual([
    ['start', {}],
    ['Page', { value: 'p' }],
    [
      'b1',
      {
        flow: 'flw_my',
        input: { input: '{{ input }}', Page: '{{ blocks["Page"] }}', shop: '{{ vars["shop"] }}' },
      },
    ],
    ['Its result', { value: '{{ input.result }}' }],
    ['say', { text: '{{ blocks["b1"]?.["Title"] }} costs {{ blocks["b1"]?.["result"] }}' }],
  ])
})

test('where nothing is read across the edge, what arrives goes in and what it gives comes out', () => {
  const document = flowOf([hat('a'), block('a', 'data/value', {}, { next: 'b' }), block('b', 'say/say')])
  const { flow, edits, call } = attempt(document, ['a']) as MadeMyBlock
  expect(flow.blocks.map(({ type, config }) => [type, config])).toEqual([
    ['start/called', {}],
    ['data/value', {}],
  ])
  const { blocks, links } = applyEdits(document, edits).document
  expect(blocks.map(({ id }) => id)).toEqual(['start', call, 'b'])
  expect(links.map(({ from, to }) => [from, to])).toEqual([
    ['start', call],
    [call, 'b'],
  ])
})

test('a variable that is set first goes along with its declaration', () => {
  const document = flowOf(
    [
      hat('loop'),
      block('loop', 'control/repeat', { times: 2 }, { each: 'set' }),
      block('set', 'data/set-variable', { name: 'n', value: 0 }, { next: 'more' }),
      block('more', 'data/change-variable', { name: 'n', by: 2 }),
    ],
    {
      variables: [
        { name: 'n', value: 7 },
        { name: 'other', value: 1 },
      ],
    },
  )
  const made = attempt(document, ['set', 'more']) as MadeMyBlock
  expect(made.flow.variables).toEqual([{ name: 'n', value: 7 }])
  expect(applyEdits(document, made.edits).document.variables).toEqual([{ name: 'other', value: 1 }])
  expect(attempt(document, ['more'])).toMatchObject({ code: 'my-block.shared-variable' })
})

test.each<[string, Parameters<typeof flowOf>[0], string[], string]>([
  ['nothing', [hat('a'), block('a', 'say/say')], [], 'No block is chosen.'],
  ['hat', [hat('a'), block('a', 'say/say')], ['start', 'a'], '"start" starts the flow.'],
  ['return', [hat('a'), block('a', 'control/return')], ['a'], '"a" ends the whole flow.'],
  [
    'leaves-loop',
    [hat('l'), block('l', 'control/repeat', {}, { each: 'a' }), block('a', 'control/leave-loop')],
    ['a'],
    '"a" is about a loop that is not in what you chose.',
  ],
  [
    'two-ways-in',
    [
      hat('a'),
      block('a', 'say/say', {}, { next: 'b' }),
      block('b', 'say/say'),
      { ...block('s2', 'start/manual'), to: { next: 'b' } },
    ],
    ['a', 'b'],
    'There are two ways in: "a" and "b".',
  ],
  [
    'fork',
    [
      hat('a'),
      { ...block('a', 'say/say'), to: ['next>b', 'next>c'] },
      block('b', 'say/say'),
      block('c', 'say/say'),
    ],
    ['a', 'b'],
    '"a" goes on in two ways at once.',
  ],
  [
    'two-ways-on',
    [
      hat('a'),
      { ...block('a', 'say/say'), options: { onError: 'branch' as const }, to: { next: 'b', error: 'c' } },
      block('b', 'say/say'),
      block('c', 'say/say'),
    ],
    ['a'],
    'It goes on from "a" otherwise than from "a: error".',
  ],
  [
    'apart',
    [hat('a'), block('a', 'say/say', {}, { next: 'b' }), block('b', 'say/say'), block('c', 'say/say')],
    ['b', 'c'],
    '"c" does not follow from "b".',
  ],
  [
    'levels',
    [
      hat('l'),
      block('l', 'control/repeat', {}, { each: 'a', next: 'b' }),
      block('a', 'say/say'),
      block('b', 'say/say'),
    ],
    ['a', 'b'],
    '"b" and "a" do not stand in the same place.',
  ],
  [
    'lasting-variable',
    [
      hat('l'),
      block('l', 'control/repeat', {}, { each: 'a' }),
      block('a', 'data/change-variable', { name: 'n' }),
    ],
    ['a'],
    'The variable "n" goes on from one time to the next, and a My block begins anew each time.',
  ],
  [
    'computed-name',
    [hat('a'), block('a', 'say/say', { text: '{{ blocks["a" + 1] }}' })],
    ['a'],
    '"a" reads blocks by a name that is worked out.',
  ],
  ['join', [hat('a'), block('a', 'control/join')], ['a'], '"a" waits for others of this flow.'],
])('refuses with a plain sentence: %s', (code, parts, chosen, message) => {
  const error = attempt(flowOf(parts), chosen)
  expect(error).toMatchObject({ code: `my-block.${code}`, message })
})
