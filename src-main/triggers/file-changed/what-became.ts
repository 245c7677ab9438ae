import { basename } from 'node:path'
import type { Json } from '#shared/flow'
import { type Facts, isSame } from './facts.ts'
import type { ChangeKind } from './watch-rule.ts'

/** What happened to a file. `file`: as it is, or as it was when it is gone. */
export type Change = {
  readonly kind: ChangeKind
  readonly path: string
  readonly file: Facts
  /** what it was called before */
  readonly from?: string
}

/**
 * What became of a file that stands still now; null: nothing.
 * @param known as it was known; null: it was not
 * @param now null: it is gone
 * @param from what this very file was called before, where that is known
 */
export function whatBecame(
  path: string,
  known: Facts | null,
  now: Facts | null,
  from: string | undefined,
): Change | null {
  if (isSame(known, now)) return null
  if (now === null) return { kind: 'deleted', path, file: known as Facts }
  // what is put over another file changes that one: so programs save
  if (known !== null) return { kind: 'changed', path, file: now }
  return from === undefined
    ? { kind: 'created', path, file: now }
    : { kind: 'renamed', path, file: now, from }
}

type TypeOf = (name: string) => string

/** What a run of its own starts with. */
export const oneValue = (change: Change, typeOf: TypeOf): Json => {
  const { kind, from } = change
  return { kind, file: fileOf(change, typeOf), ...(from !== undefined && { from }) }
}

/** What one run for all starts with: each file says itself what happened to it. */
export const allValue = (changes: readonly Change[], typeOf: TypeOf): Json => ({
  files: changes.map((change) => {
    const { kind, from } = change
    return { ...fileOf(change, typeOf), kind, ...(from !== undefined && { from }) }
  }),
})

const fileOf = ({ path, file }: Change, typeOf: TypeOf) => {
  const name = basename(path)
  return { path, name, size: file.size, type: typeOf(name) }
}
