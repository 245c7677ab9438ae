import type { Json } from '#shared/flow'
import { withField } from './field-problem.ts'
import { parseText } from './parse-text.ts'
import { type Expression, runsInSandbox, type Template } from './template.ts'

/** A config with its texts read once. Pieces without expressions are kept as they are. */
export type CompiledConfig =
  | { kind: 'constant'; value: Json; sandbox: false }
  | {
      kind: 'text'
      template: Template /** where in the config: `headers[0].value` */
      at: string
      sandbox: boolean
    }
  | { kind: 'list'; items: readonly CompiledConfig[]; sandbox: boolean }
  | { kind: 'object'; fields: readonly (readonly [string, CompiledConfig])[]; sandbox: boolean }

const NO_FIELDS: ReadonlySet<string> = new Set()
type Cached = { raw: ReadonlySet<string>; compiled: CompiledConfig }
const cache = new WeakMap<object, Cached>()

/**
 * Reads the texts of a config, at any depth: values, never keys. The result is kept as long as the config
 * object lives, so that a step parses nothing.
 * @param raw names of top-level fields that are not evaluated
 * @throws AppError `expression.syntax` with `details.field`
 */
export function compileConfig(config: Json, raw: ReadonlySet<string> = NO_FIELDS): CompiledConfig {
  if (typeof config !== 'object' || config === null) return compile(config, '')
  const cached = cache.get(config)
  if (cached && sameNames(cached.raw, raw)) return cached.compiled
  const compiled = Array.isArray(config) ? compile(config, '') : compileObject(config as JsonFields, '', raw)
  cache.set(config, { raw, compiled })
  return compiled
}

type JsonFields = { readonly [key: string]: Json }

const sameNames = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a === b || (a.size === b.size && [...a].every((name) => b.has(name)))

const constant = (value: Json): CompiledConfig => ({ kind: 'constant', value, sandbox: false })

function compile(value: Json, at: string): CompiledConfig {
  if (typeof value === 'string') return compileText(value, at)
  if (typeof value !== 'object' || value === null) return constant(value)
  if (!Array.isArray(value)) return compileObject(value as JsonFields, at, NO_FIELDS)
  const items = (value as readonly Json[]).map((item, i) => compile(item, `${at}[${i}]`))
  if (items.every((item, i) => isKept(item, value[i]))) return constant(value)
  return { kind: 'list', items, sandbox: items.some((item) => item.sandbox) }
}

function compileText(text: string, at: string): CompiledConfig {
  if (!text.includes('{{')) return constant(text)
  const template = parseField(text, at)
  if (template.constant) return constant(template.parts.join(''))
  return { kind: 'text', template, at, sandbox: needsSandboxText(template) }
}

function compileObject(value: JsonFields, at: string, raw: ReadonlySet<string>): CompiledConfig {
  const fields = Object.entries(value).map(
    ([name, item]) =>
      [name, raw.has(name) ? constant(item) : compile(item, at ? `${at}.${name}` : name)] as const,
  )
  if (fields.every(([name, field]) => isKept(field, value[name]))) return constant(value)
  return { kind: 'object', fields, sandbox: fields.some(([, field]) => field.sandbox) }
}

/** An escaped `\{{` is constant too, but is not what stands in the config. */
const isKept = (compiled: CompiledConfig, value: unknown) =>
  compiled.kind === 'constant' && compiled.value === value

function parseField(text: string, at: string): Template {
  try {
    return parseText(text)
  } catch (error) {
    throw withField(error, at)
  }
}

const isExpression = (part: string | Expression): part is Expression => typeof part === 'object'

export const needsSandboxText = (template: Template): boolean =>
  template.parts.some((part) => isExpression(part) && runsInSandbox(part))
