import type { Json, JsonObject } from '#shared/flow'

/** A value where it is an object with names; undefined: it is none. */
export const objectOf = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
