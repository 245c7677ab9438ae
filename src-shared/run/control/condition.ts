import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'

/** True or false; nothing counts as false. @throws AppError when something else came */
export function asCondition(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'boolean') return value
  throw new AppError({
    code: 'config.wrong-kind',
    message: `The condition must be true or false, but is ${JSON.stringify(value).slice(0, 80)}.`,
    fix: 'Compare it with something, for example {{ input.count > 0 }}.',
    details: { field: 'condition' },
  })
}
