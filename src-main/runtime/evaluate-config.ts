import { finishConfig } from '#shared/block'
import { AppError, type AppErrorShape } from '#shared/error'
import type { Evaluator } from '#shared/expression'
import type { JsonObject } from '#shared/flow'
import type { CompiledBlock } from '#shared/run'
import { type PreparedBlock, type ReadyConfig, readyConfig } from './prepared-flow.ts'
import type { StepScope } from './step-scope.ts'

/**
 * The config of one step: its texts evaluated once, its fields checked.
 * @throws AppError that names block, field and expression
 */
export function evaluateConfig(evaluator: Evaluator, prepared: PreparedBlock, scope: StepScope): ReadyConfig {
  if (prepared.constant) return prepared.constant
  const { block, raw, fields } = prepared
  try {
    const evaluated = evaluator.evaluateConfig(block.config, scope, raw) as JsonObject
    return readyConfig(block, fields, finishConfig(block.declaration, evaluated), scope.root('input'))
  } catch (error) {
    throw new AppError(namingBlock(block, error))
  }
}

/** Says in which block a config could not be made, in front of what the field or the expression says. */
function namingBlock(block: CompiledBlock, error: unknown): AppErrorShape {
  if (!(error instanceof AppError)) throw error
  const shape = error.toJSON()
  return {
    ...shape,
    message: `${block.name}: ${shape.message}`,
    details: { ...shape.details, block: block.id, blockName: block.name },
  }
}
