import type { StopSignal } from '#shared/block'

/** Node's own kind of signal for a stop signal; `release` lets go of it when the work is over. */
export function abortSignalOf(stop: StopSignal): { signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const abort = (): void => controller.abort(stop.reason)
  if (stop.aborted) abort()
  else stop.addEventListener('abort', abort, { once: true })
  return { signal: controller.signal, release: () => stop.removeEventListener('abort', abort) }
}
