import type { Node } from '@xyflow/react'
import { leftInView } from './canvas-view.ts'
import type { PlacedStack } from './geometry/layout.ts'
import type { StackNodeData } from './parts/stack-node.tsx'

export type StackNodeType = Node<StackNodeData, 'stack'>

/** Stacks as flat nodes of computed size; a stack that did not change keeps its node. */
export function makeNodesOf(): (stacks: readonly PlacedStack[]) => StackNodeType[] {
  const known = new WeakMap<PlacedStack, StackNodeType>()
  const nodeOf = (stack: PlacedStack): StackNodeType => {
    const before = known.get(stack)
    if (before) return before
    const size = { width: stack.width, height: stack.height }
    const node: StackNodeType = {
      id: stack.id,
      type: 'stack',
      position: { x: leftInView(stack.x, stack.width), y: stack.y },
      data: { stack },
      ...size,
      measured: size,
      handles: [],
    }
    known.set(stack, node)
    return node
  }
  return (stacks) => stacks.map(nodeOf)
}
