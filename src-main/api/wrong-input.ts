import { AppError } from '#shared/error'

/** One finding of zod 4, as far as sentences need it. */
type Issue = {
  code?: string
  path?: readonly (PropertyKey | { key: PropertyKey })[]
  message?: string
  expected?: string
  origin?: string
  minimum?: number | bigint
  maximum?: number | bigint
  inclusive?: boolean
  values?: readonly unknown[]
  keys?: readonly string[]
}

const isIssue = (value: unknown): value is Issue => typeof value === 'object' && value !== null

/** Zod's findings as one AppError whose sentence names the first wrong place. */
export function wrongInput(issues: unknown): AppError {
  const found = Array.isArray(issues) ? issues.filter(isIssue) : []
  const first = found[0]
  if (!first)
    return new AppError({
      code: 'api.wrong-input',
      message: 'The call could not be read.',
      fix: 'Send a JSON object as /api/docs describes it.',
    })
  return new AppError({
    code: 'api.wrong-input',
    message: `${placeOf(first)} ${sentence(first)}.`,
    fix: 'Change it and try again; /api/docs says what this call takes.',
    details: {
      problems: found.map((one) => ({ path: pathOf(one), message: `${placeOf(one)} ${sentence(one)}.` })),
    },
  })
}

const pathOf = (issue: Issue): string =>
  (issue.path ?? [])
    .map((part) => (typeof part === 'object' ? part.key : part))
    .reduce<string>(
      (text, key) =>
        typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
      '',
    )

const placeOf = (issue: Issue): string => {
  const path = pathOf(issue)
  return path ? `\`${path}\`` : 'The input'
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
}

/** The part after the place: "must be at most 500". */
function sentence(issue: Issue): string {
  const strict = issue.inclusive === false
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? `must be at most ${issue.maximum} characters long`
        : `must be ${strict ? 'less than' : 'at most'} ${issue.maximum}`
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1 ? 'must not be empty' : `must be at least ${issue.minimum} characters long`
      return `must be ${strict ? 'more than' : 'at least'} ${issue.minimum}`
    case 'invalid_type':
      return `must be ${KINDS[issue.expected ?? ''] ?? issue.expected ?? 'of another kind'}`
    case 'invalid_value':
      return `must be one of ${(issue.values ?? []).map((value) => JSON.stringify(value)).join(', ')}`
    case 'unrecognized_keys':
      return `must not have ${(issue.keys ?? []).join(', ')}`
    case 'custom':
      return 'is missing or of the wrong kind'
    default:
      return 'is not right'
  }
}
