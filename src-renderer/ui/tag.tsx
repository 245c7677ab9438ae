import type { ReactNode } from 'react'
import type { Colour } from './block-art/colour.ts'
import './tag.css'

export type Tone = 'quiet' | 'ok' | 'danger' | 'warn' | 'accent' | 'running'

/** A small word about the state of something. */
export const Tag = ({
  tone = 'quiet',
  icon,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
}) => (
  <span className={`tag ${tone === 'quiet' ? '' : `tag-${tone}`}`}>
    {icon}
    {children}
  </span>
)

type TileProps = { category: Colour; size?: 'small'; children: ReactNode }

/** A block's icon on its colour. */
export const Tile = ({ category, size, children }: TileProps) => (
  <span className={`tile cat-${category} ${size ? `tile-${size}` : ''}`}>{children}</span>
)

type ChipProps = {
  /** of the block the value comes from */
  category: Colour
  /** a leaf of a tree: only the dot has the colour */
  quiet?: boolean
  children: ReactNode
}

/** A value from another block. */
export const Chip = ({ category, quiet, children }: ChipProps) => (
  <span className={`chip cat-${category} ${quiet ? 'chip-quiet' : ''}`}>{children}</span>
)
