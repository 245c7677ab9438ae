import { z } from 'zod'

/**
 * A file with a million wrong things names the first of them: zod alone would collect an issue for each,
 * and 20 MB of them take all memory there is.
 */
export const MOST_ISSUES = 50

/** A list that is looked through until there are enough issues. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.custom<z.output<T>[]>().check((ctx) => {
    const list: unknown = ctx.value
    if (!Array.isArray(list)) refuse(ctx, 'array')
    else for (let i = 0; i < list.length && ctx.issues.length < MOST_ISSUES; i++) look(ctx, item, list[i], i)
  })

/** An object of things of one kind, likewise. */
export const recordOf = <T extends z.ZodType>(item: T) =>
  z.custom<Record<string, z.output<T>>>().check((ctx) => {
    const record: unknown = ctx.value
    if (typeof record !== 'object' || record === null || Array.isArray(record)) refuse(ctx, 'record')
    else
      for (const key of Object.keys(record)) {
        if (ctx.issues.length >= MOST_ISSUES) return
        look(ctx, item, (record as Record<string, unknown>)[key], key)
      }
  })

type Context = z.core.ParsePayload<unknown>

const refuse = (ctx: Context, expected: 'array' | 'record'): void => {
  ctx.issues.push({ code: 'invalid_type', expected, input: ctx.value } as z.core.$ZodRawIssue)
}

function look(ctx: Context, item: z.ZodType, value: unknown, key: string | number): void {
  const result = item.safeParse(value)
  if (result.success) return
  for (const issue of result.error.issues.slice(0, MOST_ISSUES - ctx.issues.length))
    ctx.issues.push({ ...issue, input: value, path: [key, ...issue.path] } as z.core.$ZodRawIssue)
}
