/** JSON values in; JSON values or `undefined` out. */
export type Value = unknown

/** The names an expression may begin a path with. */
export const ROOTS = ['input', 'trigger', 'blocks', 'vars', 'item', 'index', 'run', 'secrets', 'env'] as const

export type RootName = (typeof ROOTS)[number]

export const isRoot = (name: unknown): name is RootName => ROOTS.includes(name as RootName)

/** Functions that every expression can call. They live in the sandbox (sandbox-prelude.ts). */
export const HELPERS = ['now', 'today', 'formatDate', 'parseDate', 'addTime', 'uuid', 'random'] as const

/**
 * Where a name is looked up. `root` is called only for roots that an expression names; it must answer
 * with an own, plain JSON value, or `undefined` where there is none.
 */
export type ExpressionScope = {
  root(name: RootName): unknown
  /** the step's own clock and dice, so that a replay sees the same; milliseconds since 1970 */
  now(): number
  /** at least 0, less than 1 */
  random(): number
  uuid(): string
  /** IANA zone for dates: "Europe/Berlin" */
  zone: string
}
