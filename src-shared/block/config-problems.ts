import type { Problem } from '#shared/error'
import { whatIsKnown } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import { betweenFields } from './between-fields.ts'
import { configWarnings } from './config-warnings.ts'
import { counts, holds, type When } from './counts.ts'
import type { BlockDeclaration } from './define-block.ts'
import { type BrokenExpression, lookAtText, type TextLook } from './expression-look.ts'
import type { Field, Fields } from './field.ts'
import { isList, isObject, sayValue } from './say-value.ts'
import { type SecretsAt, secretProblems } from './secret-problems.ts'
import { isEmpty, refusalSentence, takeValue } from './take-value.ts'

/** A problem of a config alone: which block it is in is the caller's to say. */
export type ConfigProblem = Omit<Problem, 'block'>
type Declared = Pick<BlockDeclaration, 'title' | 'fields'> & Partial<Pick<BlockDeclaration, 'shape'>>

/**
 * All that is wrong with a config before its expressions are evaluated: kinds, required fields, choices,
 * expressions that do not parse; unknown keys as warnings. A field with an expression may hold anything
 * until it is evaluated, unless its text can only ever become text.
 */
export function configProblems(declaration: Declared, config: JsonObject): ConfigProblem[] {
  const known = Object.entries(declaration.fields).flatMap(([key, field]) =>
    partProblems({ path: `config.${key}`, key, field, among: declaration.fields, held: config }, declaration),
  )
  const unknown = Object.keys(config).filter((key) => !Object.hasOwn(declaration.fields, key))
  return [
    ...known,
    ...betweenFields(declaration.fields, config),
    ...unknown.flatMap((key) => unknownProblems(declaration, key, config[key] as Json)),
  ]
}

/** A field beside the others: of a config, or of a row of a table. */
type Part = { path: string; key: string; field: Field; among: Fields; held: JsonObject }

function partProblems({ path, key, field: written, among, held }: Part, declared: Declared): ConfigProblem[] {
  if (!counts(among, written, held)) return []
  const { or, readsWhen } = written
  const field = readsWhen && !holdsNow(among, readsWhen, held) ? { ...written, reads: undefined } : written
  const instead = or === undefined ? undefined : among[or]
  if (or === undefined || !instead) return fieldProblems(path, field, held[key], declared)
  const [own, other] = [isEmpty(field, held[key]), isEmpty(instead, held[or])]
  if (own && other) return [neither(path, field, instead)]
  // of two expressions the one that gives nothing may be the one that is empty
  if (!own && !other && !isExpression(held[key]) && !isExpression(held[or]))
    return [both(path, field, instead)]
  return fieldProblems(path, field, held[key], declared)
}

/** Blanks are no name, path or address; of a text they may be what is meant. */
const isBlank = ({ kind }: Field, value: Json | undefined): boolean =>
  value === '' || (typeof value === 'string' && value.trim() === '' && !TEXTS.has(kind) && kind !== 'code')

/** What an expression decides is not decided yet. */
const holdsNow = (fields: Fields, when: When, config: JsonObject): boolean =>
  !isExpression(config[when.by]) && holds(fields, when, config)
const isExpression = (value: Json | undefined): boolean => typeof value === 'string' && value.includes('{{')

const neither = (path: string, field: Field, other: Field): ConfigProblem => ({
  code: 'config.required',
  severity: 'error',
  message: `"${field.title}" and "${other.title}" are both missing.`,
  fix: `Fill in "${field.title}" or "${other.title}".`,
  path,
})

const both = (path: string, field: Field, other: Field): ConfigProblem => ({
  code: 'config.one-too-many',
  severity: 'error',
  message: `"${field.title}" and "${other.title}" are both filled in, and only one of them can be.`,
  fix: `Leave "${field.title}" or "${other.title}" empty.`,
  path,
})

function fieldProblems(
  path: string,
  field: Field,
  value: Json | undefined,
  declared: Declared,
): ConfigProblem[] {
  const empty = isEmpty(field, value) || (isNeeded(field) && field.kind !== 'value' && isBlank(field, value))
  if (empty) return missing(path, field)
  const given = value as Json
  const texts = field.raw ? [] : [...looksOutsideParts(field, given, path)]
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
  if (field.kind === 'map' && field.columns && isObject(given))
    return recordProblems(path, field, given, declared)
  const wrong = literalProblems(path, field, given)
  return wrong.length > 0 ? wrong : configWarnings(path, field, given, declared.shape === 'hat')
}

/** Cells are looked at one by one: one that holds an expression may still become anything. */
function rowProblems(path: string, table: Field, row: Json, i: number, declared: Declared): ConfigProblem[] {
  const at = `${path}[${i}]`
  if (!isObject(row)) {
    const message = `Row ${i + 1} of "${table.title}" needs names with values, but got ${sayValue(row)}.`
    return [wrongKind(at, message, 'Give each row as { "name": value }.')]
  }
  return partsProblems(at, table, row, declared).map((problem) => ({
    ...problem,
    message: `Row ${i + 1} of "${table.title}": ${problem.message}`,
  }))
}

/** Names that are known; what else stands there is kept, and does nothing. */
function recordProblems(path: string, field: Field, given: JsonObject, declared: Declared): ConfigProblem[] {
  const known = Object.keys(field.columns ?? {})
  const strange = Object.keys(given).filter((key) => !known.includes(key))
  return [
    ...partsProblems(path, field, given, declared).map((problem) => ({
      ...problem,
      message: `"${field.title}": ${problem.message}`,
    })),
    ...strange.map(
      (key): ConfigProblem => ({
        code: 'config.unknown-field',
        severity: 'warning',
        message: `"${field.title}" has no "${key}"; it is kept, and does nothing.`,
        fix: `Take "${key}" away, or correct its name: it has ${known.join(', ')}.`,
        path: `${path}.${key}`,
      }),
    ),
  ]
}

/** The cells of a row, or what stands in a record. */
function partsProblems(path: string, whole: Field, row: JsonObject, declared: Declared): ConfigProblem[] {
  const { raw, secrets, perItem, columns: among = {} } = whole
  return Object.entries(among).flatMap(([key, column]) => {
    const field = { raw, secrets, perItem, ...column }
    return partProblems({ path: `${path}.${key}`, key, field, among, held: row }, declared)
  })
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

/** Cells of rows, and what a record holds under its names, are looked at one by one. */
function* looksOutsideParts(field: Field, value: Json, path: string): Generator<TextLook & { path: string }> {
  const { kind, columns } = field
  if (columns && kind === 'table' && isList(value))
    for (const [i, row] of value.entries()) yield* looksBeside(columns, row, `${path}[${i}]`)
  else if (columns && kind === 'map') yield* looksBeside(columns, value, path)
  else yield* looksAt(value, path)
}

function* looksBeside(columns: Fields, row: Json, path: string): Generator<TextLook & { path: string }> {
  if (!isObject(row)) return yield* looksAt(row, path)
  for (const [key, held] of Object.entries(row))
    if (!Object.hasOwn(columns, key)) yield* looksAt(held, `${path}.${key}`)
}

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
