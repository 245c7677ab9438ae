import { type BlockDeclaration, finishConfig, isList, withDefaults } from '#shared/block'
import { AppError } from '#shared/error'
import type { Evaluator, ExpressionScope } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'

/** The field that holds what a block goes through, in every block that has fields for each item. */
const LIST = 'list'

export type FirstItem = { item: Json; items: number }

/**
 * What a `perItem` field sees when its block begins: the first item of the block's list, and how many there are.
 * @returns undefined where there is no such list, nothing in it, or it cannot be worked out: then nothing is known
 */
export async function firstItemOf(
  evaluator: Evaluator,
  { fields }: Pick<BlockDeclaration, 'fields'>,
  config: JsonObject,
  scope: ExpressionScope,
): Promise<FirstItem | undefined> {
  const field = fields[LIST]
  if (field?.kind !== 'list') return undefined
  const only = { fields: { [LIST]: field } }
  const { [LIST]: written } = withDefaults(only, config)
  if (written === undefined) return undefined
  try {
    if (evaluator.needsSandbox(written)) await evaluator.ready()
    const list = finishConfig(only, { [LIST]: evaluator.evaluateConfig(written, scope) })[LIST]
    const [item] = isList(list) ? list : []
    return isList(list) && item !== undefined ? { item, items: list.length } : undefined
  } catch (error) {
    // the list's own row says what is wrong with it
    if (error instanceof AppError) return undefined
    throw error
  }
}
