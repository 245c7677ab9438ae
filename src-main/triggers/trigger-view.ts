import type { AppErrorShape } from '#shared/error'
import type { JsonObject } from '#shared/flow'
import type { HatId, TriggerNote } from '../runtime/ports.ts'

/**
 * armed: it starts runs. failed: it does not work, and is tried again. off: switched off by itself. paused: every
 * trigger is. stopped: the kill switch is on. elsewhere: this host cannot do it, or does not arm triggers.
 */
export const TRIGGER_STATES = ['armed', 'failed', 'off', 'paused', 'stopped', 'elsewhere'] as const
export type TriggerState = (typeof TRIGGER_STATES)[number]

/** A trigger as people see it. Times are ms since the epoch. */
export type TriggerView = HatId & {
  type: string
  flowName: string
  blockName: string
  versionId: string
  /** its fields as they stand in the flow, but for its sample */
  config: JsonObject
  state: TriggerState
  /** why it does not work */
  error: AppErrorShape | null
  /** when it is tried again */
  retryAt: number | null
  /** null: nothing is planned */
  next: number | null
  /** where it is called, for a webhook */
  address?: string
  /** it works, but the person should know this */
  warning?: string
  firedAt: number | null
  fired: number
  missed: number
  dropped: number
  failed: number
}

export type { TriggerNote }
