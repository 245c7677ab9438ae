import { effectOf, isIdempotent } from '#shared/block'
import { owedCommands, type Pointer, type RunState } from '#shared/run'
import type { Clock } from './ports.ts'
import type { RunLoop } from './run-loop.ts'

/**
 * Takes a run up where its journal ends. Attempts that were under way are begun again, with the same key;
 * those that may not be are put to a person. Waits, conditions and empty passes go on.
 */
export function resume({ state, notes }: RunLoop, clock: Clock): void {
  const risky = riskyAttempts(state)
  if (risky.length > 0) notes.note({ seq: state.seq, at: clock.now(), kind: 'interrupted', pointers: risky })
  if (anyAttempt(state) || state.runningSince >= 0)
    notes.note({ seq: state.seq, at: clock.now(), kind: 'recovered' })
  notes.owe(owedCommands(state))
}

/**
 * Attempts that were under way when a host died and that must not simply be made again: they may have
 * changed the world, and doing it twice is not the same as once.
 */
function riskyAttempts(state: RunState): number[] {
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
function anyAttempt(state: RunState): boolean {
  for (const pointer of state.held.values()) if (pointer.phase === 'running') return true
  return false
}
