import type { Category } from '#shared/block'
import type { ChipSource } from './template-pieces.ts'

/** The colour of values whose root alone says where they come from. */
const BY_ROOT: Readonly<Record<string, Category>> = {
  item: 'control',
  index: 'control',
  vars: 'data',
  run: 'computer',
  env: 'computer',
  secrets: 'computer',
  trigger: 'start',
}

export const rootColour = ({ root }: ChipSource): Category | undefined =>
  Object.hasOwn(BY_ROOT, root) ? BY_ROOT[root] : undefined
