import type { Json, JsonObject } from '#shared/flow'

/** The key of the setting: names of the environment that expressions may read. */
export const ALLOWED_ENV_KEY = 'allowedEnv'

/** What is set of the names that are allowed. An object without a prototype: there is nothing else to find in it. */
export function environmentOf(
  allowed: Json | undefined,
  env: Readonly<Record<string, string | undefined>>,
): JsonObject {
  const found: Record<string, Json> = Object.create(null)
  for (const name of allowedNames(allowed)) {
    const value = env[name]
    if (value !== undefined) found[name] = value
  }
  return found
}

export const allowedNames = (setting: Json | undefined): string[] =>
  Array.isArray(setting) ? setting.filter((name) => typeof name === 'string') : []
