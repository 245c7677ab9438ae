import type { Problem } from '#shared/error'
import { whatIsKnown } from '#shared/expression'
import { isDuration, type Json, type JsonObject, parseDuration } from '#shared/flow'
import type { BlockDeclaration } from './define-block.ts'
import { type BrokenExpression, lookAtText, type TextLook } from './expression-look.ts'
import type { Field } from './field.ts'
import { isList, isObject, sayValue } from './say-value.ts'
import { type SecretsAt, secretProblems } from './secret-problems.ts'
import { isEmpty, refusalSentence, takeValue } from './take-value.ts'

/** A problem of a config alone: which block it is in is the caller's to say. */
export type ConfigProblem = Omit<Problem, 'block'>
type Declared = Pick<BlockDeclaration, 'title' | 'fields'>

/**
 * All that is wrong with a config before its expressions are evaluated: kinds, required fields, choices,
 * expressions that do not parse; unknown keys as warnings. A field with an expression may hold anything
 * until it is evaluated, unless its text can only ever become text.
 */
export function configProblems(declaration: Declared, config: JsonObject): ConfigProblem[] {
  const known = Object.entries(declaration.fields).flatMap(([key, field]) =>
    fieldProblems(`config.${key}`, field, config[key], declaration),
  )
  const unknown = Object.keys(config).filter((key) => !Object.hasOwn(declaration.fields, key))
  return [
    ...known,
    ...longerThan(declaration, config),
    ...unknown.flatMap((key) => unknownProblems(declaration, key, config[key] as Json)),
  ]
}

