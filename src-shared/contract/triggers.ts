import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { operation } from './operation.ts'
import { appError, json } from './shapes.ts'

const see = operation('see')
const change = operation('edit')

/** Id or name of a flow, id of the hat in it. */
const hat = z.object({ flow: z.string(), block: z.string() })

export const triggerView = z.object({
  flowId: z.string(),
  block: z.string(),
  type: z.string(),
  flowName: z.string(),
  blockName: z.string(),
  versionId: z.string(),
  /** its fields as they stand in the version that is on, but for its sample */
  config: z.record(z.string(), json),
  state: z.enum(['armed', 'failed', 'off', 'paused', 'stopped', 'elsewhere']),
  /** why it does not work */
  error: appError.nullable(),
  /** when it is tried again, ms since the epoch */
  retryAt: z.number().nullable(),
  /** its next time, ms since the epoch; null: nothing is planned */
  next: z.number().nullable(),
  /** where it is called, for a webhook */
  address: z.string().optional(),
  /** it works, but the person should know this */
  warning: z.string().optional(),
  firedAt: z.number().nullable(),
  /** runs it started; times that went by without one; what its limit or its flow turned away; runs of it that failed for good */
  fired: z.number(),
  missed: z.number(),
  dropped: z.number(),
  failed: z.number(),
})
export type TriggerState = z.infer<typeof triggerView>

const fired = z.object({
  outcome: z.enum(['started', 'queued', 'known', 'dropped', 'skipped']),
  /** the run that it started, or has started before */
  runId: z.string().optional(),
  /** why it started none */
  why: z.string().optional(),
})

const paused = z.object({
  /** ms since the epoch; null: triggers fire */
  pausedSince: z.number().nullable(),
})

/** What starts runs, of the flows that are switched on. */
export const triggers = {
  list: see
    .route({
      method: 'GET',
      path: '/triggers',
      summary: 'Triggers of the flows that are on, with their state',
    })
    .input(z.object({ flow: z.string().optional() }))
    .output(z.array(triggerView)),
  show: see
    .route({ method: 'GET', path: '/triggers/{flow}/{block}', summary: 'One trigger' })
    .input(hat)
    .output(triggerView.extend({ /** what it fires by hand with */ sample: json })),
  create: change
    .route({
      method: 'POST',
      path: '/triggers',
      summary: 'Add a trigger to a flow, as a new version',
      successStatus: 201,
    })
    .input(
      z.object({
        flow: z.string(),
        /** such as start/schedule */
        type: z.string(),
        config: z.record(z.string(), json).default({}),
        name: z.string().optional(),
        /** id or name of the block it starts; missing: the one the flow's first hat starts */
        to: z.string().optional(),
      }),
    )
    .output(z.object({ flow: z.string(), block: z.string(), version: z.number() })),
  update: change
    .route({
      method: 'PATCH',
      path: '/triggers/{flow}/{block}',
      summary: 'Change fields of a trigger, as a new version of its flow; null takes a field away',
    })
    .input(hat.extend({ config: z.record(z.string(), json) }))
    .output(z.object({ flow: z.string(), block: z.string(), version: z.number() })),
  delete: change
    .route({
      method: 'DELETE',
      path: '/triggers/{flow}/{block}',
      summary: 'Take a trigger out of its flow, as a new version',
    })
    .input(hat)
    .output(z.object({ flow: z.string(), block: z.string(), version: z.number() })),
  enable: change
    .route({ method: 'POST', path: '/triggers/{flow}/{block}/enable', summary: 'Switch one trigger on' })
    .input(hat)
    .output(triggerView),
  disable: change
    .route({
      method: 'POST',
      path: '/triggers/{flow}/{block}/disable',
      summary: 'Switch one trigger off; the others of its flow stay on',
    })
    .input(hat)
    .output(triggerView),
  fire: operation('run')
    .route({ method: 'POST', path: '/triggers/{flow}/{block}/fire', summary: 'Fire a trigger now' })
    .input(hat.extend({ /** missing: its sample */ value: json.optional() }))
    .output(fired),
  next: see
    .route({ method: 'GET', path: '/triggers/{flow}/{block}/next', summary: 'The next times of a trigger' })
    .input(hat.extend({ count: z.coerce.number().int().min(1).max(100).default(5) }))
    .output(z.array(z.number())),
  history: see
    .route({
      method: 'GET',
      path: '/triggers/{flow}/{block}/history',
      summary: 'What happened to a trigger and started no run, newest first',
    })
    .input(hat.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
    .output(
      z.array(
        z.object({
          at: z.number(),
          what: z.enum(['missed', 'dropped', 'skipped', 'failed']),
          text: z.string(),
        }),
      ),
    ),
  pause: operation('run')
    .route({ method: 'POST', path: '/triggers/pause', summary: 'Pause every trigger, over restarts too' })
    .output(paused),
  goOn: operation('run')
    .route({ method: 'POST', path: '/triggers/go-on', summary: 'Let triggers fire again' })
    .output(paused),
  paused: see
    .route({ method: 'GET', path: '/triggers/pause', summary: 'Since when triggers are paused' })
    .output(paused),
  /**
   * waits for the next call of a webhook, at most ten minutes, to see what arrives. Flows that are off take it at
   * `address`, which starts no run; those that are on at their own address too. First it tells the address, then the value
   */
  nextCall: change
    .input(hat)
    .output(eventIterator(z.object({ address: z.string().optional(), value: json.optional() }))),
  /** all triggers, whenever something about one has changed; at most every 100 ms */
  watch: see.output(
    eventIterator(z.object({ pausedSince: z.number().nullable(), triggers: z.array(triggerView) })),
  ),
}

export const events = {
  senders: see
    .route({
      method: 'GET',
      path: '/events/{name}/senders',
      summary: 'Flows that send an event of this name, as far as they say its name in plain words',
    })
    .input(z.object({ name: z.string() }))
    .output(z.array(z.object({ flowId: z.string(), flowName: z.string(), block: z.string() }))),
  emit: operation('run')
    .route({ method: 'POST', path: '/events/{name}', summary: 'Emit an event: flows that wait for it start' })
    .input(
      z.object({
        name: z.string(),
        payload: json.optional(),
        /** the same key starts each flow's run once */
        key: z.string().max(500).optional(),
      }),
    )
    .output(
      z.object({
        /** who waited for it; nobody is no error */
        heard: z.array(
          z.object({
            flowId: z.string(),
            flowName: z.string(),
            block: z.string(),
            outcome: z.enum(['started', 'queued', 'known', 'dropped', 'skipped', 'refused']),
            runId: z.string().optional(),
            why: z.string().optional(),
          }),
        ),
      }),
    ),
}
