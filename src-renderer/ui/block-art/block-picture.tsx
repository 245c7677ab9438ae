import { useMemo } from 'react'
import { mouthsOf } from '#shared/block'
import type { JsonObject } from '#shared/flow'
import { BlockBody } from './block-body.tsx'
import { blockFace, dividerWords } from './block-face.ts'
import { catalog } from './known-blocks.ts'
import './block-art.css'
import { MEASURE } from './measures.ts'
import { MY } from './my-blocks.ts'
import { narrowFace } from './narrow-face.ts'
import { blockHeight } from './outline.ts'
import { rootColour } from './root-colours.ts'
import { useTextWidth } from './use-text-width.ts'

type BlockPictureProps = {
  type: string
  config?: JsonObject
  scale?: number
  /** px that it may be wide: a little smaller where that helps, then with fewer letters */
  room?: number
}
const EMPTY: JsonObject = {}
/** Words of 14 are 11 px then, and never smaller. */
const LEAST_SCALE = 11 / 14

/** A block as it will look on the canvas, for the palette, cards and lists. */
export function BlockPicture({ type, config = EMPTY, scale: wanted = 1, room }: BlockPictureProps) {
  const width = useTextWidth()
  const declaration = catalog.get(type)
  const face = useMemo(() => {
    if (!declaration) return undefined
    if (room === undefined) return blockFace(declaration, config, width)
    return narrowFace(declaration, config, width, room / LEAST_SCALE - 2, { cutChips: true, holes: true })
  }, [declaration, config, width, room])
  if (!declaration || !face) return null
  const scale = room === undefined ? wanted : Math.min(wanted, Math.max(LEAST_SCALE, room / (face.width + 2)))
  const colour = type.startsWith(MY) ? 'my' : declaration.category
  const mouths = mouthsOf(declaration, config).map(() => MEASURE.mouthMin)
  const rise = declaration.shape === 'hat' ? MEASURE.hatH : 0
  const tall = blockHeight(face.row, mouths) + rise + (declaration.shape === 'cap' ? 0 : MEASURE.notchH)
  return (
    <svg
      className={`block-art cat-${colour}`}
      width={(face.width + 2) * scale}
      height={(tall + 2) * scale}
      viewBox={`-1 ${-rise - 1} ${face.width + 2} ${tall + 2}`}
      role="img"
      aria-label={declaration.title}
    >
      <BlockBody
        type={type}
        category={colour}
        shape={declaration.shape}
        face={face}
        width={face.width}
        mouths={mouths}
        colourOf={rootColour}
        words={dividerWords(declaration, config)}
      />
    </svg>
  )
}