/** It does no harm, and less than what is written. */
function longerThan({ fields }: Declared, config: JsonObject): ConfigProblem[] {
  return Object.entries(fields).flatMap(([key, field]): ConfigProblem[] => {
    const other = field.below === undefined ? undefined : fields[field.below]
    const [own, most] = [config[key] ?? field.default, config[field.below ?? ''] ?? other?.default]
    if (!other || !isLength(own) || !isLength(most) || parseDuration(own) <= parseDuration(most)) return []
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

const isLength = (value: Json | undefined): value is string => typeof value === 'string' && isDuration(value)

function fieldProblems(
  path: string,
  field: Field,
  value: Json | undefined,
  declared: Declared,
): ConfigProblem[] {
  const empty = isEmpty(field, value) || (value === '' && isNeeded(field) && field.kind !== 'value')
  if (empty) return missing(path, field)
  const given = value as Json
  const texts = field.raw ? [] : [...looksAt(given, path)]
  const broken = texts.flatMap((text) => text.broken.map((one) => ({ ...one, path: text.path })))
  if (broken.length > 0) return broken.map((one) => brokenProblem(field, one))
  const unknown = texts.flatMap((text) =>
    text.unknown.map((name) => unknownNameProblem(field, name, text.path)),
  )
  if (unknown.length > 0) return unknown
  const secrets = secretProblems(field.title, field, secretsIn(texts), declared.fields)
  if (secrets.length > 0) return secrets
  if (typeof given === 'string' && !field.raw) {
    const look = lookAtText(given)
    // one whole expression may become any value
    if (look.kind === 'expression') return []
    if (look.kind === 'mixed') return mixedProblems(path, field, given)
  }
  if (field.kind === 'table' && isList(given)) {
    const wrong = given.flatMap((row, i) => rowProblems(path, field, row, i, declared))
    if (wrong.length > 0 || !field.reads) return wrong
    return literalProblems(path, { kind: 'value', title: field.title, reads: field.reads }, given)
  }
  return literalProblems(path, field, given)
}

/** Cells are looked at one by one: one that holds an expression may still become anything. */
function rowProblems(path: string, table: Field, row: Json, i: number, declared: Declared): ConfigProblem[] {
  const at = `${path}[${i}]`
  if (!isObject(row)) {
    const message = `Row ${i + 1} of "${table.title}" needs names with values, but got ${sayValue(row)}.`
    return [wrongKind(at, message, 'Give each row as { "name": value }.')]
  }
  const { raw, secrets } = table
  return Object.entries(table.columns ?? {})
    .flatMap(([key, column]) =>
      fieldProblems(`${at}.${key}`, { raw, secrets, ...column }, row[key], declared),
    )
    .map((problem) => ({ ...problem, message: `Row ${i + 1} of "${table.title}": ${problem.message}` }))
}

/** Nothing else can fill it in. */
const isNeeded = (field: Field): boolean => field.required === true && field.default === undefined

const missing = (path: string, field: Field): ConfigProblem[] =>
  isNeeded(field)
    ? [
        {
          code: 'config.required',
          severity: 'error',
          message: `"${field.title}" is missing.`,
          fix: `Fill in "${field.title}".`,
          path,
        },
      ]
    : []

function literalProblems(path: string, field: Field, value: Json): ConfigProblem[] {
  // an expression's number in a text field is made text; one written down as a number is a slip
  if (TEXTS.has(field.kind) && typeof value !== 'string')
    return [
      wrongKind(path, `"${field.title}" needs a text, but got ${sayValue(value)}.`, 'Write it in quotes.'),
    ]
  const taken = takeValue(field, value)
  if (taken.ok) return []
  return [
    {
      code: taken.code,
      severity: 'error',
      message: refusalSentence(field, taken, value),
      fix: taken.fix,
      path: `${path}${taken.part?.at ?? ''}`,
    },
  ]
}

/** A text with words around its expression stays a text: fine for texts and paths, never for a list. */
function mixedProblems(path: string, field: Field, value: string): ConfigProblem[] {
  if (!NEVER_TEXT.has(field.kind)) return []
  const message = `"${field.title}" can only become a text: there are words around the expression in ${JSON.stringify(value)}.`
  return [wrongKind(path, message, 'Leave only the expression: {{ ... }} with nothing around it.')]
}

const wrongKind = (path: string, message: string, fix: string): ConfigProblem => ({
  code: 'config.wrong-kind',
  severity: 'error',
  message,
  fix,
  path,
})

/** A look at every text with an expression, and where it stands. */
function* looksAt(value: Json, path: string): Generator<TextLook & { path: string }> {
  if (typeof value === 'string') {
    if (value.includes('{{')) yield { ...lookAtText(value), path }
  } else if (isList(value))
    for (const [index, held] of value.entries()) yield* looksAt(held, `${path}[${index}]`)
  else if (isObject(value))
    for (const [key, held] of Object.entries(value)) yield* looksAt(held, `${path}.${key}`)
}

const secretsIn = (texts: readonly (TextLook & { path: string })[]): SecretsAt[] =>
  texts.flatMap(({ path, secrets }) => secrets.map((uses) => ({ path, uses })))

const brokenProblem = (field: Field, broken: BrokenExpression & { path: string }): ConfigProblem => ({
  code: 'config.broken-expression',
  severity: 'error',
  message: `An expression in "${field.title}" does not parse: ${broken.why}`,
  fix: broken.fix,
  path: broken.path,
})

/** Reading it fails, whatever arrives; most often it is a slip of the hand. */
const unknownNameProblem = (field: Field, name: string, path: string): ConfigProblem => ({
  code: 'config.unknown-name',
  severity: 'error',
  message: `An expression in "${field.title}" reads \`${name}\`, which is not known here.`,
  fix: whatIsKnown(name),
  path,
})

/** It does nothing, yet it would be evaluated. */
const unknownProblems = (declaration: Declared, key: string, value: Json): ConfigProblem[] => [
  unknownField(declaration, key),
  ...secretProblems(key, null, secretsIn([...looksAt(value, `config.${key}`)]), declaration.fields),
]

const unknownField = (declaration: Declared, key: string): ConfigProblem => {
  const known = Object.keys(declaration.fields)
  const has = known.length === 0 ? 'has no fields' : `has ${known.join(', ')}`
  return {
    code: 'config.unknown-field',
    severity: 'warning',
    message: `${declaration.title} has no field "${key}"; it is kept, and does nothing.`,
    fix: `Take "${key}" away, or correct its name: ${declaration.title} ${has}.`,
    path: `config.${key}`,
  }
}

const TEXTS = new Set(['text', 'long-text'])
const NEVER_TEXT = new Set(['list', 'map', 'table', 'condition', 'yes-no'])
