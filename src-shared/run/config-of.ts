import type { Json, JsonObject } from '#shared/flow'
import type { Evaluated } from './run-event.ts'
import type { Pointer } from './run-state.ts'

/** The config as it stands in the flow, with what the step's texts gave. */
export function configOf(pointer: Pointer, { config, inputAs, without }: Evaluated): JsonObject {
  if (!config && !inputAs && !without) return pointer.block.config
  const full: Record<string, Json> = { ...pointer.block.config, ...config }
  for (const key of inputAs ?? []) full[key] = pointer.value
  for (const key of without ?? []) delete full[key]
  return full
}
