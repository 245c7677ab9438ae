import type { Block } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'

/** A disabled block is passed by; one that is on has no word about it in the file. */
export function setDisabled({ id, options }: Block, disabled: boolean): void {
  const { disabled: _, ...rest } = options ?? {}
  const next = disabled ? { ...rest, disabled } : rest
  const empty = Object.keys(next).length === 0
  useFlow.getState().apply([{ do: 'set-options', id, options: empty ? undefined : next }])
}
