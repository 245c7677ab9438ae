import type { SandboxPlan } from './sandbox-plan.ts'
import type { SecretUses } from './secret-uses.ts'

export type Path = readonly (string | number)[]

/** One `{{ ... }}` of a text. */
export type Expression = {
  /** what stands between the braces, trimmed */
  source: string
  /** offsets in the text, braces included */
  start: number
  end: number
  /** set when the expression is nothing but a path: it is read without the sandbox */
  path: Path | null
  /** what it reads from outside: no more than this goes into the sandbox */
  paths: readonly Path[]
  /** set when the expression is a plain text, number, `true`, `false` or `null` */
  literal?: { value: string | number | boolean | null }
  /** set when it names secrets */
  secrets?: SecretUses
  /** how the sandbox runs it */
  plan: SandboxPlan
}

export type Template = {
  parts: readonly (string | Expression)[]
  /** the expression, where the text is exactly one `{{ }}`: its value keeps its type */
  single: Expression | null
  /** there is no expression in it */
  constant: boolean
}

/** Whether an expression is more than a path or a literal. */
export const runsInSandbox = (expression: Expression): boolean => !expression.path && !expression.literal
