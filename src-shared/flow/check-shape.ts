import type { z } from 'zod'
import { AppError, type Problem } from '#shared/error'
import { MOST_ISSUES } from './bounded-schema.ts'
import type { FlowDocument } from './document.ts'
import { FORMAT_FIX, formatProblem, kindOf } from './format-problem.ts'
import type { JsonPath } from './read-json.ts'
import { flowSchema } from './schema.ts'
import { pathInWords } from './unknown-keys.ts'

export type ShapeProblem = { path: JsonPath; message: string }

/** What does not have the kind that the design says, in words; empty when the value is a flow document. */
export function shapeProblems(value: unknown, schema: z.ZodType = flowSchema): ShapeProblem[] {
  const result = schema.safeParse(value)
  if (result.success) return []
  return result.error.issues.slice(0, MOST_ISSUES).map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    return { path, message: inWords(path, wanted(issue), valueAt(value, path)) }
  })
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two numbers',
  object: 'an object',
  record: 'an object',
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return KINDS[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value)).join(' or ')
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'a list of two numbers'
  return issue.message
}

function inWords(path: JsonPath, want: string, value: unknown): string {
  const place = path.length === 0 ? 'The file' : `"${pathInWords(path)}"`
  if (value === undefined) return `${place} is missing: it should be ${want}.`
  return `${place} should be ${want}, not ${kindOf(value)}.`
}

function valueAt(value: unknown, path: JsonPath): unknown {
  let at = value
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string | number, unknown>)[part]
  }
  return at
}

/**
 * Refuses what is not a flow document, naming all that is wrong.
 * @param locate gives the place of a path in the file's text, where there is one
 * @throws AppError `flow.unknown-format`, `flow.wrong-shape` with `details.problems`
 */
export function assertShape(
  value: unknown,
  locate: (paths: readonly JsonPath[]) => ({ line: number; column: number } | undefined)[] = () => [],
): asserts value is FlowDocument {
  const format = formatProblem(value)
  if (format !== undefined)
    throw new AppError({
      code: 'flow.unknown-format',
      message: format,
      fix: FORMAT_FIX,
      details: { ...locate([['format']])[0], path: 'format' },
    })
  const wrong = shapeProblems(value)
  if (wrong.length === 0) return
  const places = locate(wrong.map(({ path }) => path))
  const problems = wrong.map(({ path, message }, i) => wrongShape(message, path, places[i]))
  const [first] = problems as [Problem]
  const more = problems.length > 1 ? ` ${problems.length - 1} more like this.` : ''
  throw new AppError({
    code: 'flow.wrong-shape',
    message: `${first.message}${more}`,
    fix: 'Compare the file with one that Blockloom exported, and mend it there.',
    details: { ...places[0], path: first.path, problems },
  })
}

function wrongShape(message: string, path: JsonPath, at?: { line: number; column: number }): Problem {
  const where = at ? ` (line ${at.line}, column ${at.column})` : ''
  return {
    code: 'flow.wrong-shape',
    severity: 'error',
    message: message.replace(/\.$/, `${where}.`),
    fix: 'Write it as the message says.',
    path: pathInWords(path),
    ...at,
  }
}
