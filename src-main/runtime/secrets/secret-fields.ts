import {
  type BlockDeclaration,
  type EvaluatedConfig,
  type Fields,
  finishConfig,
  secretNamesOf,
} from '#shared/block'
import { AppError } from '#shared/error'
import type { Evaluator, ExpressionScope, RootName } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import type { SecretPlace } from '#shared/run'
import type { RunSecrets } from './run-secrets.ts'
import { makeMarks, putSecrets } from './secret-marks.ts'

/** The fields of a block that name secrets, apart from the others, which never get to see one. */
export type SecretFields = {
  /** all that the block names, in code too */
  names: ReadonlySet<string>
  /** null: only code names some */
  sealed: { config: JsonObject; fields: Fields } | null
  open: { config: JsonObject; fields: Fields }
}

/** null: the block names no secrets. @param config as written, with defaults */
export function secretFieldsOf(
  { fields }: Pick<BlockDeclaration, 'fields'>,
  config: JsonObject,
): SecretFields | null {
  const names = secretNamesOf(fields, config)
  if (names.size === 0) return null
  const namesSome = (key: string) => {
    const field = fields[key]
    return field !== undefined && !field.raw && secretNamesOf({ [key]: field }, config).size > 0
  }
  const sealedKeys = new Set(Object.keys(config).filter(namesSome))
  const sealed =
    sealedKeys.size > 0 ? { config: pick(config, sealedKeys), fields: pick(fields, sealedKeys) } : null
  return {
    names,
    sealed,
    open: { config: pick(config, sealedKeys, false), fields: pick(fields, sealedKeys, false) },
  }
}

function pick<T>(
  from: Readonly<Record<string, T>>,
  keys: ReadonlySet<string>,
  wanted = true,
): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.has(key) === wanted))
}

/** Fields that name secrets, evaluated: as they are shown and kept, and as the block gets them. */
export type SealedConfig = {
  shown: JsonObject
  places: SecretPlace[]
  /** @throws AppError when a secret cannot be had, or its field does not take it */
  real(): JsonObject
}

/** @throws AppError `expression.*` */
export function evaluateSealed(
  evaluator: Evaluator,
  { config, fields }: NonNullable<SecretFields['sealed']>,
  names: ReadonlySet<string>,
  scope: ExpressionScope,
  secrets: RunSecrets,
): SealedConfig {
  const marks = makeMarks(names, secrets.word())
  const marked = evaluator.evaluateConfig(config, withSecrets(scope, marks.root)) as EvaluatedConfig
  const shown: Record<string, Json> = {}
  const places: SecretPlace[] = []
  for (const [key, value] of Object.entries(marked)) {
    if (value === undefined) continue
    const one = marks.show(value, [key], (text) => secrets.maskText(text))
    shown[key] = one.value
    places.push(...one.places)
  }
  const real = (): JsonObject => {
    const filled = Object.entries(marked).map(([key, value]) => [
      key,
      marks.fill(value, (name) => secrets.use(name)),
    ])
    return finish(fields, Object.fromEntries(filled), shown)
  }
  return { shown, places, real }
}

/** The fields again, from what was kept of them: for another attempt, perhaps in another host. */
export function reopenSealed(
  { fields }: NonNullable<SecretFields['sealed']>,
  kept: JsonObject,
  places: readonly SecretPlace[],
  secrets: RunSecrets,
): JsonObject {
  const shown = pick(kept, new Set(Object.keys(fields)))
  return finish(fields, putSecrets(shown, places, (name) => secrets.use(name)) as JsonObject, shown)
}

/** A field that does not take its value says so about what is shown: its words may hold the value. */
function finish(fields: Fields, filled: EvaluatedConfig, shown: EvaluatedConfig): JsonObject {
  try {
    return finishConfig({ fields }, filled)
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    const field = String(thrown.details.field ?? '')
    throw refusalOf(fields, shown) ?? notTaken(fields[field]?.title ?? field, field, thrown.code)
  }
}

function refusalOf(fields: Fields, shown: EvaluatedConfig): AppError | undefined {
  try {
    finishConfig({ fields }, shown)
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    const { code, message, details } = thrown
    return new AppError({ code, message, fix: LOOK, details })
  }
}

const LOOK = 'Look at what the secret holds, and set it again.'

const notTaken = (title: string, field: string, code: string): AppError =>
  new AppError({
    code,
    message: `"${title}" does not take what its secret holds.`,
    fix: LOOK,
    details: { field },
  })

/** The same scope, with marks for secrets. */
function withSecrets(scope: ExpressionScope, root: Readonly<Record<string, string>>): ExpressionScope {
  return {
    root: (name: RootName) => (name === 'secrets' ? root : scope.root(name)),
    now: () => scope.now(),
    random: () => scope.random(),
    uuid: () => scope.uuid(),
    zone: scope.zone,
  }
}
