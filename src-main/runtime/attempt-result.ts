import { AppError, type AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import { jsonValue } from '#shared/json'
import { type CompiledBlock, stepError } from '#shared/run'

/** The failure of an attempt that took longer than its block may. */
export const tooLong = (block: CompiledBlock): AppError =>
  new AppError({
    code: 'step.timeout',
    message: `"${block.name}" took longer than ${block.timeoutMs} ms and was stopped.`,
    fix: 'Give it more time in its options, or let it do less at once.',
    retryable: true,
  })

/** What a runner threw, as the journal keeps it. What is no AppError is a bug of the block, and says so. */
export function thrownError(block: CompiledBlock, thrown: unknown): AppErrorShape {
  if (thrown instanceof AppError) return stepError(block, thrown)
  const cause = thrown instanceof Error ? thrown.message : String(thrown)
  return stepError(
    block,
    new AppError({
      code: 'block.broke',
      message: `The block "${block.name}" broke: ${cause}`,
      fix: 'This is a mistake in the block itself; report it with the flow that shows it.',
    }),
  )
}

export type Given = { out: string; value: Json }

/**
 * The one output a runner gave, with its value as JSON; the input itself needs no looking at.
 * @throws AppError when it gave something else
 */
export function givenBy(block: CompiledBlock, result: unknown, input: Json): Given {
  if (typeof result === 'object' && result !== null) {
    for (const out in result) {
      const value = (result as Record<string, unknown>)[out]
      if (value !== undefined && Object.hasOwn(block.declaration.outputs, out))
        return { out, value: value === input ? input : jsonValue(value) }
    }
  }
  throw new AppError({
    code: 'block.wrong-output',
    message: `"${block.name}" gave none of its outputs (${Object.keys(block.declaration.outputs).join(', ')}).`,
    fix: 'This is a mistake in the block itself; report it with the flow that shows it.',
  })
}
