import type { FlowDocument, JsonObject } from '#shared/flow'
import { flowOf } from '../../support/flow-of.ts'
import { startedBy } from '../../support/trigger-flow.ts'
import type { History } from './history.ts'

export const FLOWS = ['schedule', 'every', 'tick', 'go', 'out', 'fail', 'alarm', 'start', 'hook'] as const
export type FlowName = (typeof FLOWS)[number]

const named = (name: FlowName, type: string, config: JsonObject = {}): FlowDocument =>
  startedBy(type, config, { name })

export const scheduleFlow = (minutes: number, catchUp: string): FlowDocument =>
  named('schedule', 'start/schedule', { cron: `*/${minutes} * * * *`, zone: 'UTC', catchUp })

/** A flow of each kind that runs without a network, one that sends events to another and one whose runs fail. */
export function flowsOf({ minutes, every, catchUp, limit }: History): Record<FlowName, FlowDocument> {
  return {
    schedule: scheduleFlow(minutes, catchUp.schedule),
    every: named('every', 'start/every', { every: `${every}s`, catchUp: catchUp.every }),
    tick: named('tick', 'start/event', { name: 'tick', ...(limit && { ...limit, per: '1m' }) }),
    go: flowOf(
      [
        { id: 'hat', type: 'start/event', config: { name: 'go' }, to: { next: 'send' } },
        { id: 'send', type: 'control/emit', config: { name: 'out' } },
      ],
      { name: 'go' },
    ),
    out: named('out', 'start/event', { name: 'out' }),
    fail: flowOf(
      [
        { id: 'hat', type: 'start/event', config: { name: 'fail' }, to: { next: 'no' } },
        { id: 'no', type: 'control/fail', config: { message: 'It did not work.' } },
      ],
      { name: 'fail' },
    ),
    alarm: named('alarm', 'start/flow-failed'),
    start: named('start', 'start/app-started'),
    hook: named('hook', 'start/webhook', { path: 'h', answer: 'at once' }),
  }
}
