import { chainsIn, type Node, type Plan } from './plan.ts'

/**
 * Makes a plan that fails smaller, as long as it still fails.
 * @param fails whether a plan fails; one that is no valid flow does not
 * @param until ms of `performance.now()` at which it is small enough
 */
export async function shrink(
  plan: Plan,
  fails: (plan: Plan) => Promise<boolean>,
  until: number,
): Promise<Plan> {
  let small = plan
  for (let found = true; found && performance.now() < until; ) {
    found = false
    for (const smaller of smallerThan(small)) {
      if (performance.now() >= until) break
      if (!(await fails(smaller))) continue
      small = smaller
      found = true
      break
    }
  }
  return small
}

function* smallerThan(plan: Plan): Generator<Plan> {
  if (plan.jumps.length > 0) yield { ...plan, jumps: [] }
  if (plan.refused.length > 0) yield { ...plan, refused: [] }
  if (plan.lateSandbox) yield { ...plan, lateSandbox: false }
  if (plan.onRestart !== 'resume') yield { ...plan, onRestart: 'resume' }
  for (let n = 0; ; n++) {
    const copy = structuredClone(plan)
    if (!takeAway(copy, n)) return
    yield copy
  }
}

/** Takes away the n-th thing that can go. False: there is none. */
function takeAway(plan: Plan, n: number): boolean {
  let left = n
  const visit = (nodes: Node[]): boolean => {
    for (let i = nodes.length - 1; i >= 0; i--) {
      const node = nodes[i] as Node
      // a join belongs to its branches, and what ends a race to what holds on in it
      const isBound = node.hold || nodes[i - 1]?.fan || node.type === 'control/join'
      if (!isBound && left-- === 0) {
        nodes.splice(i, node.fan ? 2 : 1)
        return true
      }
      if (node.fault && !node.hold && left-- === 0) {
        node.fault = undefined
        node.options = undefined
        node.error = undefined
        return true
      }
      if (isRace(node)) continue
      for (const inside of chainsIn(node)) if (visit(inside)) return true
    }
    return false
  }
  return [plan.nodes, plan.child, ...plan.hats].some(visit)
}

const isRace = (node: Node): boolean => chainsIn(node).some((inside) => inside.some(({ hold }) => hold))
