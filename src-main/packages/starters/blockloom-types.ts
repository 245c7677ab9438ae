/**
 * What a block package gets with `import { ... } from 'blockloom'`. Blockloom itself gives it to the package when it
 * runs, so there is nothing to install; this file is for your editor. Made for Blockloom 0.1.
 */
declare module 'blockloom' {
  export type Json = null | boolean | number | string | readonly Json[] | JsonObject
  export type JsonObject = { readonly [key: string]: Json }

  /** What a field can be told. `T` is what `config.NAME` holds when the block runs. */
  export type FieldSpec = {
    title: string
    /** one line under the control */
    help?: string
    /** the muted word that an empty field shows on the block */
    hint?: string
    required?: boolean
    /** it is there only while another field holds one of these, or, without `in`, is filled in */
    when?: { by: string; in?: readonly (string | boolean)[] }
    /** another field that may be filled in instead */
    or?: string
    /** may hold `{{ }}`, for example `{{ input }}` */
    default?: Json
    /** taken as it is: no `{{ }}` inside */
    raw?: boolean
    /** its texts may name secrets: `{{ secrets.NAME }}` */
    secrets?: boolean
    /** number: what it counts (`MB`), its limits, and whether it is whole */
    unit?: string
    min?: number
    max?: number
    whole?: boolean
    /** list: an object is taken as a list of `{ key, value }` */
    entries?: boolean
    /** shown only in the inspector's folded part */
    advanced?: boolean
  }
  export type Choice<V extends string = string> = { value: V; title: string }
  export type Field<T = unknown> = FieldSpec & {
    readonly kind: string
    readonly of?: 'file' | 'folder'
    readonly choices?: readonly Choice[]
    readonly columns?: Fields
    readonly holds?: T
  }
  export type Fields = Readonly<Record<string, Field>>
  export type ConfigOf<F extends Fields> = {
    readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never
  }
  type Given<S extends FieldSpec, T> = S extends { default: Json }
    ? T
    : S extends { when: object }
      ? T | undefined
      : S extends { required: true }
        ? T
        : T | undefined
  type Make<T> = <const S extends FieldSpec>(spec: S) => Field<Given<S, T>>

  /** Makes fields: `field.text({ title: 'Text', required: true })`. */
  export const field: {
    text: Make<string>
    longText: Make<string>
    code: Make<string>
    number: Make<number>
    /** `250ms`, `30s`, `5m`, `2h`, `1d` */
    duration: Make<string>
    /** a point in time; the block gets ISO text in UTC */
    time: Make<string>
    yesNo: Make<boolean>
    /** built by the person, not typed; the block gets true or false */
    condition: Make<boolean>
    list: Make<readonly Json[]>
    map: Make<JsonObject>
    /** any JSON */
    value: Make<Json>
    file: Make<string>
    folder: Make<string>
    url: Make<string>
    /** a secret by name; the block gets its value */
    secret: Make<string>
    choice: <const V extends string, const S extends FieldSpec>(
      choices: readonly Choice<V>[],
      spec: S,
    ) => Field<Given<S, V>>
    /** rows that all hold the same fields */
    table: <const C extends Fields, const S extends FieldSpec>(
      columns: C,
      spec: S,
    ) => Field<Given<S, readonly ConfigOf<C>[]>>
  }

  /** `pure` computes only, `read` looks at the world, `write` changes it. It may go by a field. */
  export type EffectKind = 'pure' | 'read' | 'write'
  export type Effect =
    | EffectKind
    | {
        by: string
        pure?: readonly string[]
        read: readonly string[]
        while?: { by: string; in: readonly string[] }
        otherwise: EffectKind
      }

  export type BlockDeclaration<F extends Fields, O extends string> = {
    /** `PACKAGE/name` */
    type: string
    /** goes up when an older config would mean something else; then give `implement` a `migrate` */
    version: number
    /** tell the truth: Blockloom does a `write` twice only when it must ask first */
    effect: Effect
    /** doing it twice with the same `ctx.idempotencyKey` leaves the world as doing it once */
    idempotent?: boolean | { by: string; when: readonly (string | boolean)[] }
    /** its colour */
    category?: 'say' | 'data' | 'files' | 'web' | 'database' | 'messages' | 'computer' | 'ai'
    title: string
    /** what stands on the block; `{field}` is edited in place */
    sentence: string
    /** one sentence for the palette */
    summary?: string
    /** words by which it is found */
    keywords?: readonly string[]
    fields?: F
    outputs: Readonly<Record<O, { title: string; example?: Json }>>
    /** `blockloom blocks test` runs those that have an output */
    examples?: readonly { config: JsonObject; input: Json; output?: Json; note?: string }[]
    defaults?: {
      timeout?: string
      retry?: {
        times?: number
        wait?: string
        backoff?: 'fixed' | 'linear' | 'exponential'
        max?: string
        jitter?: boolean
      }
    }
  }
  export type BlockResult<O extends string> = { [K in O]: { readonly [P in K]: Json } }[O]

