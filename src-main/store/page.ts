import { AppError } from '#shared/error'

/** Which part of a list: `after` is the `next` of the page before. */
export type PageOrder = { after?: string; limit: number }
export type Page<T> = { items: T[]; next: string | null }

/** Cursors are opaque for whoever gets them, so that their form may change. */
export const cursorOf = (...parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

type Part = { number: number; text: string }
type Parts<K extends readonly (keyof Part)[]> = { [I in keyof K]: Part[K[I]] }

/**
 * The parts of a cursor that `cursorOf` made of parts of these kinds; numbers are whole.
 * @throws AppError `page.invalid-cursor`
 */
export function partsOf<const K extends readonly (keyof Part)[]>(cursor: string, ...kinds: K): Parts<K> {
  const parts = parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  const isOf = (kind: keyof Part, part: unknown) =>
    kind === 'text' ? typeof part === 'string' : Number.isSafeInteger(part)
  if (Array.isArray(parts) && parts.length === kinds.length && kinds.every((kind, i) => isOf(kind, parts[i])))
    return parts as unknown as Parts<K>
  throw new AppError({
    code: 'page.invalid-cursor',
    message: 'This is not the place of a page in this list.',
    fix: 'Give "after" the value of "next" of the page before, or leave it out to begin at the top.',
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Of one row more than was asked for: whether there is a next page. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => T,
  cursor: (row: Row) => string,
): Page<T> {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items: rows.slice(0, limit).map(item), next: last === undefined ? null : cursor(last) }
}
