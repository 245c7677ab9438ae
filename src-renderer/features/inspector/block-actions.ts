import { useFlow } from '../../model/flow-store.ts'

/** A disabled block is passed by; one that is on has no word about it in the file. */
export function setDisabled(id: string, disabled: boolean): void {
  const { structure, apply } = useFlow.getState()
  const { disabled: _, ...rest } = structure?.places.get(id)?.block.options ?? {}
  const next = disabled ? { ...rest, disabled } : rest
  const empty = Object.keys(next).length === 0
  apply([{ do: 'set-options', id, options: empty ? undefined : next }])
}
