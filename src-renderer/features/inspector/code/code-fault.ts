import { isObject } from '#shared/block'
import type { StepView } from '#shared/run'
import type { CodeFault } from './code-editor.tsx'

/**
 * Where the shown run failed in the code of a block, while it is still the code that failed.
 * @param key the field that holds the code
 */
export function codeFault(
  steps: readonly StepView[],
  block: string,
  key: string,
  code: string,
): CodeFault | null {
  const step = steps.findLast((each) => each.block === block)
  const { details, message } = step?.error ?? {}
  const { line, column } = details ?? {}
  if (typeof line !== 'number' || typeof column !== 'number' || message === undefined) return null
  const ran = isObject(step?.config) ? step.config[key] : undefined
  return ran === code ? { line, column, message } : null
}
