import { isDuration, type Json, type JsonObject, parseDuration, sameJson } from '#shared/flow'
import type { ConfigProblem } from './config-problems.ts'
import { counts } from './counts.ts'
import type { Fields } from './field.ts'
import { isEmpty } from './take-value.ts'

/** What is wrong with one field beside another, each of which is right by itself. */
export const betweenFields = (fields: Fields, config: JsonObject): ConfigProblem[] => [
  ...longerThan(fields, config),
  ...forNothing(fields, config),
]

/** Two fields the wrong way round. A length that is too long does no harm: it does less than what is written. */
function longerThan(fields: Fields, config: JsonObject): ConfigProblem[] {
  return Object.entries(fields).flatMap(([key, field]): ConfigProblem[] => {
    const other = field.below === undefined ? undefined : fields[field.below]
    const [own, most] = [config[key] ?? field.default, config[field.below ?? ''] ?? other?.default]
    if (!other || !counts(fields, field, config)) return []
    if (typeof own === 'number' && typeof most === 'number' && own > most)
      return [
        {
          code: 'config.out-of-range',
          severity: 'error',
          message: `"${field.title}" is ${own}, more than "${other.title}", which is ${most}.`,
          fix: `Let "${field.title}" be the smaller of the two.`,
          path: `config.${key}`,
        },
      ]
    if (!isLength(own) || !isLength(most) || parseDuration(own) <= parseDuration(most)) return []
    return [
      {
        code: 'config.out-of-range',
        severity: 'warning',
        message: `"${field.title}" is ${own}, longer than "${other.title}", which is ${most}: it is never more than that.`,
        fix: `Write ${most} or less.`,
        path: `config.${key}`,
      },
    ]
  })
}

/** What stands there beside an empty field that it is about. Of choices nothing is said: they are tried out. */
function forNothing(fields: Fields, config: JsonObject): ConfigProblem[] {
  return Object.entries(fields).flatMap(([key, field]): ConfigProblem[] => {
    const { when } = field
    if (!when || when.in || counts(fields, field, config)) return []
    if (isEmpty(field, config[key]) || sameJson(config[key] as Json, field.default ?? null)) return []
    const other = fields[when.by]?.title ?? when.by
    return [
      {
        code: 'config.for-nothing',
        severity: 'warning',
        message: `"${field.title}" does nothing while "${other}" is empty.`,
        fix: `Fill in "${other}", or take away what stands under "${field.title}".`,
        path: `config.${key}`,
      },
    ]
  })
}

const isLength = (value: Json | undefined): value is string => typeof value === 'string' && isDuration(value)
