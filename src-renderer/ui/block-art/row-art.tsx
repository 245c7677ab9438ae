import type { PlacedItem, PlacedPiece } from './block-face.ts'
import type { Colour } from './colour.ts'
import { hexOutline } from './outline.ts'
import type { ChipSource } from './template-pieces.ts'

/** The category whose colour a value has, where it is known. */
export type SourceColour = (source: ChipSource) => Colour | undefined
type ArtProps = { middle: number; colourOf?: SourceColour }

/** One word, chip or field of a block's row. */
export function ItemArt({ item, mini, ...art }: ArtProps & { item: PlacedItem; mini: boolean }) {
  if (mini) return <MiniItem item={item} middle={art.middle} />
  if (item.is === 'word') return <Word text={item.text} x={item.x} middle={art.middle} />
  if (item.is === 'chip') return <Chip piece={item.piece} {...art} />
  return (
    <g data-field={item.key}>
      <FieldBox item={item} middle={art.middle} />
      {item.pieces.map((piece) => (
        <PieceArt key={piece.x} piece={piece} onField={item.shape !== 'choice'} {...art} />
      ))}
    </g>
  )
}

type FieldItem = Extract<PlacedItem, { is: 'field' }>

function FieldBox({ item, middle }: { item: FieldItem; middle: number }) {
  const { x, w, h } = item
  const y = middle - h / 2
  if (item.shape === 'hex') return <path className="field" d={hexOutline(x + 0.5, y + 0.5, w - 1, h - 1)} />
  if (item.shape === 'round')
    return <rect className="field" x={x + 0.5} y={y + 0.5} width={w - 1} height={h - 1} rx={h / 2 - 0.5} />
  return (
    <>
      <rect className="field-choice" x={x} y={y} width={w} height={h} rx={6} />
      <path className="field-arrow" d={`M${x + w - 20.5} ${middle - 1.75}l3.5 3.5l3.5 -3.5`} />
    </>
  )
}

function PieceArt({ piece, middle, onField, colourOf }: ArtProps & { piece: PlacedPiece; onField: boolean }) {
  if (piece.is === 'chip') return <Chip piece={piece} middle={middle} colourOf={colourOf} />
  if (piece.is !== 'literal') {
    const look = piece.is === 'hint' ? 'on-field hint' : onField ? 'on-field' : ''
    return <Word text={piece.text} x={piece.x} middle={middle} look={look} />
  }
  const top = middle - piece.h / 2
  return (
    <>
      <rect className="field-sunk" x={piece.x} y={top} width={piece.w} height={piece.h} rx={piece.h / 2} />
      <text
        className="on-field"
        x={piece.x + piece.w / 2}
        y={middle + 14 * 0.357}
        fontSize={14}
        textAnchor="middle"
      >
        {piece.text}
      </text>
    </>
  )
}

/** A value from another block: its colour, and the dot its wire leaves from. */
function Chip({ piece, middle, colourOf }: ArtProps & { piece: PlacedPiece }) {
  const source = piece.is === 'chip' ? piece.source : null
  const category = source ? colourOf?.(source) : undefined
  const { x, w, h } = piece
  return (
    <g className={`chip ${category ? `cat-${category}` : 'cat-unknown'}`}>
      <rect
        className="chip-body"
        x={x + 0.5}
        y={middle - h / 2 + 0.5}
        width={w - 1}
        height={h - 1}
        rx={h / 2 - 0.5}
      />
      <circle className="chip-dot" cx={x + 12} cy={middle} r={3.25} />
      <text x={x + 20} y={middle + 13 * 0.357} fontSize={13}>
        {piece.text}
      </text>
    </g>
  )
}

const Word = ({ text, x, middle, look }: { text: string; x: number; middle: number; look?: string }) => (
  <text className={look} x={x} y={middle + 14 * 0.357} fontSize={14}>
    {text}
  </text>
)

function MiniItem({ item, middle }: { item: PlacedItem; middle: number }) {
  const { x, w, h } = item
  if (item.is === 'word')
    return <rect className="block-bar" x={x} y={middle - 3} width={w} height={6} rx={3} />
  const y = middle - h / 2
  if (item.is === 'field' && item.shape === 'hex')
    return <path className="field" d={hexOutline(x, y, w, h)} />
  const choice = item.is === 'field' && item.shape === 'choice'
  return (
    <rect
      className={choice ? 'field-choice' : 'field'}
      x={x}
      y={y}
      width={w}
      height={h}
      rx={choice ? 6 : h / 2}
    />
  )
}
