import { type MiniMapNodeProps, useInternalNode } from '@xyflow/react'
import { kindOf } from '../block-kinds.ts'
import type { StackNodeType } from '../stack-nodes.ts'
import { outlineOf } from './block-view.tsx'

/** A stack on the mini-map: outlines in their colours, no words. */
export function MiniStack({ id }: MiniMapNodeProps) {
  const stack = useInternalNode<StackNodeType>(id)?.data.stack
  return (
    <g className="mini-stack">
      {stack?.blocks.map((placed) => (
        <path
          key={placed.hanging.block.id}
          className={`cat-${kindOf(placed.hanging.block).category}`}
          d={outlineOf(placed)}
          transform={`translate(${placed.x} ${placed.y})`}
        />
      ))}
    </g>
  )
}
