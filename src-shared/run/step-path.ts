import type { Pointer, Scope } from './run-state.ts'

/**
 * Names the scopes a pointer is in, from the outside in: `b5[3]/b7.then`. A loop's pass by its index, any
 * other mouth by its name; a C-block's second and later visits in one scope are `b5#1[3]`. Empty at the top.
 */
export function scopePath(scope: Scope): string {
  const parts: string[] = []
  for (let one = scope; one.owner && one.parent; one = one.parent) parts.push(part(one, one.owner))
  return parts.reverse().join('/')
}

function part(scope: Scope, owner: Pointer): string {
  const visit = owner.visit > 0 ? `#${owner.visit}` : ''
  const inside = scope.index >= 0 ? `[${scope.index}]` : `.${owner.block.mouths[scope.mouth]?.name}`
  return owner.block.id + visit + inside
}

/** The path of a step: of the scope its pointer is in. */
export const stepPath = (pointer: Pointer): string => scopePath(pointer.scope)
