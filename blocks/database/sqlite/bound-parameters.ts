import { isList, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { toSql } from './sql-values.ts'

/**
 * What a statement is called with.
 * @throws AppError `sqlite.wrong-parameters`
 */
export function boundParameters(parameters: Json | undefined): unknown[] {
  if (parameters === undefined || parameters === null) return []
  if (isList(parameters)) return [parameters.map(toSql)]
  if (isObject(parameters)) return [Object.fromEntries(Object.entries(parameters).map(named))]
  throw new AppError({
    code: 'sqlite.wrong-parameters',
    message: `"Parameters" needs names with values or a list, but got ${sayValue(parameters)}.`,
    fix: 'Give { "name": value } for :name, or a list with a value for each ?.',
    details: { field: 'parameters' },
  })
}

/** `:name` is as good as `name`. */
const named = ([name, value]: [string, Json]) => [name.replace(/^[:@$]/, ''), toSql(value)] as const
