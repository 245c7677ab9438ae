import { isList, isObject } from '#shared/block'
import type { Json, JsonObject, Variable } from '#shared/flow'
import type { StepView } from '#shared/run'
import { isOpenFor } from '../../model/scope-path.ts'

type Scopes = Map<string, Map<string, Json>>

/**
 * The variables in sight of a step, worked out from the steps before it: what the flow begins with, then what
 * the blocks that set, change and add did. Values given for one run alone, and steps of a long run that are no
 * longer in the page, are not known here.
 */
export function variablesAt(
  variables: readonly Variable[],
  before: readonly StepView[],
  path: string,
): JsonObject {
  const scopes: Scopes = new Map([['', new Map(variables.map(({ name, value }) => [name, value]))]])
  for (const step of before) if (step.status === 'succeeded') apply(scopes, step)
  const inSight: Record<string, Json> = {}
  const open = [...scopes].filter(([at]) => isOpenFor(at, path)).sort(([a], [b]) => a.length - b.length)
  for (const [, held] of open) for (const [name, value] of held) inSight[name] = value
  return inSight
}

function apply(scopes: Scopes, { type, config, path }: StepView): void {
  if (!isObject(config) || typeof config.name !== 'string') return
  const { name, value } = config
  const at = type === 'data/set-variable' && config.scope === 'here' ? path : nearest(scopes, name, path)
  const before = scopes.get(at)?.get(name)
  const after = changed(type, before, value, config.by)
  if (after === undefined) return
  const scope = scopes.get(at) ?? new Map<string, Json>()
  scopes.set(at, scope.set(name, after))
}

function changed(
  type: string,
  before: Json | undefined,
  value: Json | undefined,
  by: Json | undefined,
): Json | undefined {
  if (type === 'data/set-variable') return value
  if (type === 'data/change-variable') return Number(before ?? 0) + Number(by ?? 0)
  if (type !== 'data/add-to-list' || value === undefined) return undefined
  return [...(isList(before) ? before : []), value]
}

/** The innermost scope that has it, else the run's. */
function nearest(scopes: Scopes, name: string, path: string): string {
  const having = [...scopes].filter(([at, held]) => held.has(name) && isOpenFor(at, path)).map(([at]) => at)
  return having.sort((a, b) => b.length - a.length)[0] ?? ''
}
