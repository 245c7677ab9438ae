import { AppError } from '#shared/error'
import type { Json } from './json.ts'
import { isForbiddenKey, MAX_BYTES, MAX_DEPTH } from './limits.ts'

type Visit = { value: unknown; depth: number; path: string }

/**
 * The guard for values that did not come as a file's text but arrived parsed: plain JSON only, at most 200
 * deep and about 20 MB, no forbidden keys. Never recurses; a cycle is found as too deep.
 * @throws AppError `flow.too-deep`, `flow.forbidden-key`, `flow.too-large`, `flow.not-json` with `details.path`
 */
export function guardJson(value: unknown): asserts value is Json {
  const open: Visit[] = [{ value, depth: 1, path: '' }]
  let size = 0
  for (let visit = open.pop(); visit; visit = open.pop()) {
    size += sizeOf(visit)
    if (size > MAX_BYTES) throw refuse('too-large', visit.path, 'is larger than 20 MB')
    if (typeof visit.value === 'object' && visit.value !== null) look(visit.value, visit, open)
  }
}

function look(value: object, { depth, path }: Visit, open: Visit[]): void {
  if (depth > MAX_DEPTH) throw refuse('too-deep', path, `is nested more than ${MAX_DEPTH} levels deep`)
  if (Array.isArray(value)) {
    for (let i = value.length - 1; i >= 0; i--)
      open.push({ value: value[i], depth: depth + 1, path: `${path}[${i}]` })
    return
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw refuse('not-json', path, 'holds something that is no plain object')
  for (const key of Object.keys(value).reverse()) {
    if (isForbiddenKey(key)) throw refuse('forbidden-key', path, `has the key "${key}", which is not allowed`)
    const inner = (value as Record<string, unknown>)[key]
    // absent and undefined are the same in JSON
    if (inner !== undefined)
      open.push({ value: inner, depth: depth + 1, path: path ? `${path}.${key}` : key })
  }
}

function sizeOf({ value, path }: Visit): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value === 'number' && Number.isFinite(value)) return 2
  if (typeof value === 'boolean' || (typeof value === 'object' && value === null)) return 4
  if (typeof value === 'object') return 2
  throw refuse('not-json', path, 'holds something that JSON has no word for')
}

const refuse = (code: string, path: string, what: string): AppError =>
  new AppError({
    code: `flow.${code}`,
    message: `The value${path.length > 0 && path.length < 200 ? ` at "${path}"` : ''} ${what}.`,
    fix: 'Send plain JSON within these limits.',
    details: { path: path.slice(0, 200) },
  })
