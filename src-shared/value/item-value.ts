import { type BlockContext, isList, isObject } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { fieldReader } from './field-path.ts'

/** The value that a field of the config means for one item of a list; undefined: the item has none. */
export type ItemValue = (item: Json, index: number) => Json | undefined
type PerItem = Pick<BlockContext, 'perItem'>

/** A text without an expression names a field of the items; anything else is evaluated once per item. */
export const isName = (written: unknown): written is string =>
  typeof written === 'string' && !written.includes('{{')

/**
 * What a `perItem` field means for each item: `address.city` is that field of the item, `{{ item.price * 2 }}` is
 * evaluated. Left empty, it means the item itself.
 * @param written what stands in the config
 */
export function itemValue(ctx: PerItem, field: string, written: unknown): ItemValue {
  if (written === undefined || written === null || written === '') return (item) => item
  return isName(written) ? fieldReader(written.trim(), field) : ctx.perItem(field)
}

/**
 * The same for a list of such values: one list for each item. Without any it is the item itself; one expression in
 * place of the list gives the whole list.
 */
export function itemValues(
  ctx: PerItem,
  field: string,
  written: unknown,
): (item: Json, index: number) => readonly (Json | undefined)[] {
  if (written === undefined || written === null) return (item) => [item]
  const evaluated = ctx.perItem(field) as (item: Json, index: number) => readonly Json[]
  if (!isList(written as Json)) return evaluated
  const all = written as readonly Json[]
  if (all.length === 0) return (item) => [item]
  const readers = all.map((one) => (isName(one) ? fieldReader(one.trim(), field) : null))
  const allNamed = !readers.includes(null)
  return (item, index) => {
    const made = allNamed ? [] : evaluated(item, index)
    return readers.map((read, i) => (read ? read(item) : made[i]))
  }
}

/**
 * Refuses a name that no item has: nearly always a slip of the pen.
 * @param found whether any item had it
 * @throws AppError `data.no-such-field`
 */
export function checkFound(found: boolean, list: readonly Json[], written: unknown, field: string): void {
  if (found || list.length === 0 || !isName(written) || written.trim() === '') return
  const names = new Set(list.slice(0, 100).flatMap((item) => (isObject(item) ? Object.keys(item) : [])))
  const has = names.size === 0 ? 'they are no objects' : `they have ${[...names].slice(0, 8).join(', ')}`
  throw new AppError({
    code: 'data.no-such-field',
    message: `None of the ${list.length === 1 ? 'items' : `${list.length} items`} has a field "${written}"; ${has}.`,
    fix: 'Correct the name, or write an expression with item: {{ item.name }}',
    details: { field },
  })
}
