import type { Json, JsonObject } from '#shared/flow'
import type { Guard } from './auth/guard.ts'
import { makeGuard } from './auth/make-guard.ts'

/** What a hat says about calls to it, its texts evaluated. */
export type HookRule = {
  /** the config it was made of: another one means that a secret has changed */
  readonly config: JsonObject
  readonly answer: 'at once' | 'when done' | 'fixed'
  readonly fixed: Json
  /** null: anybody may call */
  readonly guard: Guard | null
  /** how calls sign in, for what tells one delivery from another */
  readonly authKind: string
  /** pages of other sites that may call, as they stand in `Origin`; `*`: all */
  readonly origins: ReadonlySet<string> | null
}

/** @throws AppError `webhook.no-secret`, `webhook.bad-auth` */
export function hookRule(config: JsonObject): HookRule {
  const { answer, fixed = null, auth, origins } = config
  const rules = (auth ?? {}) as JsonObject
  return {
    config,
    answer: answer === 'when done' || answer === 'fixed' ? answer : 'at once',
    fixed,
    guard: makeGuard(rules),
    authKind: String(rules.kind ?? 'none'),
    origins: originsOf(origins),
  }
}

function originsOf(value: Json | undefined): ReadonlySet<string> | null {
  if (!Array.isArray(value) || value.length === 0) return null
  return new Set(value.map((one) => String(one).trim().toLowerCase().replace(/\/$/, '')))
}
