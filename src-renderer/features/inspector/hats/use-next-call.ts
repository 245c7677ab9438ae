import { useCallback, useEffect, useRef, useState } from 'react'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { client } from '../../../link/client.ts'
import { useFlow } from '../../../model/flow-store.ts'

export type Catching =
  | { is: 'resting' }
  /** `address`: where a call starts no run; missing until it is known */
  | { is: 'waiting'; address?: string; since: number }
  | { is: 'caught'; value: Json }
  | { is: 'failed'; error: AppError }

/** Waits for the next call of a webhook, and keeps what came as the sample of its block. */
export function useNextCall(flow: string | null, block: string) {
  const [state, setState] = useState<Catching>({ is: 'resting' })
  const stop = useRef<AbortController | null>(null)
  const cancel = useCallback(() => {
    stop.current?.abort()
    stop.current = null
    setState({ is: 'resting' })
  }, [])
  const wait = useCallback(async () => {
    if (flow === null) return
    stop.current?.abort()
    const mine = new AbortController()
    stop.current = mine
    setState({ is: 'waiting', since: Date.now() })
    try {
      // what is waited for is the hat as it stands in the store
      await useFlow.getState().flush()
      for await (const seen of await client.triggers.nextCall({ flow, block }, { signal: mine.signal })) {
        if (mine.signal.aborted) return
        if (seen.value === undefined) {
          setState({ is: 'waiting', address: seen.address, since: Date.now() })
        } else {
          keepSample(flow, block, seen.value)
          setState({ is: 'caught', value: seen.value })
        }
      }
    } catch (error) {
      if (!mine.signal.aborted) setState({ is: 'failed', error: asAppError(error) })
    }
  }, [flow, block])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another block is another wait
  useEffect(() => cancel, [flow, block, cancel])
  return { state, wait, cancel }
}

/** One undo step; the flow may have been left meanwhile. */
function keepSample(flow: string, block: string, value: Json): void {
  const { id, apply } = useFlow.getState()
  if (id === flow) apply([{ do: 'set-config', id: block, key: 'sample', value }])
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError({
    code: 'studio.unexpected',
    message: error instanceof Error ? error.message : String(error),
    fix: 'Try again.',
  })
}
