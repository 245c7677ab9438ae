import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { leave } from '../moves.ts'
import type { Kernel, Pointer, RunState, Scope } from '../run-state.ts'

/** The innermost scope in sight that has a variable of this name. */
export function scopeOfVariable(from: Scope, name: string): Scope | null {
  for (let scope: Scope | null = from; scope; scope = scope.parent) if (scope.vars?.has(name)) return scope
  return null
}

export function setVariableIn(scope: Scope, name: string, value: Json): void {
  scope.vars ??= new Map()
  scope.vars.set(name, value)
}

/** Changes the nearest variable of a name, else the run's, by a function of what it held. */
function changeNearest(
  state: RunState,
  pointer: Pointer,
  name: string,
  next: (held: Json | undefined) => Json,
) {
  const scope = scopeOfVariable(pointer.scope, name) ?? state.root
  setVariableIn(scope, name, next(scope.vars?.get(name)))
  leave(state, pointer, 'next', pointer.value)
}

export const setVariable: Kernel = {
  enter(state, pointer, config) {
    const value = config.value ?? null
    if (config.scope === 'here') {
      setVariableIn(pointer.scope, nameOf(config), value)
      leave(state, pointer, 'next', pointer.value)
    } else changeNearest(state, pointer, nameOf(config), () => value)
  },
}

export const changeVariable: Kernel = {
  enter(state, pointer, config) {
    const name = nameOf(config)
    const by = typeof config.by === 'number' ? config.by : 1
    changeNearest(state, pointer, name, (held) => numberIn(name, held) + by)
  },
}

export const addToList: Kernel = {
  enter(state, pointer, config) {
    const name = nameOf(config)
    changeNearest(state, pointer, name, (held) => [...listIn(name, held), config.value ?? null])
  },
}

const nameOf = (config: JsonObject): string => String(config.name ?? '')

function numberIn(name: string, held: Json | undefined): number {
  if (held === undefined || held === null) return 0
  if (typeof held === 'number') return held
  throw wrongKind(name, 'a number', held)
}

function listIn(name: string, held: Json | undefined): readonly Json[] {
  if (held === undefined || held === null) return []
  if (Array.isArray(held)) return held
  throw wrongKind(name, 'a list', held)
}

const wrongKind = (name: string, wanted: string, held: Json) =>
  new AppError({
    code: 'variable.wrong-kind',
    message: `The variable "${name}" must hold ${wanted}, but holds ${JSON.stringify(held).slice(0, 80)}.`,
    fix: `Set "${name}" to ${wanted} first.`,
    details: { variable: name },
  })
