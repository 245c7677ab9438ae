import type { JsonObject } from '#shared/flow'
import type { LiveRun } from './live-run.ts'
import type { RuntimeParts } from './runtime.ts'

/** The variables that a flow keeps from run to run, as they are when one begins: its journal says what it saw. */
export function keptAtStart({ row, loop }: LiveRun, kept: RuntimeParts['kept']): { kept?: JsonObject } {
  const names = (loop.state.flow.document.variables ?? []).filter((one) => one.keep).map((one) => one.name)
  if (names.length === 0) return {}
  const stored = kept.read(row.flowId)
  return {
    kept: Object.fromEntries(names.flatMap((name) => (name in stored ? [[name, stored[name] ?? null]] : []))),
  }
}
