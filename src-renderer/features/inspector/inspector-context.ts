import { createContext, useContext } from 'react'
import type { BlockDeclaration } from '#shared/block'
import type { Problem } from '#shared/error'
import type { Block } from '#shared/flow'
import type { SourceColour } from '../../ui/block-art/row-art.tsx'
import type { Arriving } from './arriving.ts'
import type { FirstItem } from './first-item.ts'

/** What every field of the shown block needs. */
export type InspectedBlock = {
  block: Block
  declaration: BlockDeclaration
  arriving: Arriving
  /** the first item of the block's own list, where it has fields that are looked at for each item */
  own?: FirstItem | undefined
  /** shows another of the block's steps */
  setVisit(visit: number): void
  /** the colour of a value, by where it comes from */
  colourOf: SourceColour
  /** of this block */
  problems: readonly Problem[]
}

export const InspectedContext = createContext<InspectedBlock | null>(null)

/** @throws Error outside of a block's panel: a bug */
export function useInspected(): InspectedBlock {
  const held = useContext(InspectedContext)
  if (!held) throw new Error('a field was drawn outside of a block panel')
  return held
}
