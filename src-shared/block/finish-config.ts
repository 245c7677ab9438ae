import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { counts, holds } from './counts.ts'
import type { BlockDeclaration } from './define-block.ts'
import type { Field, Fields } from './field.ts'
import { isEmpty, refusalSentence, takeValue } from './take-value.ts'

type Declared = Pick<BlockDeclaration, 'fields'>
/** A config whose expressions were evaluated: an expression that gave nothing stands as undefined. */
export type EvaluatedConfig = Readonly<Record<string, Json | undefined>>

/**
 * Fills in the defaults of what a config leaves out. Defaults may hold expressions (`{{ input }}`), so this
 * comes before evaluating; `finishConfig` comes after. What stands in a field that does not count is left out:
 * nobody sees it there, so no expression in it may fail.
 */
export function withDefaults(declaration: Declared, config: JsonObject): JsonObject {
  const full: Record<string, Json> = { ...config }
  for (const [key, field] of Object.entries(declaration.fields))
    if (field.when && !counts(declaration.fields, field, config)) {
      delete full[key]
      if (field.default !== undefined && !holdsExpression(field.default)) full[key] = field.default
    } else if (full[key] === undefined && field.default !== undefined) full[key] = field.default
  return full
}

/**
 * The config a block runs with: declared fields only, of their kinds, what is missing filled in.
 * @throws AppError `config.required`, `config.wrong-kind`, `config.not-a-choice`, `config.out-of-range` or, of
 *   schedules and zones, `schedule.*`; with `details.field`
 */
export function finishConfig(declaration: Declared, evaluated: EvaluatedConfig): JsonObject {
  const finished: Record<string, Json> = {}
  for (const [key, field] of entriesOf(declaration.fields)) {
    // what is evaluated per item stays as it is written
    const value =
      field.perItem && !isEmpty(field, evaluated[key])
        ? evaluated[key]
        : finishField(key, field, evaluated, declaration.fields)
    if (value !== undefined) finished[key] = value
  }
  return finished
}

/**
 * One field's value of its kind, or its default.
 * @throws AppError as `finishConfig` does
 */
export const takeField = (key: string, field: Field, evaluated: EvaluatedConfig): Json | undefined =>
  finishField(key, field, evaluated)

/** Kept by declaration: this runs once for every step of every run. */
const known = new WeakMap<Fields, readonly [string, Field][]>()

function entriesOf(fields: Fields): readonly [string, Field][] {
  const entries = known.get(fields) ?? Object.entries(fields)
  known.set(fields, entries)
  return entries
}

function finishField(
  key: string,
  written: Field,
  evaluated: EvaluatedConfig,
  fields: Fields = {},
): Json | undefined {
  const { when, readsWhen } = written
  if (when && fields[when.by] && !counts(fields, written, evaluated)) return literalDefault(written)
  const field = readsWhen && !holds(fields, readsWhen, evaluated) ? { ...written, reads: undefined } : written
  const given = evaluated[key]
  if (field.kind === 'condition' && (given === undefined || given === null)) return false
  if (isEmpty(field, given)) return whenMissing(key, field, evaluated)
  const value = given as Json
  const taken = takeValue(field, value)
  if (taken.ok) {
    // a name of blanks is as good as none
    if (field.required && taken.value === '' && value !== '') return whenMissing(key, field, evaluated)
    return taken.value
  }
  throw new AppError({
    code: taken.code,
    message: refusalSentence(field, taken, value),
    fix: taken.fix,
    details: { ...taken.why?.details, field: key },
  })
}

function whenMissing(key: string, field: Field, evaluated: EvaluatedConfig): Json | undefined {
  // a default with an expression was for an earlier moment: there is nothing to evaluate it with here
  const otherwise = literalDefault(field)
  if (otherwise !== undefined) return otherwise
  if (!field.required) return evaluated[key] === '' && isTextual(field) ? '' : undefined
  // what is missing in the flow itself is found before a run, so here an expression gave nothing
  const how = evaluated[key] === undefined ? 'missing: its expression gave nothing' : 'empty'
  throw new AppError({
    code: 'config.required',
    message: `"${field.title}" is ${how}.`,
    fix: `Fill in "${field.title}", or look at the values its expression names.`,
    details: { field: key },
  })
}

const literalDefault = ({ default: given }: Field): Json | undefined =>
  given === undefined || holdsExpression(given) ? undefined : given
const isTextual = (field: Field): boolean => ['text', 'long-text', 'code'].includes(field.kind)
const holdsExpression = (value: Json): boolean => typeof value === 'string' && value.includes('{{')
