import type { Category } from '#shared/block'

/** What a block is coloured by: its kind, or that a person made it. */
export type Colour = Category | 'my'
