import { useMemo } from 'react'
import type { FlowDocument } from '#shared/flow'
import { BlockBody } from '../../ui/block-art/block-body.tsx'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { wireOutline } from '../../ui/block-art/outline.ts'
import { useTextWidth } from '../../ui/block-art/use-text-width.ts'
import { type DrawnBlock, drawFlow } from './draw-flow.ts'
import './flow-picture.css'

type FlowPictureProps = {
  document: FlowDocument
  width: number
  height: number
  /** free room around, px */
  margin?: number
  label: string
}

/** A whole flow, small: words are bars, fields keep their shape. */
export function FlowPicture({ document, width, height, margin = 24, label }: FlowPictureProps) {
  const textWidth = useTextWidth()
  const drawn = useMemo(() => drawFlow(document, catalog, textWidth), [document, textWidth])
  const { x, y, w, h } = drawn.box
  const zoom = Math.min((width - 2 * margin) / w, (height - 2 * margin) / h, 0.5)
  const left = (width - w * zoom) / 2 - x * zoom
  const top = (height - h * zoom) / 2 - y * zoom
  return (
    <svg className="block-art flow-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <g transform={`translate(${left} ${top}) scale(${zoom})`}>
        {drawn.wires.map((wire) => (
          <path
            key={`${wire.from} ${wire.to}`}
            className="flow-picture-wire"
            d={wireOutline(wire.from, wire.to)}
          />
        ))}
        {drawn.blocks.map((block) => (
          <DrawnBlockArt key={block.id} block={block} />
        ))}
      </g>
    </svg>
  )
}

function DrawnBlockArt({ block }: { block: DrawnBlock }) {
  const { declaration, face, x, y, width, mouths } = block
  return (
    <g transform={`translate(${x} ${y})`} className={`cat-${declaration.category}`}>
      <BlockBody
        type={declaration.type}
        category={declaration.category}
        shape={declaration.shape}
        face={face}
        width={width}
        mouths={mouths}
        mini
      />
    </g>
  )
}
