import type { Json, JsonObject } from '#shared/flow'
import type { BlockDeclaration, EffectKind } from './define-block.ts'

type EffectPart = Pick<BlockDeclaration, 'effect' | 'idempotent' | 'fields'>

/** What one use of a block does to the world, with its finished config. A choice that is not known writes. */
export function effectOf(declaration: EffectPart, config: JsonObject): EffectKind {
  const { effect } = declaration
  if (typeof effect === 'string') return effect
  const chosen = given(declaration, config, effect.by)
  if (typeof chosen !== 'string') return effect.otherwise
  if (effect.pure?.includes(chosen)) return 'pure'
  return effect.read.includes(chosen) ? 'read' : effect.otherwise
}

/** Whether doing it twice with the same key and this config leaves the world as doing it once. */
export function isIdempotent(declaration: EffectPart, config: JsonObject): boolean {
  const { idempotent } = declaration
  if (idempotent === undefined || typeof idempotent === 'boolean') return idempotent ?? false
  const chosen = given(declaration, config, idempotent.by)
  return idempotent.when.some((value) => value === chosen)
}

/** Whether this use of a block is work for the pool, with its finished config. */
export function isHeavy(
  declaration: Pick<BlockDeclaration, 'heavy' | 'fields'>,
  config: JsonObject,
): boolean {
  const { heavy = false } = declaration
  if (typeof heavy === 'boolean') return heavy
  return heavy.some(({ by, over, when }) => {
    const held = given(declaration, config, by)
    if (when !== undefined) return when.some((value) => value === held)
    if (over === undefined) return held !== undefined && held !== ''
    return (typeof held === 'string' || Array.isArray(held)) && held.length > over
  })
}

const given = (
  declaration: Pick<BlockDeclaration, 'fields'>,
  config: JsonObject,
  key: string,
): Json | undefined => (config[key] === undefined ? declaration.fields[key]?.default : config[key])
