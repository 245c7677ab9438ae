import type { BlockContext, BlockDeclaration, BlockResult, Category, ConfigOf, Fields } from '#shared/block'
import { defineBlock as define, field } from '#shared/block'
import { AppError } from '#shared/error'
import type { JsonObject } from '#shared/flow'
import type { WorkerContext } from './worker-context.ts'

/** What a package says of a block; the rest has defaults (src-shared/package/declaration-shape.ts). */
export type PackageBlock<F extends Fields, O extends string> = Pick<
  BlockDeclaration<F, O>,
  'type' | 'version' | 'effect' | 'title' | 'sentence' | 'outputs'
> & {
  fields?: F
  category?: Exclude<Category, 'start' | 'control'>
} & Partial<Pick<BlockDeclaration<F, O>, 'idempotent' | 'summary' | 'keywords' | 'examples' | 'defaults'>>

/** What `ctx` is in a package. */
export type PackageContext = Pick<BlockContext, Exclude<keyof WorkerContext, 'deadline'>> & {
  readonly deadline: number | undefined
}

type Run<F extends Fields, O extends string> = (
  config: ConfigOf<F>,
  ctx: PackageContext,
) => Promise<BlockResult<O>> | BlockResult<O>

const defineBlock = <const F extends Fields = Record<never, never>, const O extends string = never>(
  declaration: PackageBlock<F, O>,
): PackageBlock<F, O> => define(declaration as never) as never

const implement = <F extends Fields, O extends string>(
  declaration: PackageBlock<F, O>,
  run: Run<F, O>,
  migrate?: (config: JsonObject, from: number) => JsonObject | Promise<JsonObject>,
) => ({ declaration, run, ...(migrate && { migrate }) })

/** What a package gets when it imports `blockloom`; src-main/packages/starters/blockloom.d.ts says it to editors. */
export const packageSdk = { defineBlock, implement, field, AppError }
