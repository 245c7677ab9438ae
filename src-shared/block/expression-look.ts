import { AppError } from '#shared/error'
import { parseText } from '#shared/expression'

export type BrokenExpression = { why: string; fix: string }

/** A text before it is evaluated: no expression in it, nothing but one, or words around some. */
export type TextLook = { kind: 'plain' | 'expression' | 'mixed'; broken: readonly BrokenExpression[] }

const PLAIN: TextLook = { kind: 'plain', broken: [] }

/** What a text of a config will become, as far as it can be known without values. */
export function lookAtText(text: string): TextLook {
  if (!text.includes('{{')) return PLAIN
  try {
    const template = parseText(text)
    if (template.constant) return PLAIN
    return { kind: template.single ? 'expression' : 'mixed', broken: [] }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const fix = error.fix ?? 'Mend the expression.'
    return { kind: 'mixed', broken: [{ why: error.message, fix }] }
  }
}
