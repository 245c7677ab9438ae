import { AppError } from '#shared/error'
import { type CompiledConfig, compileConfig } from '#shared/expression'
import type { JsonObject } from '#shared/flow'
import { isSecretName } from '#shared/secret'
import type { Fields } from './field.ts'
import { isList, isObject } from './say-value.ts'

/**
 * The secrets that a block names: by `{{ secrets.NAME }}`, or as `ctx.secret("NAME")` in code. It gets no others, so
 * whoever looks at a flow knows what it can have.
 */
export function secretNamesOf(fields: Fields, config: JsonObject): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [key, field] of Object.entries(fields)) {
    const held = config[key]
    if (!field.secrets || held === undefined) continue
    if (field.raw) namesInCode(held, names)
    else namesInTexts(compiled({ [key]: held }), names)
  }
  return names
}

/** A text that cannot be read names nothing: the flow cannot run as it is. */
function compiled(config: JsonObject): CompiledConfig | null {
  try {
    return compileConfig(config)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function namesInTexts(held: CompiledConfig | null, names: Set<string>): void {
  if (held?.kind === 'list') for (const item of held.items) namesInTexts(item, names)
  if (held?.kind === 'object') for (const [, field] of held.fields) namesInTexts(field, names)
  if (held?.kind !== 'text') return
  for (const part of held.template.parts)
    if (typeof part === 'object') for (const name of part.secrets?.names ?? []) names.add(name)
}

const IN_CODE = /\bsecret\s*\(\s*(["'`])([A-Za-z_]\w*)\1\s*\)/g

function namesInCode(held: unknown, names: Set<string>): void {
  if (typeof held === 'string')
    for (const [, , name] of held.matchAll(IN_CODE)) if (name && isSecretName(name)) names.add(name)
  if (isList(held as never)) for (const item of held as never[]) namesInCode(item, names)
  if (isObject(held as never)) for (const item of Object.values(held as object)) namesInCode(item, names)
}
