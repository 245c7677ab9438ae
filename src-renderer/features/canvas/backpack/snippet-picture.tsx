import { useMemo } from 'react'
import type { Block } from '#shared/flow'
import type { Snippet } from '#shared/snippet'
import { withWord } from '../../../ui/block-art/block-face.ts'
import { useInstalled } from '../../../ui/block-art/known-blocks.ts'
import { narrowFace } from '../../../ui/block-art/narrow-face.ts'
import { wireOutline } from '../../../ui/block-art/outline.ts'
import type { TextWidth } from '../../../ui/block-art/text-width.ts'
import { useTextWidth } from '../../../ui/block-art/use-text-width.ts'
import { foldWord, formOf, kindOf } from '../block-kinds.ts'
import type { FaceOf } from '../geometry/layout.ts'
import { categoryClass, PlacedBody } from '../parts/placed-body.tsx'
import { drawSnippet } from './draw-snippet.ts'

/** px; of a taller one the beginning is shown */
const TALLEST = 152

/** A snippet as it will look on the canvas; what it says is said beside it. */
export function SnippetPicture({ snippet, width }: { snippet: Snippet; width: number }) {
  const ruler = useTextWidth()
  const installed = useInstalled()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what blocks look like follows from what is installed
  const { flow, blocks, wires, box, scale, mini } = useMemo(
    () =>
      drawSnippet(snippet, {
        ...{ formOf, facesOf: (most) => narrowFaces(ruler, most) },
        room: { width, height: TALLEST },
      }),
    [snippet, width, ruler, installed],
  )
  const cut = box.height * scale > TALLEST
  const wide = box.width * scale > width + 1
  return (
    <div className={`snippet-picture${cut ? ' cut' : ''}${wide ? ' cut-side' : ''}`}>
      <svg
        className={`block-art${mini ? ' mini' : ''}`}
        width={box.width * scale}
        height={Math.min(box.height * scale, TALLEST)}
        viewBox={`${box.x} ${box.y} ${box.width} ${cut ? TALLEST / scale : box.height}`}
        aria-hidden="true"
      >
        {wires.map(({ from, to }) => (
          <path key={`${from} ${to}`} className="snippet-wire" d={wireOutline(from, to)} />
        ))}
        {blocks.map((placed) => (
          <g
            key={placed.hanging.block.id}
            className={`block ${categoryClass(placed)}`}
            transform={`translate(${placed.x} ${placed.y})`}
          >
            <PlacedBody {...{ placed, flow, mini }} />
          </g>
        ))}
      </svg>
    </div>
  )
}

/** With how many blocks are folded into one, as on the canvas. */
const narrowFaces =
  (ruler: TextWidth, most: (block: Block) => number): FaceOf =>
  (block, hidden) => {
    const narrow = (room: number) =>
      narrowFace(kindOf(block).face, block.config, ruler, room, { cutChips: true })
    if (hidden === 0) return narrow(most(block))
    const told = foldWord(block, hidden)
    return withWord(narrow(most(block) - ruler(told, 14, 500) - 24), told, ruler)
  }
