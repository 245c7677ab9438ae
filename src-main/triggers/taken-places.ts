import type { AppError } from '#shared/error'
import { eventShared } from './event/event.ts'
import { keysHeld } from './hotkey/hotkey.ts'
import type { Hat } from './trigger-runner.ts'
import type { TriggerView } from './trigger-view.ts'
import { addressHeld } from './webhook/hook-table.ts'

/** By kind: what a hat that is on has of what another one wants; null: nothing. */
const HELD: Readonly<Record<string, (hat: Hat, on: Hat, mac: boolean) => AppError | null>> = {
  'start/webhook': addressHeld,
  'start/hotkey': keysHeld,
  'start/event': eventShared,
}

export type TakenPlace = { hat: Hat; error: AppError }

/**
 * Hats of a flow that is off which would find, when it is switched on, that others have taken their place, or listen to
 * the same. What only shows when its texts are evaluated is not told.
 * @param mac names of keys are those of macOS
 */
export function takenPlaces(hats: readonly Hat[], on: readonly TriggerView[], mac: boolean): TakenPlace[] {
  return hats.flatMap((hat) => {
    const held = HELD[hat.type]
    if (!held) return []
    const others = on.filter(({ type, flowId }) => type === hat.type && flowId !== hat.flowId)
    const errors = others.map(({ config, ...other }) => held(hat, { ...other, written: config }, mac))
    const error = errors.find((one) => one !== null)
    return error ? [{ hat, error }] : []
  })
}
