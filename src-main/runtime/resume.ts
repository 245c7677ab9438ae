import { effectOf, isIdempotent } from '#shared/block'
import { isOver, owedCommands, type Pointer, type RunState } from '#shared/run'
import type { Clock, RuntimeSettings } from './ports.ts'
import type { RunLoop } from './run-loop.ts'

/** What a host does with runs that were under way when the one before it ended. */
export const ON_RESTART = ['resume', 'ask', 'drop'] as const
export type OnRestart = (typeof ON_RESTART)[number]

/** The key of the setting. */
export const ON_RESTART_KEY = 'onRestart'

/** The key of the setting: a backup was put back, and no host has started since; ms since the epoch. */
export const RESTORED_KEY = 'restoredAt'

/** What was under way when a backup was made has gone on in the world since: it is not done again by itself. */
export function atRecovery(settings: RuntimeSettings | undefined): OnRestart {
  return settings?.get(RESTORED_KEY) ? 'drop' : onRestart(settings)
}

export function onRestart(settings: RuntimeSettings | undefined): OnRestart {
  const set = settings?.get(ON_RESTART_KEY)
  return ON_RESTART.find((one) => one === set) ?? 'resume'
}

/** Takes a run up where its journal ends, lets it wait for a person, or ends it there. */
export function takeUp(loop: RunLoop, how: OnRestart | 'stop', clock: Clock): void {
  const { state, notes } = loop
  const about = { seq: state.seq, at: clock.now() }
  if (isOver(state.status)) return
  if (how === 'drop' || how === 'stop') notes.note({ ...about, kind: 'cancelled' })
  else if (how === 'ask' && state.asking === 0)
    notes.note({ ...about, kind: 'interrupted', pointers: [], whole: true })
  else if (!state.heldBack) resume(loop, clock)
}

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
