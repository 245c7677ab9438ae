import type { Json } from '#shared/flow'
import { type CompiledConfig, compileConfig, needsSandboxText } from './compile-config.ts'
import { withField } from './field-problem.ts'
import { toText } from './join-text.ts'
import { readPath } from './path-reading.ts'
import { Sandbox, type SandboxOptions } from './sandbox.ts'
import type { ExpressionScope, Value } from './scope.ts'
import type { Expression, Template } from './template.ts'

export type EvaluatorOptions = Pick<SandboxOptions, 'loadWasm' | 'deadline'> &
  Partial<Pick<SandboxOptions, 'memoryBytes' | 'timeMs'>>

export type ConfigOptions = {
  /** names of top-level fields that are not evaluated */
  raw?: ReadonlySet<string>
}

/** Evaluates expressions; paths and literals at once, everything else once `ready()` has answered. */
export type Evaluator = {
  /** `undefined` only where the text is a single expression */
  evaluateText(template: Template, scope: ExpressionScope): Value
  evaluateExpression(expression: Expression, scope: ExpressionScope): Value
  /** The config with its texts evaluated; a field whose value is undefined is missing. */
  evaluateConfig(config: Json, scope: ExpressionScope, options?: ConfigOptions): Json
  /** Whether evaluating it takes more than paths and literals; if so, await `ready()` first. */
  needsSandbox(what: Template | Expression | Json, options?: ConfigOptions): boolean
  /** Loads the sandbox, once. */
  ready(): Promise<void>
  isReady(): boolean
  dispose(): void
}

const MEMORY_BYTES = 64 * 1024 * 1024
const TIME_MS = 50

/**
 * Makes an evaluator. Nothing is loaded before `ready()` is called.
 * @throws (from its methods) AppError `expression.failed`, `.timeout`, `.memory`, `.not-json`, `.syntax`
 */
export async function createEvaluator(options: EvaluatorOptions): Promise<Evaluator> {
  const { memoryBytes = MEMORY_BYTES, timeMs = TIME_MS } = options
  const sandbox = new Sandbox({ ...options, memoryBytes, timeMs })

  const evaluateExpression = (expression: Expression, scope: ExpressionScope): Value => {
    if (expression.path) return readPath(scope, expression.path)
    if (expression.literal) return expression.literal.value
    return sandbox.evaluate(expression, scope)
  }

  const evaluateText = ({ single, parts }: Template, scope: ExpressionScope): Value => {
    if (single) return evaluateExpression(single, scope)
    let text = ''
    for (const part of parts)
      text += typeof part === 'string' ? part : toText(evaluateExpression(part, scope))
    return text
  }

  const evaluateCompiled = (compiled: CompiledConfig, scope: ExpressionScope): Value => {
    switch (compiled.kind) {
      case 'constant':
        return compiled.value
      case 'text':
        try {
          return evaluateText(compiled.template, scope)
        } catch (error) {
          throw withField(error, compiled.at)
        }
      case 'list':
        return compiled.items.map((item) => evaluateCompiled(item, scope) ?? null)
      case 'object':
        return evaluateFields(compiled.fields, scope)
    }
  }

  const evaluateFields = (fields: readonly (readonly [string, CompiledConfig])[], scope: ExpressionScope) => {
    const made: Record<string, unknown> = {}
    for (const [name, field] of fields) {
      const value = evaluateCompiled(field, scope)
      if (value !== undefined) made[name] = value
    }
    return made
  }

  return {
    evaluateText,
    evaluateExpression,
    evaluateConfig: (config, scope, { raw } = {}) =>
      evaluateCompiled(compileConfig(config, raw), scope) as Json,
    needsSandbox: (what, { raw } = {}) => {
      if (isTemplate(what)) return needsSandboxText(what)
      if (isExpression(what)) return !what.path && !what.literal
      return compileConfig(what, raw).sandbox
    },
    ready: () => sandbox.open(),
    isReady: () => sandbox.isOpen,
    dispose: () => sandbox.close(),
  }
}

const isTemplate = (what: Template | Expression | Json): what is Template =>
  typeof what === 'object' && what !== null && 'single' in what && 'parts' in what && 'constant' in what

const isExpression = (what: Template | Expression | Json): what is Expression =>
  typeof what === 'object' && what !== null && 'plan' in what && 'source' in what && 'paths' in what
