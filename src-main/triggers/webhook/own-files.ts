import type { FileRef } from '#shared/block'
import type { Json } from '#shared/flow'
import { objectOf } from './object-of.ts'

/** The file on this machine that a value stands for; undefined: it stands for none. */
export function fileIn(value: Json): FileRef | undefined {
  const { path, name, size, type } = objectOf(value) ?? {}
  if (typeof path !== 'string' || typeof name !== 'string') return undefined
  return typeof size === 'number' && typeof type === 'string' ? { path, name, size, type } : undefined
}

/**
 * Whether a text that a call brought is this one: a file whose path a caller wrote is not given out, however the flow
 * passes it on. Files that the call brought itself are the caller's own.
 * @param own folder of the files that the call brought
 */
export function isPathOfCaller(path: string, brought: Json, own: string): boolean {
  if (path.startsWith(own)) return false
  const open: Json[] = [brought]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one === path) return true
    if (typeof one === 'object' && one !== null) open.push(...Object.values(one))
  }
  return false
}
