import { useCallback, useEffect, useRef, useState } from 'react'
import { AppError } from '#shared/error'

export type Loaded<T> = {
  /** undefined until it came */
  value: T | undefined
  error: AppError | null
  reload(): void
}

/**
 * Fetches a value when the component appears and whenever `load` changes (keep it with useCallback).
 * While it is fetched again the old value stays.
 */
export function useLoad<T>(load: () => PromiseLike<T>): Loaded<T> {
  const [state, setState] = useState<{ value?: T; error: AppError | null }>({ error: null })
  const turn = useRef(0)
  const reload = useCallback(() => {
    turn.current += 1
    const mine = turn.current
    const still = () => mine === turn.current
    load().then(
      (value) => still() && setState({ value, error: null }),
      (error) => still() && setState((before) => ({ ...before, error: asAppError(error) })),
    )
  }, [load])
  useEffect(() => {
    reload()
    return () => {
      turn.current += 1
    }
  }, [reload])
  return { value: state.value, error: state.error, reload }
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  console.error(error)
  return new AppError({ code: 'studio.unexpected', message: String(error), fix: 'Reload the page.' })
}
