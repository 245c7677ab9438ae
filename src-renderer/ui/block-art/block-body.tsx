import type { BlockShape } from '#shared/flow'
import type { BlockFace } from './block-face.ts'
import { BlockIcon } from './block-icon.tsx'
import type { Colour } from './colour.ts'
import { MEASURE } from './measures.ts'
import { blockOutline, mouthTops } from './outline.ts'
import { ItemArt, type SourceColour } from './row-art.tsx'

export type BlockBodyProps = {
  type: string
  category: Colour
  shape: BlockShape
  face: BlockFace
  /** at least the face's own width */
  width: number
  /** inner heights of the mouths */
  mouths?: readonly number[]
  /** what stands on the dividers, from the second mouth on */
  words?: readonly string[]
  /** bars instead of words, for zoom 0.5 and under */
  mini?: boolean
  colourOf?: SourceColour
  /** fill of the hatching over a disabled block's body, under its words */
  hatch?: string
  /** how many edges of other blocks peep out below: it is drawn for them too */
  pile?: number
  /** a word on the foot's right: "12 passes" */
  tail?: string
}

/** Outline, icon and sentence of one block, with (0,0) at its left shoulder. Holds no state and no events. */
export function BlockBody(props: BlockBodyProps) {
  const { type, category, shape, face, width, mouths = [], mini = false, pile = 0 } = props
  const outline = blockOutline({ shape, width, row: face.row, mouths, flat: pile > 0 })
  const middle = face.row / 2
  return (
    <>
      <Pile {...props} pile={pile} />
      <path className="block-body" d={outline} />
      {props.hatch && <path className="block-hatch" d={outline} fill={props.hatch} />}
      {mini ? (
        <circle className="block-bar" cx={MEASURE.padX + 8} cy={middle} r={7} />
      ) : (
        <BlockIcon type={type} category={category} x={MEASURE.padX} y={middle - 8} />
      )}
      {face.items.map((item) => (
        <ItemArt key={item.x} item={item} middle={middle} mini={mini} colourOf={props.colourOf} />
      ))}
      <Dividers {...props} />
      {props.tail && !mini && <Tail {...props} tail={props.tail} />}
    </>
  )
}

/** The lowest first, so that each lies over the next; it alone has the tab. */
const Pile = ({ shape, face, width, pile }: BlockBodyProps & { pile: number }) =>
  Array.from({ length: pile }, (_, i) => {
    const row = face.row + (pile - i) * MEASURE.pile
    return <path key={row} className="block-body pile" d={blockOutline({ shape, width, row, flat: i > 0 })} />
  })

function Dividers({ face, mouths = [], words = [], mini }: BlockBodyProps) {
  const tops = mouthTops(face.row, mouths)
  return tops.slice(1).map((top, i) =>
    mini ? (
      <rect key={top} className="block-bar" x={12} y={top - 18} width={24} height={6} rx={3} />
    ) : (
      <text key={top} x={MEASURE.padX} y={top - MEASURE.divider / 2 + 8} fontSize={14}>
        {words[i] ?? ''}
      </text>
    ),
  )
}

function Tail({ face, mouths = [], width, tail }: BlockBodyProps & { tail: string }) {
  const foot = mouthTops(face.row, mouths).at(-1) ?? face.row
  const height = foot + Math.max(mouths.at(-1) ?? 0, MEASURE.mouthMin) + MEASURE.foot
  return (
    <text className="block-tail" x={width - 16} y={height - 8} textAnchor="end" fontSize={11}>
      {tail}
    </text>
  )
}
