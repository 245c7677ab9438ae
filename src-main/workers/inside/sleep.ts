import { setTimeout as wait } from 'node:timers/promises'

/** @throws the signal's reason when it ends it */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal })
  } catch {
    throw signal.reason
  }
}
