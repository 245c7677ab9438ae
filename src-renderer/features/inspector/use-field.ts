import { useCallback, useRef, useState } from 'react'
import type { Json } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'

let focuses = 0

/** Sets a field of a block while it is typed into; all typing between focus and leaving is one undo step. */
export function useCommit(block: string, key: string) {
  const group = useRef('')
  const begin = useCallback(() => {
    focuses += 1
    group.current = `${block} ${key} ${focuses}`
  }, [block, key])
  const commit = useCallback(
    (value: Json | undefined) => {
      if (group.current === '') begin()
      useFlow.getState().apply([{ do: 'set-config', id: block, key, value }], { group: group.current })
    },
    [block, key, begin],
  )
  return { begin, commit }
}

/**
 * What stands in a control while it is typed into: kept as typed ("5." on the way to "5.2"), and replaced when
 * the value changes from elsewhere (undo, another window, the block itself).
 */
export function useDraft<T>(value: Json | undefined, toDraft: (value: Json | undefined) => T) {
  const shown = JSON.stringify(value)
  const [held, setHeld] = useState(() => ({ shown, draft: toDraft(value) }))
  const now = held.shown === shown ? held : { shown, draft: toDraft(value) }
  if (now !== held) setHeld(now)
  /** @param next the value that will arrive as `value` because of this */
  const type = (draft: T, next: Json | undefined) => setHeld({ shown: JSON.stringify(next), draft })
  return [now.draft, type] as const
}
