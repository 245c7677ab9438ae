import type { z } from 'zod'

/** What zod says of itself; everything else are the words of the shape. */
const ZODS = /^(Invalid|Too |Unrecognized|Required)/

/** What is wrong with one value of a data file, to stand behind its place: `is missing`. */
export function issueWords(issue: z.core.$ZodIssue): string {
  if (!ZODS.test(issue.message)) return issue.message
  if (issue.code === 'unrecognized_keys') return `holds ${issue.keys.join(', ')}, which is not known`
  if (issue.code === 'invalid_type')
    return issue.message.includes('received undefined')
      ? 'is missing'
      : `should be ${KINDS[issue.expected] ?? issue.expected}`
  if (issue.code === 'too_big') return 'is too long or too large'
  if (issue.code === 'too_small') return 'is empty or too small'
  if (issue.code === 'invalid_value') return `should be one of ${issue.values.join(', ')}`
  return 'is not of the form it should have'
}

const KINDS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
}
