import { implement, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { setAtPath } from '#shared/value'
import { setFields } from './block.ts'

export const run = implement(setFields, (config, ctx) => {
  let object = config.keep ? objectFrom(ctx.input) : {}
  for (const [path, value] of Object.entries(config.fields)) object = setAtPath(object, path, value, 'fields')
  return { next: object }
})

/** Nothing is as good as an empty object to begin with. */
function objectFrom(input: Json): JsonObject {
  if (input === null) return {}
  if (isObject(input)) return input
  throw new AppError({
    code: 'data.not-an-object',
    message: `Fields can be set in an object only, but ${sayValue(input)} arrived.`,
    fix: 'Turn "Keep the other fields" off to make a new object.',
    details: { field: 'keep' },
  })
}
