/**
 * Random flows of every block kind, with what goes wrong around them.
 *
 * Plans of kind `order` end the same way whatever happens first among things that happen beside each other, so a
 * crash, which changes exactly that, may change nothing. So beside something else there is no `return`, no failure
 * that nobody right there catches, no leaving of loops, no shared variable that is set or read (only added to) and
 * no dice of a step (they go by the pointer's number), no block that tells how often it ran; branches meet in a join, and a `first` join and branches that
 * never meet have only blocks that compute, whose turns are in order. Something that is dropped in the middle (by a
 * failure, a return, a loop that is left) holds on for ever, so that it is dropped in every life.
 * Plans of kind `racy` have none of these limits; of them the simulation asks less.
 */
import type { Json, JsonObject } from '#shared/flow'
import { type Chance, chanceOf } from './chance.ts'
import type { Fault, Node, Plan } from './plan.ts'

type Around = {
  /** something else may happen at the same time */
  beside: boolean
  /** a failure here may go up */
  fails: boolean
  /** a loop may be left from here */
  loop: boolean
  /** the run may be ended from here */
  ends: boolean
  /** in a cycle: this place may be met again in the same scope */
  cycle: boolean
  /** only what computes in one turn */
  pure: boolean
  /** what stands last here is the last of its scope */
  tail: boolean
  /** something must follow here: no cap */
  goesOn: boolean
  depth: number
  /** a loop here has items */
  item: boolean
}

/** Longer than any simulation: what waits so long is always dropped. */
const FOR_EVER = '20000d'
const TEN_YEARS = 3652 * 86_400_000
/** A question that is left to its time. */
export const NOBODY_ANSWERS = 'Anybody there?'

export function makePlan(seed: number): Plan {
  const chance = chanceOf('plan', seed)
  const kind = chance.often(0.75) ? 'order' : 'racy'
  const maker = new Maker(chance, kind)
  const nodesAround = maker.around()
  const hatCount = chance.weighted([
    [12, 1],
    [maker.serial ? 0 : 2, 2],
    [maker.serial ? 0 : 1, 3],
  ])
  const meet: Node[] = hatCount > 1 ? [maker.join('list')] : []
  const hats = Array.from({ length: hatCount }, () =>
    hatCount > 1 ? maker.chain(maker.branch(nodesAround), 1, 3) : [],
  )
  const nodes = [...meet, ...maker.chain(nodesAround, 3, 8)]
  if (maker.counts && chance.often(0.5)) nodes.push(maker.endless())
  const child = maker.child()
  const jumps = makeJumps(chance)
  return {
    seed,
    kind,
    hats,
    nodes,
    child,
    variables: [
      { name: 'n', value: 0 },
      { name: 'kept', value: 0, keep: true },
      { name: 'keptList', value: [], keep: true },
    ],
    maxSteps: maker.counts ? chance.between(30, 90) : 100_000,
    jumps,
    // the time a run may take is counted by the wall clock
    refused: chance.often(0.3)
      ? Array.from({ length: chance.between(1, 2) }, () => {
          const from = chance.between(1, 12)
          return { from, to: from + chance.between(1, 4) }
        })
      : [],
    onRestart: chance.often(0.15) ? 'ask' : 'resume',
    lateSandbox: chance.often(0.3),
  }
}

/** The wall clock is set: a little, by an hour, by ten years. */
function makeJumps(chance: Chance): Plan['jumps'] {
  if (!chance.often(0.3)) return []
  return Array.from({ length: chance.between(1, 2) }, () => ({
    turn: chance.between(1, 30),
    ms: chance.pick([-3_600_000, 1_800_000, -60_000, TEN_YEARS]),
  }))
}

class Maker {
  readonly #chance: Chance
  readonly #racy: boolean
  /** nothing is ever beside anything */
  readonly serial: boolean
  /** few steps: something goes round until there were too many */
  readonly counts: boolean
  #count = 0
  /** something calls the other flow */
  #calls = false
  #inChild = false
  #left: number

  constructor(chance: Chance, kind: Plan['kind']) {
    this.#chance = chance
    this.#racy = kind === 'racy'
    this.serial = !this.#racy && chance.often(0.35)
    this.counts = this.serial && chance.often(0.15)
    this.#left = chance.between(6, 30)
  }

