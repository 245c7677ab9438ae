import type { Block, BlockOptions, FlowDocument, Link } from './document.ts'
import type { Json } from './json.ts'

/**
 * One change of a flow. The canvas, the inspector and the API all send these; undo is the inverse list.
 * An edit whose block is gone is skipped with a word, never an error.
 */
export type FlowEdit =
  | { do: 'add-block'; block: Block; index?: number }
  /** removes the block and every link that touches it */
  | { do: 'remove-block'; id: string }
  | { do: 'move-block'; id: string; at: readonly [number, number] | null }
  /** value undefined takes the key away */
  | { do: 'set-config'; id: string; key: string; value: Json | undefined }
  | { do: 'set-options'; id: string; options: BlockOptions }
  /** also rewrites `blocks["old name"]` in every expression of the flow */
  | { do: 'rename-block'; id: string; name: string }
  | { do: 'set-collapsed'; id: string; collapsed: boolean }
  | { do: 'add-link'; link: Link; index?: number }
  | { do: 'remove-link'; link: Link }
  | { do: 'set-pin'; id: string; out: string; value: Json | undefined }
  | {
      do: 'set-flow'
      set: Partial<Pick<FlowDocument, 'name' | 'description' | 'tags' | 'variables' | 'notes' | 'settings'>>
    }

export type EditResult = {
  document: FlowDocument
  /** applied in this order, takes everything back */
  inverse: FlowEdit[]
  /** edits that no longer applied, with the reason in words */
  skipped: { edit: FlowEdit; why: string }[]
}
