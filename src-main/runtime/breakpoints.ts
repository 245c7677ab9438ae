import { AppError } from '#shared/error'
import { parseText } from '#shared/expression'
import type { Breakpoint, CompiledBlock, CompiledFlow } from '#shared/run'

/**
 * Breakpoints as the run keeps them: blocks by id, conditions as texts.
 * @throws AppError `breakpoint.unknown-block`, `breakpoint.wrong`, `expression.syntax`
 */
export const readBreakpoints = (flow: CompiledFlow, given: readonly Breakpoint[]): Breakpoint[] =>
  given.map((one) => readOne(flow, one))

function readOne(flow: CompiledFlow, { block, condition, hits, log }: Breakpoint): Breakpoint {
  if (hits !== undefined && !(Number.isSafeInteger(hits) && hits > 0)) throw wrongHits(hits)
  const asked = condition?.trim()
  const text = asked && (asked.includes('{{') ? asked : `{{ ${asked} }}`)
  for (const one of [text, log]) if (one) parseText(one)
  return {
    block: namedBlock(flow, block).id,
    ...(text && { condition: text }),
    ...(hits !== undefined && { hits }),
    ...(log !== undefined && { log }),
  }
}

/** A block by its id or its name. @throws AppError `breakpoint.unknown-block` */
export function namedBlock({ byId, byName, document }: CompiledFlow, word: string): CompiledBlock {
  const block = byId.get(word) ?? byName.get(word)
  if (block) return block
  throw new AppError({
    code: 'breakpoint.unknown-block',
    message: `"${document.name}" has no block "${word.slice(0, 100)}".`,
    fix: 'Give the name of one of its blocks, or its id.',
    details: { block: word.slice(0, 100) },
  })
}

const wrongHits = (hits: number): AppError =>
  new AppError({
    code: 'breakpoint.wrong',
    message: `A breakpoint counts from a whole number from 1, not from ${hits}.`,
    fix: 'Give a whole number from 1, or none.',
  })
