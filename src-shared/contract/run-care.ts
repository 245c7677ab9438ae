import { z } from 'zod'
import { operation } from './operation.ts'
import { appError, id, json, runStatus, runSummary } from './shapes.ts'

const see = operation('see')
const run = operation('run')

/** What an interrupted run asks; `pointer` null: about the run as a whole. */
const asked = z.object({
  pointer: z.number().nullable(),
  block: z.string().optional(),
  blockName: z.string().optional(),
  path: z.string().optional(),
  input: json.optional(),
  message: z.string(),
})
export type AskedOfPeople = z.infer<typeof asked>

const variables = z.record(z.string(), json).optional()
/**
 * the version that the run ran with, the newest one that was made, or the draft as it stands: a version is made of it, as
 * Run does
 */
const version = z.enum(['same', 'newest', 'draft']).default('same')

/** At most this many runs at once. */
const MOST_AT_ONCE = 10_000

/** What people do about runs: answer them, do them again, put them aside, stop them all. */
export const runCare = {
  asked: see
    .route({ method: 'GET', path: '/runs/{id}/asked', summary: 'What an interrupted run asks' })
    .input(id)
    .output(z.array(asked)),
  resume: run
    .route({
      method: 'POST',
      path: '/runs/{id}/resume',
      summary: 'Answer an interrupted run: do the step again, skip it, or give its result',
    })
    .input(
      z.object({
        id: z.string(),
        do: z.enum(['retry', 'skip', 'give']),
        /** with give */
        value: json.optional(),
        /** which question; missing: the first */
        pointer: z.number().int().min(0).optional(),
      }),
    )
    .output(runSummary),
  retry: run
    .route({
      method: 'POST',
      path: '/runs/{id}/retry',
      summary: 'Do a run again: from the start, from the failed step, or from a block',
    })
    .input(
      z.object({
        id: z.string(),
        from: z
          .union([z.enum(['start', 'failed']), z.object({ /** id or name */ block: z.string() })])
          .default('start'),
        /** in place of what started it, or of what arrived at the block */
        input: json.optional(),
        variables,
        version,
        wait: z.string().optional(),
      }),
    )
    .output(runSummary),
  retries: see
    .route({
      method: 'GET',
      path: '/runs/{id}/retries',
      summary: 'The runs that do this one again, oldest first',
    })
    .input(id)
    .output(z.array(runSummary)),
  dismiss: run
    .route({ method: 'POST', path: '/runs/{id}/dismiss', summary: 'Take a run out of the dead letters' })
    .input(id)
    .output(runSummary),
  batch: run
    .route({ method: 'POST', path: '/runs/batch', summary: 'Retry, dismiss or cancel many runs at once' })
    .input(
      z.object({
        do: z.enum(['retry', 'dismiss', 'cancel']),
        ids: z.array(z.string()).max(MOST_AT_ONCE).optional(),
        /** in place of ids: all of these, newest first, at most 10,000 */
        filter: z
          .object({
            flow: z.string().optional(),
            status: runStatus.optional(),
            dead: z.literal(true).optional(),
          })
          .optional(),
        /** with retry */
        from: z.enum(['start', 'failed']).default('start'),
        version,
      }),
    )
    .output(
      z.object({
        /** `made`: the new run of a retry */
        done: z.array(z.object({ id: z.string(), made: z.string().optional() })),
        refused: z.array(z.object({ id: z.string(), error: appError })),
      }),
    ),
  cancelFlow: run
    .route({ method: 'POST', path: '/flows/{id}/cancel', summary: 'Stop all runs of a flow' })
    .input(id)
    .output(z.object({ cancelled: z.number() })),
  stopAll: run
    .route({
      method: 'POST',
      path: '/stop-all',
      summary: 'Stop every run and let none start, over restarts too',
    })
    .output(z.object({ cancelled: z.number() })),
  resumeAll: run
    .route({ method: 'POST', path: '/resume-all', summary: 'Let runs start again' })
    .output(z.object({ stoppedSince: z.null() })),
  stopped: see
    .route({ method: 'GET', path: '/stop-all', summary: 'Since when everything is stopped' })
    .output(
      z.object({ /** ms since the epoch; null: runs may start */ stoppedSince: z.number().nullable() }),
    ),
}
export const LARGEST_BATCH = MOST_AT_ONCE
