import type { Block, BlockOptions, FlowDocument, Link, Monitor } from './document.ts'
import type { Json } from './json.ts'

/**
 * One change of a flow. The canvas, the inspector and the API all send these; undo is the inverse list.
 * An edit whose block is gone is skipped with a word, never an error.
 */
export type FlowEdit =
  | { do: 'add-block'; block: Block; index?: number; restore?: Restore }
  /** removes the block and every link that touches it */
  | { do: 'remove-block'; id: string }
  | { do: 'move-block'; id: string; at: readonly [number, number] | null }
  /** value undefined takes the key away */
  | { do: 'set-config'; id: string; key: string; value: Json | undefined }
  /** options undefined takes them away */
  | { do: 'set-options'; id: string; options: BlockOptions | undefined }
  /** also rewrites `blocks["old name"]` in every expression of the flow */
  | { do: 'rename-block'; id: string; name: string; restore?: Restore }
  /** collapsed undefined takes the key away */
  | { do: 'set-collapsed'; id: string; collapsed: boolean | undefined }
  /** of its type: comes with the config that the other version needs */
  | { do: 'set-version'; id: string; version: number }
  | { do: 'add-link'; link: Link; index?: number; restore?: Restore }
  | { do: 'remove-link'; link: Link }
  | { do: 'set-pin'; id: string; out: string; value: Json | undefined }
  /** of the variable of this name; monitor undefined takes it off the canvas */
  | { do: 'set-monitor'; variable: string; monitor: Monitor | undefined }
  /** `clear` takes keys away: undefined would be lost on its way through JSON */
  | { do: 'set-flow'; set: Partial<Pick<FlowDocument, FlowKey>>; clear?: readonly Exclude<FlowKey, 'name'>[] }

/** What `set-flow` can set. Single pins and monitors are set by `set-pin` and `set-monitor`. */
export type FlowKey =
  | 'name'
  | 'description'
  | 'tags'
  | 'variables'
  | 'notes'
  | 'monitors'
  | 'settings'
  | 'pins'

/** Only in inverses: puts back even what is wrong, such as a link to nowhere, or an id or name that is taken. */
type Restore = true

export type EditResult = {
  document: FlowDocument
  /** applied in this order, takes everything back */
  inverse: FlowEdit[]
  /** edits that no longer applied, with the reason in words */
  skipped: { edit: FlowEdit; why: string }[]
}
