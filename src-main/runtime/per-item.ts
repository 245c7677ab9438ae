import { takeField } from '#shared/block'
import { AppError } from '#shared/error'
import type { Evaluator, ExpressionScope } from '#shared/expression'
import type { Json } from '#shared/flow'
import type { CompiledBlock } from '#shared/run'

/**
 * What evaluates a `perItem` field of a block. The config is read once, however many items there are.
 * @throws (what it gives) AppError of the expression or of the field's kind, with `details.field` and `details.index`
 */
export function perItemOf(
  evaluator: Evaluator,
  key: string,
  scope: ExpressionScope & { item: Json; index: number },
  block: Pick<CompiledBlock, 'declaration' | 'config'>,
): (item: Json, index: number) => Json | undefined {
  const field = block.declaration.fields[key]
  if (!field?.perItem) throw new Error(`${block.declaration.type} has no field "${key}" for each item`)
  const written = { [key]: block.config[key] ?? null }
  return (item, index) => {
    scope.item = item
    scope.index = index
    try {
      const made = evaluator.evaluateConfig(written, scope) as { readonly [key: string]: Json | undefined }
      return takeField(key, field, made)
    } catch (thrown) {
      throw atItem(thrown, key, index)
    }
  }
}

function atItem(thrown: unknown, key: string, index: number): unknown {
  if (!(thrown instanceof AppError)) return thrown
  const { details, ...shape } = thrown.toJSON()
  return new AppError({
    ...shape,
    message: `Item ${index + 1}: ${thrown.message}`,
    details: { ...details, field: key, index },
  })
}
