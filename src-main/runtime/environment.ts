import type { Json, JsonObject } from '#shared/flow'
import type { RuntimeSettings } from './ports.ts'

/** The key of the setting: names of the environment that expressions may read. */
export const ALLOWED_ENV_KEY = 'allowedEnv'

/** None where nothing is set. */
export function allowedEnv(settings: RuntimeSettings | undefined): string[] {
  const set = settings?.get(ALLOWED_ENV_KEY)
  return Array.isArray(set) ? set.filter((name) => typeof name === 'string') : []
}

type Env = Readonly<Record<string, string | undefined>>

/** What is set of the names that are allowed. An object without a prototype: there is nothing else to find in it. */
export function environmentOf(settings: RuntimeSettings | undefined, env: Env): JsonObject {
  const found: Record<string, Json> = Object.create(null)
  for (const name of allowedEnv(settings)) {
    const value = env[name]
    if (value !== undefined) found[name] = value
  }
  return found
}
