import { finishConfig, isList, isObject, pointInTime, sayValue } from '#shared/block'
import { AppError, type AppErrorShape } from '#shared/error'
import type { Evaluator } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import type { CompiledBlock, CompiledFlow, Pointer } from '#shared/run'
import { type PreparedBlock, type ReadyConfig, readyConfig } from './prepared-flow.ts'
import type { RunSecrets } from './secrets/run-secrets.ts'
import { evaluateSealed, reopenSealed, type SealedConfig } from './secrets/secret-fields.ts'
import type { StepScope } from './step-scope.ts'

/**
 * The config of one step: its texts evaluated once, its fields checked.
 * @throws AppError that names block, field and cause, with the expression in `details`; `secret.*`
 */
export function evaluateConfig(
  evaluator: Evaluator,
  prepared: PreparedBlock,
  scope: StepScope,
  input: Json,
  secrets: RunSecrets | null,
): ReadyConfig {
  if (prepared.constant) return prepared.constant
  const { block, raw, fields } = prepared
  if (prepared.secrets?.sealed) {
    const { open, sealed } = evaluateParts(evaluator, prepared, scope, secrets)
    // the engine's own blocks run in the fold, which knows no values
    const config = { ...open, ...(prepared.runner ? sealed.real() : sealed.shown) }
    const ready = readyConfig(block, Object.keys(prepared.secrets.open.fields), config, input)
    return { ...ready, changed: { ...ready.changed, ...sealed.shown }, secrets: sealed.places }
  }
  const evaluated = evaluator.evaluateConfig(block.config, scope, raw) as JsonObject
  const config = finishConfig(block.declaration, evaluated)
  return readyConfig(
    block,
    fields,
    prepared.times ? withInstants(config, prepared.times, scope) : config,
    input,
  )
}

/** Points in time as ISO text: what "18:30" means goes by the clock and the zone of the step. */
function withInstants(config: JsonObject, fields: readonly string[], scope: StepScope): JsonObject {
  const made: Record<string, Json> = { ...config }
  for (const key of fields) {
    const at =
      made[key] === undefined ? null : pointInTime(made[key] as string | number, scope.now(), scope.zone)
    if (at !== null) made[key] = new Date(at).toISOString()
  }
  return made
}

/** The same for people to look at: names in place of secrets, none of which is used. @throws as `evaluateConfig` */
export function shownConfig(
  evaluator: Evaluator,
  prepared: PreparedBlock,
  scope: StepScope,
  input: Json,
  secrets: RunSecrets | null,
): JsonObject {
  if (!prepared.secrets?.sealed) return evaluateConfig(evaluator, prepared, scope, input, secrets).config
  const { open, sealed } = evaluateParts(evaluator, prepared, scope, secrets)
  return { ...open, ...sealed.shown }
}

/** The config that was kept for further attempts, with the secrets put in again. @throws AppError `secret.*` */
export function configAgain(
  { secrets: fields }: PreparedBlock,
  { config, secrets: places }: Pointer,
  secrets: RunSecrets | null,
): ReadyConfig | null {
  if (!config) return null
  if (!places || !fields?.sealed || !secrets) return { config }
  return { config: { ...config, ...reopenSealed(fields.sealed, config, places, secrets) } }
}

function evaluateParts(
  evaluator: Evaluator,
  { secrets: fields, raw, block }: PreparedBlock,
  scope: StepScope,
  secrets: RunSecrets | null,
): { open: JsonObject; sealed: SealedConfig } {
  if (!fields?.sealed || !secrets) throw new Error(`${block.name} names secrets, and its run has none`)
  const open = evaluator.evaluateConfig(fields.open.config, scope, raw) as JsonObject
  const sealed = evaluateSealed(evaluator, fields.sealed, fields.names, scope, secrets)
  return { open: finishConfig(fields.open, open), sealed }
}

/** Says of which block and field a config could not be made, and what the block before it gave. */
export function configError(thrown: unknown, pointer: Pointer, flow: CompiledFlow): AppErrorShape {
  if (!(thrown instanceof AppError)) throw thrown
  const { block } = pointer
  const shape = thrown.toJSON()
  const ofExpression = shape.code.startsWith('expression.') || shape.code === 'secret.not-allowed-here'
  const place = ofExpression ? `${block.name}, ${fieldTitle(block, shape)}` : block.name
  const given = isAboutInput(block, shape) ? ` ${whatCame(pointer, flow)}` : ''
  return {
    ...shape,
    message: `${place}: ${shape.message}${given}`,
    details: { ...shape.details, block: block.id, blockName: block.name },
  }
}

function isAboutInput({ config }: CompiledBlock, { code, details }: AppErrorShape): boolean {
  if (Array.isArray(details?.path)) return details.path[0] === 'input'
  const written = config[String(details?.field)]
  return code === 'config.required' && typeof written === 'string' && /\binput\b/.test(written)
}

function fieldTitle(block: CompiledBlock, { details }: AppErrorShape): string {
  const field = typeof details?.field === 'string' ? details.field : ''
  const key = /^[^.[]*/.exec(field)?.[0] ?? ''
  return block.declaration.fields[key]?.title ?? field
}

function whatCame({ link, value }: Pointer, { document, byId }: CompiledFlow): string {
  const from = byId.get(document.links[link]?.from ?? '')
  const what = sayShortly(value)
  return from ? `"${from.name}" gave ${what}.` : `What arrived is ${what}.`
}

/** Names of an object rather than all its values: enough to see a word that was misspelt. */
const MOST_NAMES = 8

function sayShortly(value: Json): string {
  if (isList(value)) return `a list of ${value.length}`
  if (!isObject(value)) return sayValue(value)
  const names = Object.keys(value)
  return `{ ${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ', ...' : ''} }`
}
