import { AppError } from '#shared/error'
import { parseText, type SecretUses } from '#shared/expression'

export type BrokenExpression = { why: string; fix: string }

/** A text before it is evaluated: no expression in it, nothing but one, or words around some. */
export type TextLook = {
  kind: 'plain' | 'expression' | 'mixed'
  broken: readonly BrokenExpression[]
  /** of each expression that names secrets */
  secrets: readonly SecretUses[]
  /** names that its expressions read and nothing is called */
  unknown: readonly string[]
}

const PLAIN: TextLook = { kind: 'plain', broken: [], secrets: [], unknown: [] }

/** What a text of a config will become, as far as it can be known without values. */
export function lookAtText(text: string): TextLook {
  if (!text.includes('{{')) return PLAIN
  try {
    const template = parseText(text)
    if (template.constant) return PLAIN
    const secrets = template.parts.flatMap((part) =>
      typeof part === 'object' && part.secrets ? [part.secrets] : [],
    )
    const unknown = template.parts.flatMap((part) => (typeof part === 'object' ? part.plan.unknown : []))
    return { kind: template.single ? 'expression' : 'mixed', broken: [], secrets, unknown }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const fix = error.fix ?? 'Mend the expression.'
    return { kind: 'mixed', broken: [{ why: error.message, fix }], secrets: [], unknown: [] }
  }
}
