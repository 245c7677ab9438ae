import type { BlockContext } from '#shared/block'
import type { ExpressionScope } from '#shared/expression'

/** What the engine knows of a step besides its context, for a thread that makes the same context again. */
export type StepInside = {
  readonly seeds: { readonly block: number; readonly items: number }
  /** what expressions of its fields see */
  readonly scope: ExpressionScope
}

/** A context of the engine; those that tests make by hand need not have it, and their steps stay where they are. */
export type EngineContext = BlockContext & { inside(): StepInside }

export const isOfEngine = (ctx: BlockContext): ctx is EngineContext => 'inside' in ctx
