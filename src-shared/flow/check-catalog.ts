import type { Problem } from '#shared/error'
import type { Block } from './document.ts'

export type BlockShape = 'hat' | 'stack' | 'c' | 'cap'

/** What checking a flow needs to know of block types; `#shared/block` makes one of the declarations. */
export type CheckCatalog = {
  get(type: string): CheckedType | undefined
  /** types near this one, for "did you mean" */
  similar(type: string): readonly string[]
  /** the package that has a type which is not known, and whether another of its blocks is; undefined: no package's */
  missing?(type: string): { package: string; installed: boolean } | undefined
}

export type CheckedType = {
  shape: BlockShape
  version: number
  /** plain outputs of this block as configured: `next`, cases...; `error` is added by `onError: branch` */
  outputs(block: Block): readonly string[]
  /** C-blocks: the mouths of this block as configured, in order */
  mouths(block: Block): readonly string[]
  /** problems of the config alone (kinds, required fields, broken expressions); `path` starts with `config.` */
  checkConfig(block: Block): readonly Omit<Problem, 'block'>[]
}
