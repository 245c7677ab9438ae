import { create } from 'zustand'
import type { TriggerState } from '#shared/contract'
import type { AppError } from '#shared/error'

export type TriggerPicture = { pausedSince: number | null; triggers: readonly TriggerState[] }

type Triggers = {
  /** of the flows that are on, as the host told them last; null until it did */
  triggers: readonly TriggerState[] | null
  /** ms since the epoch; null: triggers fire */
  pausedSince: number | null
  /** why they cannot be told */
  error: AppError | null
  take(picture: TriggerPicture): void
  fail(error: AppError): void
}

/** All triggers, kept current by the host's stream for as long as the page lives. */
export const useTriggers = create<Triggers>()((set) => ({
  triggers: null,
  pausedSince: null,
  error: null,
  take: ({ pausedSince, triggers }) => set({ pausedSince, triggers, error: null }),
  fail: (error) => set({ error }),
}))

/** The trigger that a hat is, where its flow is on and the hat is in the version that is. */
export const triggerOf =
  (flowId: string | null, block: string) =>
  ({ triggers }: Pick<Triggers, 'triggers'>): TriggerState | undefined =>
    triggers?.find((one) => one.block === block && one.flowId === flowId)
