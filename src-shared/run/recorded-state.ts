import type { Json } from '#shared/flow'
import type { Question } from './question.ts'

/**
 * Where a run stood at one moment, as plain JSON: what a re-run starts from. Blocks, mouths and links are named,
 * not numbered, so that another version of the flow can take it up where it still has them.
 */
export type RecordedState = {
  readonly nextPointer: number
  readonly root: RecordedScope
  /** ready pointers, in the order of their turns */
  readonly ready: readonly number[]
  /** its result is known already: it goes on with it and is not done again */
  readonly done?: { readonly pointer: number; readonly out?: string; readonly value: Json }
}

export type RecordedScope = {
  /** name of the owner's mouth; empty for the run itself */
  readonly mouth: string
  readonly index: number
  readonly item?: Json
  readonly last: Json
  readonly vars?: readonly (readonly [name: string, value: Json])[]
  /** by block: what last left it here, and its steps so far */
  readonly left: Readonly<Record<string, Json>>
  readonly visits: Readonly<Record<string, number>>
  /** ids of `first` joins that are open */
  readonly passedJoins?: readonly string[]
  readonly pointers: readonly RecordedPointer[]
}

export type RecordedPointer = {
  readonly n: number
  readonly block: string
  readonly value: Json
  /** `from|out|to` of the link it came by */
  readonly link?: string
  /** what was under way is ready again */
  readonly phase: 'ready' | 'inside' | 'joining' | 'waiting' | 'checking' | 'passing'
  readonly visit: number
  /** of a join: it is kept until it opens */
  readonly config?: Readonly<Record<string, Json>>
  /** ms that are left of its wait */
  readonly waitMs?: number
  readonly passes?: RecordedPasses
  /** of a step that is still telling people about it; `leftMs` in place of `due` */
  readonly question?: Omit<Question, 'due'> & { readonly leftMs?: number }
  /** of a C-block, the one opened first at the end */
  readonly scopes?: readonly RecordedScope[]
}

export type RecordedPasses = {
  readonly total: number
  readonly next: number
  readonly open: number
  readonly width: number
  readonly value: Json
  readonly list?: readonly Json[]
  /** by pass; an empty list: none yet */
  readonly results?: readonly (readonly [] | readonly [Json])[]
  readonly left: boolean
}
