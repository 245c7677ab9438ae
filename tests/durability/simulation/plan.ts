import type { Block, FlowDocument, Json, JsonObject, Link } from '#shared/flow'

/** What goes wrong with a step that touches the world, and how many attempts long. */
export type Fault = {
  what: 'throws' | 'refuses' | 'breaks' | 'hangs' | 'late' | 'twice' | 'not-json' | 'no-output'
  times: number
}

/** A block of a simulated flow with all that hangs from it. */
export type Node = {
  id: string
  type: string
  config?: JsonObject
  options?: Block['options']
  fault?: Fault
  /** it never ends by itself: something beside it ends the scope it is in */
  hold?: true
  mouths?: Record<string, Node[]>
  /** what its output `error` leads to, before it goes on as if nothing had been */
  error?: Node[]
  /** branches from its `next` that meet again at the next node, a join */
  fan?: Node[][]
  /** branches from its `next` that never meet again */
  spray?: Node[][]
  /** output by which this block leads back to the first block of the nodes named here */
  back?: string
}

export type Crash = {
  /** it dies when so many entries of this life are given to the journal */
  at: number
  /** what is on disk then: what was committed, or all before that entry, or that entry too */
  left: 'lost' | 'before' | 'after'
}

/** One simulation: a flow, what the world does to it, and what the disk and the clock do. */
export type Plan = {
  seed: number
  /** order: what runs beside each other is told to differ in order only where that shows nowhere. racy: anything goes. */
  kind: 'order' | 'racy'
  /** heads of the flow: a chain below each hat; what follows once they have met */
  hats: Node[][]
  nodes: Node[]
  /** below the hat of the flow that `control/call-flow` calls; none: nothing calls it */
  child: Node[]
  variables: { name: string; value: Json; keep?: boolean }[]
  maxSteps: number
  /** ms by which the wall clock is set, before the n-th time that the clock is turned */
  jumps: { turn: number; ms: number }[]
  /** commits that fail, counted over all lives */
  refused: { from: number; to: number }[]
  /** the setting */
  onRestart: 'resume' | 'ask'
  /** the sandbox of expressions is not there at once */
  lateSandbox: boolean
}

type End = { from: string; out: string }

/** The flow a plan says. */
export const flowOfPlan = (plan: Plan): FlowDocument => draw(plan, 'flw_sim', 'start/manual', plan)

/** The flow that it calls. */
export const childOfPlan = (plan: Plan): FlowDocument =>
  draw(plan, 'flw_child', 'start/called', { hats: [[]], nodes: plan.child })

function draw(
  plan: Plan,
  flowId: string,
  hat: string,
  { hats, nodes }: Pick<Plan, 'hats' | 'nodes'>,
): FlowDocument {
  const blocks: Block[] = []
  const links: Link[] = []
  const add = ({ id, type, config = {}, options }: Node): void => {
    blocks.push({ id, type, version: 1, name: `Block ${id}`, config, ...(options && { options }) })
  }

  /** Puts nodes one below another. @returns the open ends of the last */
  const place = (nodes: readonly Node[], from: readonly End[]): End[] => {
    let ends = [...from]
    for (const node of nodes) {
      add(node)
      for (const end of ends) links.push({ ...end, to: node.id })
      if (node.back && nodes.some(({ id }) => id === node.back))
        links.push({ from: node.id, out: 'other', to: node.back })
      for (const [mouth, inside] of Object.entries(node.mouths ?? {}))
        place(inside, [{ from: node.id, out: mouth }])
      const next = { from: node.id, out: 'next' }
      if (CAPS.has(node.type)) ends = []
      else if (node.fan) ends = node.fan.flatMap((branch) => place(branch, [next]))
      else ends = [next]
      if (node.type === 'control/ask') ends.push({ from: node.id, out: 'late' })
      for (const branch of node.spray ?? []) place(branch, [next])
      if (node.options?.onError === 'branch')
        ends.push(...place(node.error ?? [], [{ from: node.id, out: 'error' }]))
    }
    return ends
  }

  const starts = hats.flatMap((chain, i) => {
    const id = `hat${i}`
    add({ id, type: hat })
    return place(chain, [{ from: id, out: 'next' }])
  })
  place(nodes, starts)
  const { variables, maxSteps } = plan
  return {
    format: 1,
    id: flowId,
    name: `Simulated ${plan.seed} ${flowId}`,
    variables,
    blocks,
    links,
    settings: { maxSteps },
  }
}

export const CAPS: ReadonlySet<string> = new Set([
  'control/stop',
  'control/return',
  'control/fail',
  'control/leave-loop',
  'control/next-pass',
])

/** Every node of a plan, also those inside others. */
export function* nodesOf({ hats, nodes, child }: Plan): Generator<Node> {
  for (const chain of [...hats, nodes, child]) yield* within(chain)
}

function* within(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node
    for (const inside of chainsIn(node)) yield* within(inside)
  }
}

/** The lists of nodes right inside a node; shrinking takes from them. */
export const chainsIn = ({ mouths, error, fan, spray }: Node): Node[][] => [
  ...Object.values(mouths ?? {}),
  ...(error ? [error] : []),
  ...(fan ?? []),
  ...(spray ?? []),
]
