import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { operation } from './operation.ts'
import { cursor, document, id, json, page, runNews, runStatus, runSummary, stepView } from './shapes.ts'

const see = operation('see')
const run = operation('run')

export const runs = {
  list: see
    .route({ method: 'GET', path: '/runs', summary: 'Runs, newest first' })
    .input(cursor.extend({ flow: z.string().optional(), status: runStatus.optional() }))
    .output(page(runSummary)),
  get: see
    .route({ method: 'GET', path: '/runs/{id}', summary: 'One run' })
    .input(id)
    .output(runSummary.extend({ document: document.optional() })),
  steps: see
    .route({
      method: 'GET',
      path: '/runs/{id}/steps',
      summary: 'The steps of a run in the order they started',
    })
    .input(cursor.extend({ id: z.string(), block: z.string().optional() }))
    .output(page(stepView)),
  /** a flow document in the body, kept only as the run's own version */
  start: run
    .route({ method: 'POST', path: '/run', summary: 'Run a flow document that is not kept' })
    .input(
      z.object({
        document,
        input: json.optional(),
        variables: z.record(z.string(), json).optional(),
        wait: z.string().optional(),
      }),
    )
    .output(runSummary),
  cancel: run
    .route({ method: 'POST', path: '/runs/{id}/cancel', summary: 'Stop a run' })
    .input(id)
    .output(runSummary),
  /** what happens in a run, live; all there is first. Ends with the run */
  watch: see.input(id).output(eventIterator(runNews)),
  /** the history list, live: summaries of runs that started or changed */
  watchAll: see.input(z.object({})).output(eventIterator(z.array(runSummary))),
}
