import type { Json, JsonObject } from '#shared/flow'
import { patternEffort } from '#shared/pattern'
import type { BlockDeclaration, EffectKind } from './define-block.ts'

type EffectPart = Pick<BlockDeclaration, 'effect' | 'idempotent' | 'fields'>

/** What one use of a block does to the world, with its finished config. A choice that is not known writes. */
export function effectOf(declaration: EffectPart, config: JsonObject): EffectKind {
  const { effect } = declaration
  if (typeof effect === 'string') return effect
  const holds = (key: string, values: readonly string[]) =>
    values.some((value) => value === given(declaration, config, key))
  if (effect.while && !holds(effect.while.by, effect.while.in)) return effect.otherwise
  if (holds(effect.by, effect.pure ?? [])) return 'pure'
  return holds(effect.by, effect.read) ? 'read' : effect.otherwise
}

/** Whether doing it twice with the same key and this config leaves the world as doing it once. */
export function isIdempotent(declaration: EffectPart, config: JsonObject): boolean {
  const { idempotent } = declaration
  if (idempotent === undefined || typeof idempotent === 'boolean') return idempotent ?? false
  const chosen = given(declaration, config, idempotent.by)
  return idempotent.when.some((value) => value === chosen)
}

type HeavyPart = Pick<BlockDeclaration, 'heavy' | 'fields'>

/**
 * Whether this use of a block is work for the pool, with its finished config.
 * @param sizes bytes of the files in its fields, as `filesToWeigh` names them; a file of unknown size is heavy
 */
export function isHeavy(
  declaration: HeavyPart,
  config: JsonObject,
  sizes?: ReadonlyMap<string, number>,
): boolean {
  const { heavy = false } = declaration
  if (typeof heavy === 'boolean') return heavy
  return heavy.some(({ by, over, when, pattern }) => {
    const held = given(declaration, config, by)
    if (when !== undefined)
      return when.some((value) => value === held) && !(pattern && isQuick(declaration, config, pattern))
    const isThere = held !== undefined && held !== ''
    if (over === undefined) return isThere
    if (isFile(declaration, by)) return isThere && (sizes?.get(by) ?? Number.POSITIVE_INFINITY) > over
    return (typeof held === 'string' || Array.isArray(held)) && held.length > over
  })
}

/** Fields whose files are to be looked at, because it depends on their size alone whether this use is heavy. */
export function filesToWeigh(declaration: HeavyPart, config: JsonObject): string[] {
  const { heavy = false } = declaration
  if (typeof heavy === 'boolean') return []
  const asked = heavy
    .filter(({ by, over }) => over !== undefined && isFile(declaration, by))
    .map(({ by }) => by)
  const files = asked.filter((key) => typeof config[key] === 'string' && config[key] !== '')
  return files.length > 0 && !isHeavy(declaration, config, new Map(files.map((key) => [key, 0]))) ? files : []
}

/** Steps of a pattern that take a few ms at worst. */
const QUICK_PATTERN = 200_000

/** Whether a pattern takes no time worth mentioning, whatever the text is that stands there now. */
function isQuick(declaration: HeavyPart, config: JsonObject, where: { in: string; on: string }): boolean {
  const source = given(declaration, config, where.in)
  const text = given(declaration, config, where.on)
  if (typeof source !== 'string' || (text !== undefined && typeof text !== 'string')) return false
  return patternEffort(source, text?.length ?? 0) <= QUICK_PATTERN
}

const isFile = ({ fields }: HeavyPart, key: string): boolean => fields[key]?.kind === 'file'

const given = (
  declaration: Pick<BlockDeclaration, 'fields'>,
  config: JsonObject,
  key: string,
): Json | undefined => (config[key] === undefined ? declaration.fields[key]?.default : config[key])
