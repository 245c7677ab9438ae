import { AppError } from '#shared/error'
import type { ExpressionScope } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import {
  type CompiledBlock,
  makeDice,
  type Pointer,
  type RunState,
  type Scope,
  stepSeed,
  uuidOf,
} from '#shared/run'
import type { World } from './world.ts'

type Surroundings = Pick<World, 'zone' | 'environment'>
const NO_NAMES: JsonObject = Object.create(null)

/** What the expressions of one step see. The clock stands while they are evaluated; the dice are the step's own. */
export class StepScope implements ExpressionScope {
  readonly zone: string
  #world: Surroundings
  #state: RunState
  #pointer: Pointer
  #input: Json
  #at: number
  #dice: (() => number) | null = null
  #runId: string
  #reads: ReadonlySet<string> | null

  /** @param reads blocks that are read by name; null: perhaps all */
  constructor(
    of: { state: RunState; runId: string; world: Surroundings; reads: ReadonlySet<string> | null },
    pointer: Pointer,
    input: Json,
    at: number,
  ) {
    this.#state = of.state
    this.#runId = of.runId
    this.#world = of.world
    this.zone = of.world.zone
    this.#reads = of.reads
    this.#pointer = pointer
    this.#input = input
    this.#at = at
  }

  root(name: Parameters<ExpressionScope['root']>[0]): unknown {
    const { scope } = this.#pointer
    switch (name) {
      case 'input':
        return this.#input
      case 'trigger':
        return this.#state.order?.trigger
      case 'vars':
        return variablesInSight(scope)
      case 'item':
        return itemInSight(scope)
      case 'index':
        return indexInSight(scope)
      case 'blocks':
        return valuesThatLeft(this.#state, scope, this.#reads)
      case 'run':
        return this.#run()
      case 'secrets':
        throw secretNotHere()
      case 'env':
        return this.#world.environment?.() ?? NO_NAMES
      default:
        return undefined
    }
  }

  now(): number {
    return this.#at
  }

  random(): number {
    this.#dice ??= makeDice(stepSeed(this.#state.order?.seed ?? 0, this.#pointer.n))
    return this.#dice()
  }

  uuid(): string {
    return uuidOf(() => this.random())
  }

  #run(): JsonObject {
    const { order, startedAt, flow } = this.#state
    return {
      id: this.#runId,
      startedAt: new Date(startedAt).toISOString(),
      attempt: order?.attempt ?? 1,
      flow: { id: order?.flowId ?? '', name: flow.document.name },
    }
  }
}

/** What a field sees that is evaluated once per item. */
export class ItemScope extends StepScope {
  item: Json = null
  index = 0

  override root(name: Parameters<ExpressionScope['root']>[0]): unknown {
    if (name === 'item') return this.item
    return name === 'index' ? this.index : super.root(name)
  }
}

/** The innermost of each name wins. */
export function variablesInSight(from: Scope): JsonObject {
  const inSight: Record<string, Json> = Object.create(null)
  for (let scope: Scope | null = from; scope; scope = scope.parent)
    if (scope.vars) for (const [name, value] of scope.vars) if (!(name in inSight)) inSight[name] = value
  return inSight
}

function itemInSight(from: Scope): Json | undefined {
  for (let scope: Scope | null = from; scope; scope = scope.parent)
    if (scope.item !== undefined) return scope.item
  return undefined
}

function indexInSight(from: Scope): number | undefined {
  for (let scope: Scope | null = from; scope; scope = scope.parent) if (scope.index >= 0) return scope.index
  return undefined
}

/** A block lives on one level, and of every level at most one scope is in sight. */
function valuesThatLeft({ flow }: RunState, from: Scope, reads: ReadonlySet<string> | null): JsonObject {
  const values: Record<string, Json> = Object.create(null)
  const add = (block: CompiledBlock | undefined): void => {
    const value = block && scopeOfLevel(from, block.level)?.left[block.slot]
    if (value !== undefined && block) values[block.name] = value
  }
  if (reads) for (const name of reads) add(flow.byName.get(name))
  else flow.blocks.forEach(add)
  return values
}

function scopeOfLevel(from: Scope, level: number): Scope | null {
  for (let scope: Scope | null = from; scope; scope = scope.parent) if (scope.level === level) return scope
  return null
}

/** Fields that take secrets are evaluated with marks in their place (secrets/secret-fields.ts); nothing else sees any. */
const secretNotHere = (): AppError =>
  new AppError({
    code: 'secret.not-allowed-here',
    message: 'No secret can be used here: what stands here is kept and shown.',
    fix: 'Name it in a field that takes secrets, such as "Sign in" of a web request.',
  })
