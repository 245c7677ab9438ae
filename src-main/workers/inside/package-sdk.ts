/// <reference path="../../packages/starters/blockloom-types.ts" />
import type { BlockDeclaration, BlockResult, Category, ConfigOf, Fields } from '#shared/block'
import { defineBlock as define, field } from '#shared/block'
import { AppError } from '#shared/error'
import type { JsonObject } from '#shared/flow'

/** What a package says of a block; the rest has defaults (src-shared/package/declaration-shape.ts). */
export type PackageBlock<F extends Fields, O extends string> = Pick<
  BlockDeclaration<F, O>,
  'type' | 'version' | 'effect' | 'title' | 'sentence' | 'outputs'
> & {
  fields?: F
  category?: Exclude<Category, 'start' | 'control'>
} & Partial<Pick<BlockDeclaration<F, O>, 'idempotent' | 'summary' | 'keywords' | 'examples' | 'defaults'>>

/** What `ctx` is in a package: the worker's own context is held to it where it is handed over (package-offer.ts). */
export type PackageContext = import('blockloom').BlockContext

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

type Promised = typeof import('blockloom')
/** All that it names is there. */
type Kept = {
  [K in keyof Promised]: K extends 'field' ? Record<keyof Promised['field'], unknown> : unknown
}

/** What a package gets when it imports `blockloom`, as src-main/packages/starters/blockloom-types.ts says it to editors. */
export const packageSdk = { defineBlock, implement, field, AppError } satisfies Kept