  around(): Around {
    const racy = this.#racy
    return {
      beside: false,
      fails: true,
      loop: false,
      ends: true,
      cycle: false,
      pure: false,
      tail: !racy,
      goesOn: false,
      depth: 0,
      item: false,
    }
  }
  /** Beside something else, on the way to a join. */
  branch(of: Around): Around {
    if (this.#racy) return { ...of, tail: false }
    return { ...of, beside: true, fails: false, loop: false, ends: false, tail: false }
  }
  #inside(of: Around): Around {
    return { ...of, depth: of.depth + 1, tail: true, goesOn: false }
  }
  /** A scope beside another scope. */
  #besideScope(of: Around): Around {
    return { ...this.branch(of), depth: of.depth + 1, tail: true, goesOn: false }
  }

  #id(): string {
    return `b${this.#count++}`
  }
  #node(type: string, config: JsonObject = {}, rest: Partial<Node> = {}): Node {
    this.#left--
    return { id: this.#id(), type, ...(Object.keys(config).length > 0 && { config }), ...rest }
  }
  join(mode: string): Node {
    return this.#node('control/join', { mode })
  }

  chain(around: Around, least: number, most: number): Node[] {
    const nodes: Node[] = []
    const wanted = this.#chance.between(least, most)
    while (nodes.length < wanted && (nodes.length < least || this.#left > 0)) {
      const before = nodes.at(-1)?.id
      nodes.push(...this.#some(around, before))
    }
    const end = this.#end(around)
    return end ? [...nodes, end] : nodes
  }

  #some(around: Around, before: string | undefined): Node[] {
    const { depth, pure } = around
    const deeper = depth < 3 && this.#left > 1
    const world = pure ? 0 : 1
    const beside = this.serial || pure ? 0 : 1
    const make = this.#chance.weighted<() => Node[]>([
      [4, () => [this.#computes(around, before)]],
      [7 * world, () => [this.#touches(around)]],
      [around.beside && !this.#racy ? 0 : 2 * world, () => [this.#remembers(around)]],
      [world, () => [this.#standard(around)]],
      [world, () => [this.#waits()]],
      [2 * world, () => [this.#asks(around)]],
      [3, () => [this.#variable(around)]],
      [1, () => [this.#node('sim/compute', {}, { options: { disabled: true } })]],
      [deeper ? 2 : 0, () => [this.#if(around)]],
      [deeper ? 1 : 0, () => [this.#switch(around)]],
      [deeper ? 2 : 0, () => [this.#repeat(around)]],
      [deeper ? 3 : 0, () => [this.#forEach(around)]],
      [deeper ? 1 : 0, () => this.#while(around)],
      [deeper ? 2 : 0, () => [this.#try(around)]],
      [deeper ? 2 * beside : 0, () => [this.#parallel(around)]],
      [deeper ? 2 * beside : 0, () => this.#fan(around)],
      [deeper && (around.fails || around.loop || around.ends) ? beside : 0, () => [this.#race(around)]],
      [deeper && !around.cycle ? 2 : 0, () => this.#cycle(around)],
      [this.serial && !this.counts && !this.#inChild ? 2 : 0, () => [this.#call(around)]],
      [deeper && (around.tail || this.#racy) && depth > 0 ? 1 : 0, () => [this.#disabledMouth(around)]],
      [this.#racy ? 2 : 0, () => [this.join(this.#chance.pick(['list', 'first']))]],
      [this.#racy && deeper ? 2 : 0, () => [this.#spray(around)]],
    ])
    return make()
  }

  #value(around: Around, before?: string): Json {
    const { beside, item } = around
    return this.#chance.weighted<Json>([
      [3, '{{ input }}'],
      [2, this.#chance.between(0, 9)],
      [1, 'text {{ JSON.stringify(input).length }}'],
      [beside && !this.#racy ? 0 : 2, '{{ vars.n }}'],
      [beside && !this.#racy ? 0 : 1, '{{ [vars.kept, vars.keptList] }}'],
      [before ? 2 : 0, `{{ blocks["Block ${before}"] }}`],
      [item ? 2 : 0, '{{ [index, item] }}'],
      [this.serial ? 1 : 0, '{{ Math.floor(random() * 1000) }}'],
      [this.serial ? 1 : 0, '{{ uuid() }}'],
      [1, '{{ [run.id, trigger.value] }}'],
    ])
  }

  /** True or false, as the flow goes. */
  #condition(around: Around): Json {
    return this.#chance.weighted<Json>([
      [1, true],
      [1, false],
      [3, '{{ JSON.stringify(input).length % 2 === 0 }}'],
      [around.item ? 3 : 0, '{{ index % 2 === 0 }}'],
      [around.beside && !this.#racy ? 0 : 2, '{{ vars.n % 2 === 0 }}'],
      [this.serial ? 1 : 0, '{{ random() < 0.5 }}'],
    ])
  }

  #retry(): NonNullable<Node['options']>['retry'] {
    const backoff = this.#chance.pick(['fixed', 'linear', 'exponential'] as const)
    const wait = this.#chance.pick(['10ms', '1s', '30s'])
    return { times: this.#chance.between(1, 3), wait, backoff, max: '1m', jitter: this.#chance.often(0.5) }
  }

  /** Gives a node a fault, and a way on after it where a failure may not go up. */
  #mayFail(node: Node, around: Around, faults: readonly Fault['what'][]): Node {
    if (!this.#chance.often(0.35)) return node
    const what = this.#chance.pick(faults)
    const retry = this.#chance.often(0.6) ? this.#retry() : undefined
    const heals = (what === 'throws' || what === 'hangs' || what === 'late') && retry !== undefined
    const times = heals && this.#chance.often(0.6) ? this.#chance.between(1, retry.times ?? 1) : 99
    const isSafe = what === 'twice' || (heals && times < 99)
    const mayGoUp = isSafe || around.fails
    const onError = this.#chance.weighted([
      [mayGoUp ? 3 : 0, 'stop' as const],
      [2, 'continue' as const],
      [2, 'branch' as const],
    ])
    node.fault = { what, times }
    node.options = { ...node.options, onError, timeout: '5s', ...(retry && { retry }) }
    if (onError === 'branch' && this.#chance.often(0.6))
      node.error = this.chain({ ...around, depth: around.depth + 1, tail: false }, 1, 2)
    return node
  }

  #waits(): Node {
    const ms = this.#chance.pick(['1ms', '250ms', '5s', '90s'])
    return this.#chance.often(0.7)
      ? this.#node('control/wait', { for: ms })
      : this.#node('control/wait-until', { until: `{{ addTime(now(), "${ms}") }}` })
  }

  /** A question: answered whatever it takes, or never, so that it is late in every life. */
  #asks(around: Around): Node {
    const within = this.#chance.pick([null, null, FOR_EVER, '1s', '90s'])
    const node = this.#node('control/ask', {
      question: within === '1s' || within === '90s' ? NOBODY_ANSWERS : 'Go on?',
      kind: this.#chance.pick(['yes-no', 'choice', 'text', 'number']),
      choices: ['a', 'b'],
      ...(within && { within }),
    })
    node.mouths = { tell: this.#chance.often(0.4) ? this.chain(this.#inside(around), 1, 2) : [] }
    return node
  }

  #computes(around: Around, before: string | undefined): Node {
    const type = around.pure || this.#chance.often(0.8) ? 'sim/compute' : 'sim/ponder'
    const node = this.#node(
      this.#chance.weighted([
        [5, type],
        [1, 'data/text'],
        [1, 'data/set-fields'],
        [around.pure ? 0 : 1, 'data/filter'],
      ]),
    )
    const value = this.#value(around, before)
    if (node.type === 'data/text') node.config = { text: `Got {{ JSON.stringify(input) }}` }
    else if (node.type === 'data/set-fields') node.config = { fields: { 'a.b': value }, keep: false }
    else if (node.type === 'data/filter')
      node.config = { list: '{{ [input, 1, "a", 2] }}', where: '{{ index > 1 || typeof item === "object" }}' }
    else {
      if (this.#chance.often(0.6)) node.config = { value }
      return this.#mayFail(node, around, ['throws', 'refuses', 'breaks', 'not-json', 'no-output'])
    }
    return node
  }

  #touches(around: Around): Node {
    const type = this.#chance.pick(['sim/look', 'sim/act', 'sim/act', 'sim/act-safely'])
    const node = this.#node(type, this.#chance.often(0.3) ? { value: this.#value(around) } : {})
    if (type === 'sim/act' && this.#chance.often(0.3)) node.options = { again: true }
    return this.#mayFail(node, around, EVERY_FAULT)
  }

  #remembers(around: Around): Node {
    return this.#mayFail(this.#node('sim/remember'), around, EVERY_FAULT)
  }

  /** A standard block that touches the world. */
  #standard(around: Around): Node {
    const path = `~/${this.#count}.txt`
    const [type, config] = this.#chance.pick<[string, JsonObject]>([
      ['say/log', { text: '{{ JSON.stringify(input) }}' }],
      ['say/say', { text: 'hello' }],
      ['files/list', { folder: '~/in' }],
      ['files/read', { path }],
      ['files/write', { path, text: '{{ JSON.stringify(input) }}' }],
      ['files/write', { path, text: 'x', ifExists: 'fail' }],
      ['files/append', { path, text: 'x' }],
      ['files/move', { from: path, to: '~/out/' }],
      ['web/request', { url: 'https://example.org/a' }],
      ['web/request', { url: 'https://example.org/a', method: 'POST', body: '{{ input }}' }],
      ['web/request', { url: 'https://example.org/a', method: 'PUT', honoursKey: true }],
    ])
    return this.#mayFail(this.#node(type, config), around, EVERY_FAULT)
  }

  #variable({ beside, pure }: Around): Node {
    const sets = !beside || this.#racy ? 2 : 0
    const [type, config] = this.#chance.weighted<[string, JsonObject]>([
      [3, ['data/change-variable', { name: 'n', by: this.#chance.between(1, 3) }]],
      [3, ['data/change-variable', { name: 'kept', by: this.#chance.between(1, 3) }]],
      [sets, ['data/set-variable', { name: 'n', value: '{{ (vars.n || 0) + 5 }}' }]],
      [sets, ['data/set-variable', { name: 'kept', value: '{{ JSON.stringify(input).length }}' }]],
      [pure ? 0 : sets, ['data/add-to-list', { name: 'keptList', value: '{{ input }}' }]],
      [1, ['data/set-variable', { name: `own${this.#count}`, value: '{{ input }}', scope: 'here' }]],
    ])
    return this.#node(type, config)
  }

  #mouth(around: Around): Node[] {
    return this.#chance.often(0.12) ? [] : this.chain(this.#inside(around), 1, 3)
  }
  #if(around: Around): Node {
    const node = this.#node('control/if', { condition: this.#condition(around) })
    // biome-ignore lint/suspicious/noThenProperty: the mouth is called so
    node.mouths = { then: this.#mouth(around), else: this.#mouth(around) }
    return node
  }
  #switch(around: Around): Node {
    const cases = [
      { name: 'a', equals: 0 },
      { name: 'b', equals: 1 },
    ]
    const node = this.#node('control/switch', { value: '{{ JSON.stringify(input).length % 3 }}', cases })
    node.mouths = { a: this.#mouth(around), b: this.#mouth(around), otherwise: this.#mouth(around) }
    return node
  }
  #repeat(around: Around): Node {
    const isEmpty = !this.counts && this.#chance.often(0.15)
    const node = this.#node('control/repeat', {
      times: isEmpty ? this.#chance.pick([0, 3, 1001, 2500]) : this.#chance.between(0, 3),
    })
    node.mouths = { each: isEmpty ? [] : this.chain({ ...this.#inside(around), loop: true }, 1, 3) }
    return node
  }
  #forEach(around: Around): Node {
    const wide = !this.serial && !around.pure && this.#chance.often(0.5)
    const list = this.#chance.pick<Json>([[], [4], [1, 2, 3], ['a', { b: 1 }, 'a', null], FROM_INPUT])
    const concurrency = wide ? this.#chance.between(2, 4) : 1
    const node = this.#node('control/for-each', { list, concurrency })
    const inside = wide ? this.#besideScope(around) : { ...this.#inside(around), loop: true }
    node.mouths = { each: this.chain({ ...inside, loop: this.#racy || inside.loop, item: true }, 1, 3) }
    return node
  }
  #while(around: Around): Node[] {
    const name = `w${this.#count}`
    const times = this.#chance.between(0, 3)
    const begin = this.#node('data/set-variable', { name, value: 0, scope: 'here' })
    const node = this.#node('control/while', { condition: `{{ vars.${name} < ${times} }}` })
    const count = this.#node('data/change-variable', { name, by: 1 })
    node.mouths = { each: [count, ...this.chain({ ...this.#inside(around), loop: true }, 0, 2)] }
    return [begin, node]
  }
  #try(around: Around): Node {
    const node = this.#node('control/try')
    const inside = this.#inside(around)
    node.mouths = { try: this.chain({ ...inside, fails: true }, 1, 3), catch: this.#mouth(around) }
    return node
  }
  #parallel(around: Around): Node {
    const branches = this.#chance.between(2, 3)
    const node = this.#node('control/parallel', { branches })
    node.mouths = Object.fromEntries(
      Array.from({ length: branches }, (_, i) => [`${i + 1}`, this.chain(this.#besideScope(around), 1, 3)]),
    )
    return node
  }
  #fan(around: Around): Node[] {
    const mode = this.#chance.weighted([
      [3, 'list'],
      [2, 'merge'],
      [around.cycle && !this.#racy ? 0 : 2, 'first'],
    ])
    const head = this.#node('sim/compute')
    const pure = around.pure || mode === 'first'
    const goesOn = around.goesOn || mode === 'merge'
    const inside = { ...this.branch(around), depth: around.depth + 1, pure, goesOn }
    head.fan = Array.from({ length: this.#chance.between(2, 3) }, (_, i) => {
      // one at least reaches the join: nothing else leads to it
      const branch = this.chain({ ...inside, goesOn: goesOn || i === 0, ends: this.#racy && i > 0 }, 1, 2)
      const field = { fields: { [`f${i}`]: '{{ input }}' }, keep: false }
      return mode === 'merge' ? [...branch, this.#node('data/set-fields', field)] : branch
    })
    return [head, this.join(mode)]
  }
  #spray(around: Around): Node {
    const node = this.#node('sim/compute')
    const inside = { ...this.branch(around), depth: around.depth + 1, pure: !this.#racy }
    node.spray = Array.from({ length: 2 }, () => this.chain(inside, 1, 2))
    return node
  }
  #disabledMouth(around: Around): Node {
    const node = this.#repeat(around)
    node.options = { disabled: true }
    return node
  }

  /** Something that would go on for ever, beside something that ends the scope they are in. */
  #race(around: Around): Node {
    const node = this.#node('control/parallel', { branches: 2 })
    const holds = this.#chance.pick<Node>([
      this.#node('control/wait', { for: FOR_EVER }, { hold: true }),
      this.#node('sim/look', {}, { hold: true }),
      this.#node('sim/act-safely', {}, { hold: true }),
    ])
    if (holds.type !== 'control/wait') {
      holds.fault = { what: 'hangs', times: 99 }
      holds.options = { timeout: FOR_EVER }
    }
    const quick = this.chain({ ...this.#besideScope(around), tail: false, goesOn: true, depth: 3 }, 1, 2)
    node.mouths = { 1: [holds], 2: [...quick, this.#cap({ ...around, beside: false })] }
    return node
  }

  #cycle(around: Around): Node[] {
    const name = `c${this.#count}`
    const begin = this.#node('data/set-variable', { name, value: 0, scope: 'here' })
    const count = this.#node('data/change-variable', { name, by: 1 })
    const body = this.chain({ ...around, cycle: true, tail: false, ends: false, goesOn: true }, 1, 2)
    const again = this.#node('sim/decide', { value: `{{ vars.${name} < ${this.#chance.between(1, 3)} }}` })
    again.back = count.id
    return [begin, count, ...body, again]
  }
  /** Ids of called runs go by their order, so only flows in which nothing is beside anything call others. */
  #call(around: Around): Node {
    this.#calls = true
    const onError = this.#chance.pick([undefined, undefined, 'continue', 'branch'] as const)
    const node = this.#node('control/call-flow', { flow: 'flw_child', input: this.#value(around) })
    return { ...node, ...(onError && { options: { onError } }) }
  }
  child(): Node[] {
    if (!this.#calls) return []
    this.#inChild = true
    this.#left = this.#chance.between(3, 8)
    return this.chain(this.around(), 1, 3)
  }

  /** Goes round until there were too many steps. */
  endless(): Node {
    const node = this.#node('control/while', { condition: true })
    node.mouths = { each: this.chain({ ...this.around(), depth: 2, loop: false, ends: false }, 1, 2) }
    return node
  }

  #cap(around: Around): Node {
    const { fails, loop, ends } = around
    const [type, config] = this.#chance.weighted<[string, JsonObject]>([
      [fails ? 2 : 0, ['control/fail', { message: 'no {{ JSON.stringify(input).length }}', code: 'sim.no' }]],
      [loop ? 2 : 0, ['control/leave-loop', {}]],
      [loop ? 2 : 0, ['control/next-pass', {}]],
      [ends ? 1 : 0, ['control/return', { value: '{{ input }}' }]],
    ])
    return this.#node(type, config)
  }
  #end(around: Around): Node | null {
    const { tail, goesOn, depth, fails, loop, ends, beside } = around
    if (goesOn || (!tail && !this.#racy) || depth === 0) return null
    const may = fails || loop || ends
    const make = this.#chance.weighted<() => Node | null>([
      [10, () => null],
      [1, () => this.#node('control/stop')],
      [may ? 3 : 0, () => this.#cap(around)],
      [this.serial || depth > 2 ? 0 : beside ? 1 : 2, () => this.#spray({ ...around, pure: true })],
    ])
    return make()
  }
}

const FROM_INPUT = '{{ Array.isArray(input) ? input.slice(0, 3) : [1, 2] }}'
const EVERY_FAULT = [
  'throws',
  'throws',
  'refuses',
  'breaks',
  'hangs',
  'late',
  'twice',
  'not-json',
  'no-output',
] as const satisfies Fault['what'][]
