import { compilePath, HOOK_METHODS, type HookPath, isSamePath } from '#shared/block'
import { AppError } from '#shared/error'
import type { Hat } from '../trigger-runner.ts'
import { CallLine } from './call-line.ts'
import { partsOfCall } from './called-path.ts'
import type { HookRule } from './hook-rule.ts'

type Address = {
  readonly hat: Hat
  readonly path: HookPath
  readonly methods: ReadonlySet<string>
}

/**
 * A hat at its address. armed: calls start runs. broken: it does not work, and is tried again. resting: triggers are
 * paused, or everything is stopped.
 */
export type Hook = Address & {
  state: 'armed' | 'broken' | 'resting'
  /** null: what its texts give is not known */
  rule: HookRule | null
  readonly line: CallLine
}

/** What is at a path that was called. */
export type Found =
  | { is: 'hook'; hook: Hook; params: Record<string, string> }
  | { is: 'other-method'; allow: readonly string[] }
  | { is: 'nothing' }
  | { is: 'bad-path' }

type Place = { words: Map<string, Place>; param: Place | null; hooks: Hook[] }
const newPlace = (): Place => ({ words: new Map(), param: null, hooks: [] })
const NOTHING: Found = { is: 'nothing' }

/**
 * Which hat is called at which address. Invariant: one method at one path leads to at most one hat; paths that differ
 * only in the names of their parts are the same path. Words win over parts that may be anything.
 */
export class HookTable {
  readonly #root = newPlace()
  readonly #hooks = new Map<string, Hook>()
  /** paths of words only, as they are called: the way most calls take */
  readonly #plain = new Map<string, Place>()

  /**
   * Gives a hat its address; one that has one already gets the new one.
   * @throws AppError `webhook.bad-path`, `webhook.bad-method`, `webhook.address-taken`
   */
  add(hat: Hat): Hook {
    this.remove(hat)
    const hook: Hook = {
      ...addressOf(hat),
      state: 'broken',
      rule: null,
      line: new CallLine(),
    }
    const { path } = hook
    const place = this.#placeAt(path)
    const other = place.hooks.find(({ methods }) => overlap(methods, hook.methods))
    if (other) throw addressTaken(hook, other)
    place.hooks.push(hook)
    this.#hooks.set(nameOf(hat), hook)
    if (path.parts.every((part) => 'word' in part)) this.#plain.set(path.text, place)
    return hook
  }

  remove(hat: Hat): void {
    const hook = this.#hooks.get(nameOf(hat))
    if (!hook) return
    this.#hooks.delete(nameOf(hat))
    const { hooks } = this.#placeAt(hook.path)
    hooks.splice(hooks.indexOf(hook), 1)
    if (hooks.length === 0) this.#plain.delete(hook.path.text)
  }

  get(hat: { flowId: string; block: string }): Hook | undefined {
    return this.#hooks.get(nameOf(hat))
  }

  /** @param path what stands in the request after `/hooks/`, without the query */
  find(method: string, path: string): Found {
    const plain = this.#plain.get(path)
    if (plain) return found(plain, method, [])
    const parts = partsOfCall(path)
    if (!parts) return { is: 'bad-path' }
    let best: Found = NOTHING
    for (const place of placesOf(this.#root, parts, 0)) {
      const here = found(place, method, parts)
      if (here.is === 'hook') return here
      if (best.is === 'nothing') best = here
    }
    return best
  }

  #placeAt({ parts }: HookPath): Place {
    let place = this.#root
    for (const part of parts) {
      if ('param' in part) place = place.param ??= newPlace()
      else {
        const next = place.words.get(part.word) ?? newPlace()
        place.words.set(part.word, next)
        place = next
      }
    }
    return place
  }
}

const nameOf = ({ flowId, block }: { flowId: string; block: string }): string => `${flowId}\n${block}`

function* placesOf(place: Place, parts: readonly string[], i: number): Generator<Place> {
  if (i === parts.length) {
    if (place.hooks.length > 0) yield place
    return
  }
  const word = place.words.get(parts[i] as string)
  if (word) yield* placesOf(word, parts, i + 1)
  if (place.param) yield* placesOf(place.param, parts, i + 1)
}

function found({ hooks }: Place, method: string, parts: readonly string[]): Found {
  const hook = hooks.find(({ methods }) => methods.has(method) || methods.has('ANY'))
  if (hook) return { is: 'hook', hook, params: paramsOf(hook.path, parts) }
  if (hooks.length === 0) return NOTHING
  return { is: 'other-method', allow: [...new Set(hooks.flatMap(({ methods }) => [...methods]))].sort() }
}

export function paramsOf({ parts }: HookPath, called: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {}
  parts.forEach((part, i) => {
    if ('param' in part) params[part.param] = called[i] as string
  })
  return params
}

/** A text with signs between them will do as well as a list. @throws AppError `webhook.bad-method` */
function methodsOf({ written: { methods = ['POST'] } }: Hat): ReadonlySet<string> {
  const list = Array.isArray(methods) ? methods : String(methods).split(/[\s,]+/)
  const words = list.map((one) => String(one).trim().toUpperCase())
  const unknown = words.find((word) => !(HOOK_METHODS as readonly string[]).includes(word))
  if (unknown === undefined && words.length > 0) return new Set(words)
  throw new AppError({
    code: 'webhook.bad-method',
    message: unknown === undefined ? 'No method is chosen.' : `"${unknown.slice(0, 40)}" is no method.`,
    fix: `Choose from ${HOOK_METHODS.join(', ')}.`,
    details: { field: 'methods' },
  })
}

const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.has('ANY') || other.has('ANY') || [...one].some((method) => other.has(method))

/** @throws AppError `webhook.bad-path`, `webhook.bad-method` */
const addressOf = (hat: Hat): Address => ({
  hat,
  path: compilePath(String(hat.written.path ?? '')),
  methods: methodsOf(hat),
})

/** Why a hat could not have its address while the other one is on; null: it could, as far as that can be read. */
export function addressHeld(hat: Hat, on: Hat): AppError | null {
  try {
    const [mine, theirs] = [addressOf(hat), addressOf(on)]
    const clash = isSamePath(mine.path, theirs.path) && overlap(mine.methods, theirs.methods)
    return clash ? addressTaken(mine, theirs) : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function addressTaken({ path, methods }: Address, { hat, path: theirs }: Address): AppError {
  const same = path.text === theirs.text ? '' : ` (there it is ${theirs.text})`
  return new AppError({
    code: 'webhook.address-taken',
    message: `${[...methods].join(', ')} at ${path.text} leads to "${hat.blockName}" of "${hat.flowName}" already${same}.`,
    fix: 'Choose another path or other methods, or switch that flow off.',
    details: { field: 'path', flow: hat.flowId, block: hat.block },
  })
}
