import type { Json } from '#shared/flow'

const JSON_NUMBER = /^\s*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/

/** A number, also one written as text the way JSON writes it, as tables read from CSV hold them; else undefined. */
export function asNumber(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && JSON_NUMBER.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
