import type { Json, JsonObject } from '#shared/flow'
import { setVariableIn } from './control/variables.ts'
import type { RunBegan, RunOrdered } from './run-event.ts'
import type { RunState } from './run-state.ts'

/** The run's variables: as the flow has them, then as they were kept, then as this run was given them. */
export function beginVariables(state: RunState, order: RunOrdered, event: RunBegan): void {
  for (const { name, value } of state.flow.document.variables ?? []) setVariableIn(state.root, name, value)
  for (const values of [event.kept, order.variables])
    for (const [name, value] of Object.entries(values ?? {})) setVariableIn(state.root, name, value)
}

/** A kept variable is changed on its stored value, which other runs may have changed since. */
export function refreshKept(state: RunState, config: JsonObject, stored: Json): void {
  setVariableIn(state.root, String(config.name), stored)
}
