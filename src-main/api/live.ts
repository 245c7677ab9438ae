import { AsyncIteratorClass } from '@orpc/server'

/**
 * A live source as the answer of an operation. When the caller goes away (`signal`), a pending `next` ends
 * at once and the source's `return` is called: nothing goes on for nobody. It pulls only when it is pulled,
 * so a slow reader makes the source coalesce instead of filling memory.
 */
export function live<T>(source: AsyncIterable<T>, signal?: AbortSignal): AsyncIteratorClass<T, void, void> {
  const iterator = source[Symbol.asyncIterator]()
  let wake: (() => void) | undefined
  const stop = () => wake?.()
  signal?.addEventListener('abort', stop, { once: true })

  const next = () =>
    new Promise<IteratorResult<T, void>>((resolve, reject) => {
      wake = () => resolve({ done: true, value: undefined })
      if (signal?.aborted) return wake()
      iterator.next().then((result) => resolve(result), reject)
    })
  const cleanup = async () => {
    signal?.removeEventListener('abort', stop)
    wake?.()
    // a source that is stuck in its own wait answers later; nobody waits for it
    iterator.return?.()?.catch(() => {})
  }
  return new AsyncIteratorClass<T, void, void>(next, cleanup)
}
