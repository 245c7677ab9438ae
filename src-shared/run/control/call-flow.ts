import { INPUT_KIND_WORDS, INPUT_KINDS, type InputKind, isOfInputKind } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { leave } from '../moves.ts'
import type { Kernel } from '../run-state.ts'

/** Calls as deep as this inside one another are refused: a flow that calls itself would go on for ever. */
export const MOST_DEEP = 50

/** Runs another flow as a run of its own; the hands start it and bring its end (`called`, `returned`). */
export const callFlow: Kernel = {
  calls: true,
  enter(_, { n }) {
    throw new Error(`pointer ${n} entered a call: it has to be called`)
  },
}

type DeclaredInput = { name: string; kind: InputKind; required: boolean; default?: Json }

/** The first step of a flow that others call: what it was given, checked against the inputs it declares. */
export const calledHat: Kernel = {
  enter(state, pointer, config) {
    const given = state.order?.sample ? (config.sample ?? pointer.value) : pointer.value
    const inputs = declaredInputs(config.inputs)
    leave(state, pointer, 'next', inputs.length > 0 ? checkedInputs(inputs, given) : given)
  },
}

/** The inputs that a `start/called` declares. @throws AppError `config.wrong-kind` */
function declaredInputs(list: Json | undefined): DeclaredInput[] {
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) throw wrongDeclaration(list)
  return list.map((one: Json) => {
    const { name, kind = 'any', required = false, default: standard } = isObject(one) ? one : {}
    const known = INPUT_KINDS.find((each) => each === kind)
    if (typeof name !== 'string' || name === '' || !known) throw wrongDeclaration(one)
    return {
      name,
      kind: known,
      required: required === true,
      ...(standard !== undefined && { default: standard }),
    }
  })
}

/** What was given, with the defaults of what was not. Names that are not declared go along. */
function checkedInputs(inputs: readonly DeclaredInput[], given: Json): JsonObject {
  if (given !== null && !isObject(given)) throw notNamed(inputs, given)
  const values: Record<string, Json> = { ...given }
  for (const { name, kind, required, default: standard } of inputs) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined || value === null) {
      if (standard !== undefined) values[name] = standard
      else if (required) throw missing(name)
    } else if (!isOfInputKind(value, kind)) throw wrongKind(name, kind, value)
  }
  return values
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: Json): string => JSON.stringify(value).slice(0, 80)

const missing = (name: string): AppError =>
  new AppError({
    code: 'input.missing',
    message: `The input "${name}" is required, but was not given.`,
    fix: `Give "${name}" where this flow is called.`,
    details: { input: name },
  })

const wrongKind = (name: string, kind: InputKind, value: Json): AppError =>
  new AppError({
    code: 'input.wrong-kind',
    message: `The input "${name}" must be ${INPUT_KIND_WORDS[kind]}, but is ${shown(value)}.`,
    fix: `Give ${INPUT_KIND_WORDS[kind]} where this flow is called.`,
    details: { input: name },
  })

const notNamed = (inputs: readonly DeclaredInput[], given: Json): AppError =>
  new AppError({
    code: 'input.wrong-kind',
    message: `This flow takes inputs by name (${inputs.map(({ name }) => name).join(', ')}), but was given ${shown(given)}.`,
    fix: 'Give an object with these names.',
  })

const wrongDeclaration = (value: Json): AppError =>
  new AppError({
    code: 'config.wrong-kind',
    message: `An input is declared as { name, kind, required, default }, not as ${shown(value)}.`,
    fix: `Give it a name, and one of the kinds ${INPUT_KINDS.join(', ')}.`,
    details: { field: 'inputs' },
  })
