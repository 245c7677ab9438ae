import type { RunRow, TriggerStore } from '../runtime/ports.ts'

/** Runs that a person or another flow starts: no trigger stands behind them. */
export const BY_HAND = new Set(['start/manual', 'start/called'])

type Ends = { onEnd(listener: (run: RunRow, again: boolean) => void): () => void }

/**
 * Counts for each trigger the runs of it that failed for good, in the turn of a run's last event: the count is on disk
 * together with the run's end.
 * @returns what ends it
 */
export const countFailures = (
  runtime: Ends,
  store: TriggerStore,
  isOn: (flowId: string) => boolean,
): (() => void) =>
  runtime.onEnd(({ flowId, status, trigger: { type, block } }, again) => {
    if (status !== 'failed' || again || BY_HAND.has(type) || !isOn(flowId)) return
    const hat = { flowId, block }
    store.change(hat, { failed: store.read(hat).failed + 1 })
  })
