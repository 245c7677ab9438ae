import type { Field } from '#shared/block'
import type { Json } from '#shared/flow'

/** What every control of a field gets. */
export type ControlProps = {
  field: Field
  name: string
  /** as it stands in the flow: missing where nothing was set */
  value: Json | undefined
  onChange(value: Json | undefined): void
  id: string
  wrong: boolean
  describedBy?: string
  /** the block's first field */
  first: boolean
  onEditing(editing: boolean): void
}
