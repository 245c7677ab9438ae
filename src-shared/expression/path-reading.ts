import type { Param } from './sandbox-plan.ts'
import type { ExpressionScope, RootName, Value } from './scope.ts'
import type { Path } from './template.ts'

/**
 * The value at the end of a path, as JavaScript would read it, but own properties only, and undefined
 * where it reads through nothing.
 */
export function readPath(scope: ExpressionScope, path: Path): Value {
  let value = scope.root(path[0] as RootName)
  for (let i = 1; i < path.length; i++) {
    if (value === undefined || value === null) return undefined
    value = readOwn(value, path[i] as string | number)
  }
  return value
}

/** Objects, lists and texts have properties of their own (`length`, indexes); other values have none. */
function readOwn(value: unknown, key: string | number): unknown {
  if (typeof value === 'object') {
    const object = value as Record<string | number, unknown>
    return Object.hasOwn(object, key) ? object[key] : undefined
  }
  if (typeof value !== 'string') return undefined
  return Object.hasOwn(Object(value), key)
    ? (value as unknown as Record<string | number, unknown>)[key]
    : undefined
}

/** What only the sandbox can tell: what JavaScript makes of reading through nothing or a prototype. */
export const UNSURE = Symbol('unsure')

/** The value to pass for a path, or `UNSURE`. */
export function readParam(scope: ExpressionScope, { path, optional }: Param): unknown {
  let value = scope.root(path[0] as RootName)
  for (let i = 1; i < path.length; i++) {
    if (value === undefined || value === null) return optional[i] ? undefined : UNSURE
    const key = path[i] as string | number
    if (typeof value !== 'object' && typeof value !== 'string') return UNSURE
    if (!Object.hasOwn(Object(value), key) && !isPlainlyMissing(value, key)) return UNSURE
    value = readOwn(value, key)
  }
  return value
}

/** No prototype of a JSON value has this key: reading it gives undefined for sure. */
const isPlainlyMissing = (value: unknown, key: string | number) =>
  typeof value === 'object' && value !== null && !(key in (Array.isArray(value) ? Array : Object).prototype)

/** A root cut down to the paths that are read; lists and scalars on the way stay whole. */
export function pruneRoot(root: unknown, paths: readonly Path[]): unknown {
  return prune(root, paths, 1)
}

function prune(value: unknown, paths: readonly Path[], depth: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (paths.some((path) => path.length <= depth)) return value
  const pruned: Record<string, unknown> = Object.create(null)
  for (const key of new Set(paths.map((path) => String(path[depth])))) {
    if (!Object.hasOwn(value, key)) continue
    const inner = paths.filter((path) => String(path[depth]) === key)
    pruned[key] = prune((value as Record<string, unknown>)[key], inner, depth + 1)
  }
  return pruned
}
