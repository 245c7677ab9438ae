import { effectOf, isIdempotent } from '#shared/block'
import type { Pointer, RunState } from '#shared/run'

/**
 * Attempts that were under way when a host died and that must not simply be made again: they may have
 * changed the world, and doing it twice is not the same as once.
 */
export function riskyAttempts(state: RunState): number[] {
  const risky: number[] = []
  for (const pointer of state.held.values())
    if (pointer.phase === 'running' && isRisky(pointer)) risky.push(pointer.n)
  return risky
}

function isRisky({ block, config }: Pointer): boolean {
  if (block.block.options?.again) return false
  const used = config ?? block.config
  return effectOf(block.declaration, used) === 'write' && !isIdempotent(block.declaration, used)
}

/** Whether anything was under way at all. */
export function anyAttempt(state: RunState): boolean {
  for (const pointer of state.held.values()) if (pointer.phase === 'running') return true
  return false
}
