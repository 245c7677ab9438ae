import fc from 'fast-check'
import type { Block, FlowDocument, JsonObject, Link } from '#shared/flow'

/** One block of a random flow, with what is in its mouths; `fork` makes a second branch beside what follows. */
type Node = {
  type: string
  config?: JsonObject
  options?: Block['options']
  mouths?: Record<string, Node[]>
  fork?: Node[]
  /** the output by which it goes on; `next` unless told */
  out?: string
}

const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Node>({ type: 'test/compute' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Node>(
      { type: 'test/act' },
      { type: 'test/look' },
      { type: 'test/act-safely' },
    ),
  },
  { weight: 1, arbitrary: fc.constant<Node>({ type: 'control/wait', config: { for: '5s' } }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Node>(
      { type: 'data/change-variable', config: { name: 'n', by: 1 } },
      { type: 'data/set-variable', config: { name: 'm', value: 'here', scope: 'here' } },
      { type: 'data/add-to-list', config: { name: 'all', value: 1 } },
    ),
  },
  { weight: 1, arbitrary: fc.constant<Node>({ type: 'test/compute', options: { disabled: true } }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Node>(
      { type: 'control/join' },
      { type: 'control/join', config: { mode: 'first' } },
    ),
  },
)
const none = { weight: 12, arbitrary: fc.constant<Node | null>(null) }
const caps = [
  { weight: 2, arbitrary: fc.constant<Node>({ type: 'control/stop' }) },
  { weight: 1, arbitrary: fc.constant<Node>({ type: 'control/fail', config: { message: 'no' } }) },
  { weight: 1, arbitrary: fc.constant<Node>({ type: 'control/return', config: { value: 'returned' } }) },
]
const loopCaps = [
  { weight: 2, arbitrary: fc.constant<Node>({ type: 'control/next-pass' }) },
  { weight: 2, arbitrary: fc.constant<Node>({ type: 'control/leave-loop' }) },
]
const ended = ([nodes, end]: [Node[], Node | null]): Node[] => (end ? [...nodes, end] : nodes)

const { stack } = fc.letrec<{ stack: Node[]; node: Node; looped: Node[] }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record<Node>({ type: fc.constant('test/compute'), fork: tie('stack') }),
    fc.record<Node>({
      type: fc.constant('control/if'),
      config: fc.record({ condition: fc.boolean() }),
      mouths: fc.record({ ['then' as string]: tie('stack'), else: tie('stack') }),
    }),
    fc.record<Node>({
      type: fc.constant('control/repeat'),
      config: fc.record({ times: fc.integer({ min: 0, max: 3 }) }),
      mouths: fc.record({ each: tie('looped') }),
    }),
    fc.record<Node>({
      type: fc.constant('control/for-each'),
      config: fc.record({
        list: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }),
        concurrency: fc.integer({ min: 1, max: 3 }),
      }),
      mouths: fc.record({ each: tie('looped') }),
    }),
    fc.record<Node>({
      type: fc.constant('control/parallel'),
      mouths: fc.record({ 1: tie('stack'), 2: tie('stack') }),
    }),
    fc.record<Node>({
      type: fc.constant('control/switch'),
      config: fc.record({
        value: fc.constantFrom('a', 'b', 'c'),
        cases: fc.constant([
          { name: 'a', equals: 'a' },
          { name: 'b', equals: 'b' },
        ]),
      }),
      mouths: fc.record({ a: tie('stack'), b: tie('stack'), otherwise: tie('stack') }),
    }),
    // nobody is there to answer: it goes on when its time is over
    fc.record<Node>({
      type: fc.constant('control/ask'),
      config: fc.constant({ question: 'Anybody there?', within: '5s' }),
      mouths: fc.record({ tell: tie('stack') }),
      out: fc.constant('late'),
    }),
    fc.record<Node>({
      type: fc.constant('control/try'),
      mouths: fc.record({ try: tie('stack'), catch: tie('stack') }),
    }),
  ),
  stack: fc.tuple(fc.array(tie('node'), { maxLength: 4 }), fc.oneof(none, ...caps)).map(ended),
  looped: fc.tuple(fc.array(tie('node'), { maxLength: 3 }), fc.oneof(none, ...caps, ...loopCaps)).map(ended),
}))

/** Small flows of every C-block but while, whose condition wants a sandbox, and of fan-out, joins, caps, disabled blocks, waits and steps that touch the world. */
export const randomFlow: fc.Arbitrary<FlowDocument> = stack.map((nodes) => {
  const blocks: Block[] = []
  const links: Link[] = []
  const place = (stackNodes: readonly Node[], from: string, out: string): void => {
    let before = { from, out }
    for (const node of stackNodes) {
      const id = `b${blocks.length}`
      const { type, config = {}, options } = node
      blocks.push({ id, type, version: 1, name: id, config, ...(options && { options }) })
      links.push({ ...before, to: id })
      for (const [mouth, inside] of Object.entries(node.mouths ?? {})) place(inside, id, mouth)
      if (node.fork) place(node.fork, id, 'next')
      before = { from: id, out: node.out ?? 'next' }
    }
  }
  blocks.push({ id: 'start', type: 'start/manual', version: 1, name: 'start', config: {} })
  place(nodes, 'start', 'next')
  return { format: 1, name: 'Random', blocks, links, settings: { maxSteps: 2000 } }
})
