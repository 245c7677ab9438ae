import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'

/** A whole number of a config field, from `least` up. @throws AppError that says what came */
export function wholeNumber(value: Json | undefined, field: string, least: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
  const came = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)
  throw new AppError({
    code: 'config.wrong-kind',
    message: `"${field}" must be a whole number from ${least}, but is ${came}.`,
    fix: `Give a whole number from ${least}.`,
    details: { field },
  })
}
