import type { BlockShape, CheckedType } from './check-catalog.ts'
import type { Block, Link } from './document.ts'

export type Parent = { readonly block: string; readonly mouth: string }

export type Place = {
  readonly block: Block
  /** in the file's order of blocks */
  readonly index: number
  readonly type: CheckedType | undefined
  readonly shape: BlockShape | undefined
  /** plain outputs, with `error` when `onError` is `branch`; those linked, where the type is unknown */
  readonly outputs: readonly string[]
  readonly mouths: readonly string[]
  /** the C-block and mouth it stands in; null at the top */
  readonly parent: Parent | null
  /** all links to it, in the file's order */
  readonly linksIn: readonly Link[]
  /** links from it by output or mouth, in the file's order */
  readonly linksOut: ReadonlyMap<string, readonly Link[]>
  /** the snapped link it hangs by; null for the head of a stack on the canvas */
  readonly hangsBy: Link | null
  /** the snapped link from its plain output to the block right below */
  readonly below: Link | null
  /** the snapped link to the first block in each mouth */
  readonly inside: ReadonlyMap<string, Link>
}

/** A place while it is being made. */
export type Draft = Omit<
  { -readonly [K in keyof Place]: Place[K] },
  'linksIn' | 'linksOut' | 'inside' | 'outputs'
> & {
  linksIn: Link[]
  linksOut: Map<string, Link[]>
  inside: Map<string, Link>
  outputs: string[]
}