  /** A file on this computer, standing for its bytes. */
  export type FileRef = {
    readonly path: string
    readonly name: string
    readonly size: number
    readonly type: string
  }
  export type IfExists = 'replace' | 'fail' | 'rename'

  /** What a block may use while it runs. */
  export type BlockContext = {
    /** what arrived at the block */
    readonly input: Json
    /** fires when the run is stopped or the time is up */
    readonly signal: AbortSignal
    /** the same for every attempt at this step */
    readonly idempotencyKey: string
    /** ms since the epoch: when its time is up */
    readonly deadline: number | undefined
    readonly log: { info(text: string): void; warn(text: string): void; error(text: string): void }
    /** 0 to 1 */
    progress(share: number, text?: string): void
    /** "I am still at it", for long work that says nothing else */
    heartbeat(): void
    /** ends early when the signal fires; ms */
    sleep(ms: number): Promise<void>
    /** ms since the epoch, the same for the whole step; dice */
    now(): number
    random(): number
    /** `await` what it gives now and then in long computations: others get their turn */
    breathe(): Promise<void> | undefined
    /** the web, for the hosts that `permissions.net` of blockloom.json names */
    http(request: {
      url: string
      method: string
      headers: Readonly<Record<string, string>>
      body?: string | Uint8Array
    }): Promise<{ status: number; headers: Readonly<Record<string, string>>; body: Uint8Array }>
    /** files, for the folders that `permissions.read` and `write` of blockloom.json name */
    readonly files: {
      list(
        folder: string,
        options: { match: string; recursive: boolean },
      ): Promise<
        { path: string; name: string; size: number; modified: string; kind: 'file' | 'folder' | 'other' }[]
      >
      readText(path: string, encoding?: string): Promise<string>
      info(path: string): Promise<FileRef>
      writeText(path: string, text: string, ifExists: IfExists): Promise<FileRef>
      append(path: string, text: string): Promise<FileRef>
      makeFolder(path: string): Promise<FileRef>
      move(from: string, to: string, ifExists: IfExists): Promise<FileRef>
      copy(from: string, to: string, ifExists: IfExists): Promise<FileRef>
    }
  }

  /** Declares a block. Data only. */
  export function defineBlock<const F extends Fields = Record<never, never>, const O extends string = never>(
    declaration: BlockDeclaration<F, O>,
  ): BlockDeclaration<F, O>

  /** A block that can be run. The types of `config` and of what it gives back flow from the declaration. */
  export type Implemented<F extends Fields, O extends string> = {
    declaration: BlockDeclaration<F, O>
    run(config: ConfigOf<F>, ctx: BlockContext): Promise<BlockResult<O>> | BlockResult<O>
    migrate?(config: JsonObject, from: number): JsonObject | Promise<JsonObject>
  }

  /**
   * Joins a declaration with its function. Export a list of these as `blocks`.
   * @param migrate makes the config of an older version one of today; throws an AppError where the person must choose
   */
  export function implement<F extends Fields, O extends string>(
    declaration: BlockDeclaration<F, O>,
    run: (config: ConfigOf<F>, ctx: BlockContext) => Promise<BlockResult<O>> | BlockResult<O>,
    migrate?: (config: JsonObject, from: number) => JsonObject | Promise<JsonObject>,
  ): Implemented<F, O>

  /** A problem that the person can mend: what happened, and what to do. Anything else that is thrown is a bug. */
  export class AppError extends Error {
    readonly code: string
    readonly fix: string | undefined
    readonly retryable: boolean
    constructor(shape: {
      /** stable, dotted, lower case: `acme.no-such-city` */
      code: string
      message: string
      fix?: string
      /** whether trying again may help */
      retryable?: boolean
      details?: Readonly<Record<string, unknown>>
      cause?: unknown
    })
  }
}
