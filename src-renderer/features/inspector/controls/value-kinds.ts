import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'
import type { ValueKind } from '../../../ui/value-tree/value-words.ts'

/** In the order of the menu. */
export const VALUE_KINDS: readonly ValueKind[] = ['text', 'number', 'yesNo', 'list', 'object', 'nothing']

/** A value made one of another kind, keeping what can be kept. */
export function asKind(value: Json | undefined, kind: ValueKind): Json {
  switch (kind) {
    case 'text':
      return asText(value)
    case 'number':
      return asNumber(value)
    case 'yesNo':
      return value === true || value === 'true'
    case 'list':
      return asList(value)
    case 'object':
      return isObject(value) ? value : {}
    default:
      return null
  }
}

function asText(value: Json | undefined): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

function asNumber(value: Json | undefined): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : 0
}

function asList(value: Json | undefined): readonly Json[] {
  if (isList(value)) return value
  return value === undefined || value === null || value === '' ? [] : [value]
}

export type MapRow = { name: string; value: Json }

export const rowsOf = (map: Json | undefined): MapRow[] =>
  isObject(map) ? Object.entries(map).map(([name, value]) => ({ name, value })) : []

/** Names that stand there twice: only the last could be kept, so nothing is stored until that is mended. */
export function doubleNames(rows: readonly MapRow[]): ReadonlySet<string> {
  const seen = new Set<string>()
  return new Set(
    rows.flatMap(({ name }) => {
      const twice = name !== '' && seen.has(name)
      seen.add(name)
      return twice ? [name] : []
    }),
  )
}

/** The object that rows stand for; undefined while two have one name. A row without a name is not there yet. */
export function mapOf(rows: readonly MapRow[]): Record<string, Json> | undefined {
  if (doubleNames(rows).size > 0) return undefined
  return Object.fromEntries(rows.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]))
}
