import type { TriggerState } from '#shared/contract'

export const GROUPS = ['failing', 'planned', 'listening', 'resting', 'off', 'elsewhere'] as const
export type GroupName = (typeof GROUPS)[number]
export type TriggerGroup = { name: GroupName; triggers: TriggerState[] }

/** What needs somebody first, then what comes next, then what waits for something to happen, then what does nothing. */
export function groupTriggers(triggers: readonly TriggerState[]): TriggerGroup[] {
  const groups = Map.groupBy(triggers, groupOf)
  groups.get('planned')?.sort((a, b) => (a.next ?? 0) - (b.next ?? 0))
  return GROUPS.flatMap((name) => {
    const members = groups.get(name)
    return members ? [{ name, triggers: members }] : []
  })
}

export function groupOf({ state, next }: Pick<TriggerState, 'state' | 'next'>): GroupName {
  if (state === 'failed') return 'failing'
  if (state === 'armed') return next === null ? 'listening' : 'planned'
  if (state === 'paused' || state === 'stopped') return 'resting'
  return state
}
