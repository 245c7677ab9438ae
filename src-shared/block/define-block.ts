import type { BlockOptions, BlockShape, Json, JsonObject } from '#shared/flow'
import type { BlockContext } from './block-context.ts'
import type { ConfigOf, Fields } from './field.ts'
import type { Mouths } from './mouths.ts'

export const CATEGORIES = [
  'start',
  'control',
  'say',
  'data',
  'files',
  'web',
  'database',
  'messages',
  'computer',
  'ai',
] as const
export type Category = (typeof CATEGORIES)[number]

/** `pure` computes only, `read` looks at the world, `write` changes it. */
export type EffectKind = 'pure' | 'read' | 'write'
/**
 * An effect that depends on a field: `{ by: 'method', read: ['GET', 'HEAD'], otherwise: 'write' }`; with `while` only as
 * long as another field holds one of these too.
 */
export type Effect<K extends string = string> =
  | EffectKind
  | {
      by: K
      pure?: readonly string[]
      read: readonly string[]
      while?: { by: K; in: readonly string[] }
      otherwise: EffectKind
    }

/** `true`, or true for some values of a field: `{ by: 'ifExists', when: ['replace'] }` */
export type Idempotence<K extends string = string> = boolean | { by: K; when: readonly (string | boolean)[] }

/**
 * Work that would hold up everything else: it runs in the pool. `true`, or by what a field holds: `by` alone means
 * whenever it is filled in, with `over` when its text or list is longer than that, or its file has more bytes, with
 * `when` when it holds one of these; there, with `pattern`, only if that regular expression may take long on the text
 * in `on`.
 */
export type Heavy<K extends string = string> =
  | boolean
  | readonly {
      by: K
      over?: number
      when?: readonly (string | boolean)[]
      /** fields with the pattern and with the text it is looked for in */
      pattern?: { in: K; on: K }
    }[]

export type OutputSpec = { title: string; example?: Json }

export type BlockExample = { config: JsonObject; input: Json; output?: Json; note?: string }

/** A name of one of the fields; which fields there are is learned from `fields` alone. */
type KeyOf<F extends Fields> = NoInfer<keyof F & string>

export type BlockDeclaration<F extends Fields = Fields, O extends string = string> = {
  /** `category/name`, the folder of the block */
  type: string
  version: number
  category: Category
  shape: BlockShape
  effect: Effect<KeyOf<F>>
  /** doing it twice with the same key and config leaves the world as doing it once */
  idempotent?: Idempotence<KeyOf<F>>
  heavy?: Heavy<KeyOf<F>>
  /** run by the engine itself (src-shared/run), so it has no runner */
  engine?: boolean
  title: string
  /**
   * What stands on the block. `{field}` is edited in place, `[word]` is a chip for a value the block
   * puts in sight (`for each [item] in {list}`), the rest are words.
   */
  sentence: string
  /** one sentence for the palette and the docs */
  summary: string
  keywords: readonly string[]
  fields: F
  outputs: Readonly<Record<O, OutputSpec>>
  mouths?: Mouths
  examples: readonly BlockExample[]
  defaults?: Pick<BlockOptions, 'timeout' | 'retry'>
}

/** Declares a block type. Data only: runs in the studio, in the engine and in the docs alike. */
export const defineBlock = <const F extends Fields, const O extends string = never>(
  declaration: BlockDeclaration<F, O>,
): BlockDeclaration<F, O> => declaration

/** What a runner gives back: one named output and its value, never two. */
export type BlockResult<O extends string> = string extends O
  ? Readonly<Record<string, Json | undefined>>
  : { [K in O]: { readonly [P in K]: Json } & { readonly [P in Exclude<O, K>]?: never } }[O]

export type BlockRunner<F extends Fields = Fields, O extends string = string> = {
  declaration: BlockDeclaration<F, O>
  /** @throws AppError for what the person can mend; anything else is a bug of the block */
  run(config: ConfigOf<F>, ctx: BlockContext): Promise<BlockResult<O>> | BlockResult<O>
}

/** Joins a declaration with its function; the types of config and result flow from the declaration. */
export const implement = <F extends Fields, O extends string>(
  declaration: BlockDeclaration<F, O>,
  run: BlockRunner<F, O>['run'],
): BlockRunner<F, O> => ({ declaration, run })
