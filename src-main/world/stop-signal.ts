import type { StopSignal } from '#shared/block'

/** The signal of work that nobody stops. */
export const NEVER_STOPPED: StopSignal = new AbortController().signal

/** @throws the signal's reason once it has been given */
export function refuseStopped(signal: StopSignal): void {
  if (signal.aborted) throw signal.reason
}
