import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { STEP_HOWS } from '#shared/run'
import { operation } from './operation.ts'
import { questions } from './questions.ts'
import { runCare } from './run-care.ts'
import {
  appError,
  breakpoint,
  cursor,
  document,
  id,
  json,
  moment,
  page,
  runNews,
  runStatus,
  runSummary,
  stepView,
} from './shapes.ts'

const see = operation('see')
const run = operation('run')

/** characters of a text that is looked for */
const LONGEST_SEARCH = 200

const previewedBlock = z.object({
  /** worked out just now, or what stands for a block that does not run */
  from: z.enum(['live', 'pin', 'run', 'example']),
  /** what left it last; missing when it failed, or is too large to be shown */
  value: json.optional(),
  /** what arrived at it last */
  input: json.optional(),
  error: appError.optional(),
  /** times it was reached */
  count: z.number(),
})
export type PreviewedBlock = z.infer<typeof previewedBlock>

export const runs = {
  ...runCare,
  ...questions,
  list: see
    .route({ method: 'GET', path: '/runs', summary: 'Runs, newest first' })
    .input(
      cursor.extend({
        flow: z.string().optional(),
        /** id of the hat that started them */
        trigger: z.string().optional(),
        /** type of the hat that started them, such as start/webhook; several with commas between */
        startedBy: z.string().optional(),
        status: runStatus.optional(),
        /** queued then or later, and before then */
        since: moment.optional(),
        until: moment.optional(),
        /** in the flow's name, or in the data: what came into blocks and left them, fields, log lines, errors */
        text: z.string().trim().min(1).max(LONGEST_SEARCH).optional(),
        /** only dead letters: failed for good, and nobody has looked */
        dead: z.literal([true, 'true']).optional(),
      }),
    )
    .output(
      page(runSummary).extend({
        /**
         * of a search for a text, ms since the epoch: so far back this page has looked. One that takes long gives what it
         * found so far, perhaps nothing, and `next` to go on
         */
        searchedTo: z.number().optional(),
      }),
    ),
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
  /** of what is told of by its beginning alone: the studio's list that is watched on the canvas scrolls through it */
  variable: see
    .route({
      method: 'GET',
      path: '/runs/{id}/variable',
      summary: 'Rows of a list or an object that a variable of a run holds, or held last',
    })
    .input(
      z.object({
        id: z.string(),
        name: z.string().min(1),
        /** number of the first row wanted, from 0 */
        from: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        /** of a long row the beginning, with `whole`: how much there is of it. `key`: of an object */
        rows: z.array(z.object({ key: z.string().optional(), value: json, whole: z.number().optional() })),
        /** how many there are; 0 also for what has no rows */
        whole: z.number(),
      }),
    ),
  /** a flow document in the body, kept only as the run's own version */
  start: run
    .route({ method: 'POST', path: '/run', summary: 'Run a flow document that is not kept' })
    .input(
      z.object({
        document,
        input: json.optional(),
        variables: z.record(z.string(), json).optional(),
        breakpoints: z.array(breakpoint).max(1000).optional(),
        wait: z.string().optional(),
      }),
    )
    .output(runSummary),
  /**
   * works a flow out as far as it only computes, on the values of its last run, its pins and examples; nothing runs that
   * looks at the world or changes it, and nothing is kept
   */
  preview: run
    .route({ method: 'POST', path: '/preview', summary: 'What the computing blocks of a flow would give' })
    .input(
      z.object({ document, /** whose last values are taken; missing: none */ run: z.string().optional() }),
    )
    .output(z.object({ blocks: z.record(z.string(), previewedBlock) })),
  /** for real: a block that writes changes the world. Nothing goes on from it, and the history keeps nothing of it */
  tryBlock: run
    .route({ method: 'POST', path: '/try', summary: 'Run one block of a flow on what arrived at it last' })
    .input(
      z.object({
        document,
        /** id or name */
        block: z.string(),
        /** that may have come by the block */
        run: z.string().optional(),
        /** in place of what arrived there last */
        input: json.optional(),
      }),
    )
    .output(previewedBlock),
  cancel: run
    .route({ method: 'POST', path: '/runs/{id}/cancel', summary: 'Stop a run' })
    .input(id)
    .output(runSummary),
  pause: run
    .route({
      method: 'POST',
      path: '/runs/{id}/pause',
      summary: 'Hold a run: no step starts, those under way may end',
    })
    .input(id)
    .output(runSummary),
  continue: run
    .route({ method: 'POST', path: '/runs/{id}/continue', summary: 'Let a paused run go on' })
    .input(id)
    .output(runSummary),
  step: run
    .route({
      method: 'POST',
      path: '/runs/{id}/step',
      summary: 'Let a paused run go on to the next block: over, into, out; or to a block',
    })
    .input(
      z.object({
        id: z.string(),
        /** over: the next block on this level or around it; into: also the first one inside; out: the next around */
        how: z.enum(STEP_HOWS).optional(),
        /** in place of `how`: id or name of the block to run to */
        to: z.string().optional(),
      }),
    )
    .output(runSummary),
  change: run
    .route({
      method: 'POST',
      path: '/runs/{id}/change',
      summary: 'Change what arrived at a block, or a variable, while the run is paused',
    })
    .input(
      z.object({
        id: z.string(),
        /** number of a pointer; missing: the one the run stands at */
        pointer: z.number().int().min(0).optional(),
        /** the nearest variable of this name; missing: what arrived */
        variable: z.string().min(1).optional(),
        value: json,
      }),
    )
    .output(runSummary),
  breakpoints: run
    .route({
      method: 'PUT',
      path: '/runs/{id}/breakpoints',
      summary: 'Set the breakpoints of a living run, in place of those before',
    })
    .input(z.object({ id: z.string(), breakpoints: z.array(breakpoint).max(1000) }))
    .output(runSummary),
  /** what happens in a run, live; all there is first. Ends with the run */
  watch: see.input(id).output(eventIterator(runNews)),
  /** the history list, live: summaries of runs that started or changed */
  watchAll: see.input(z.object({})).output(eventIterator(z.array(runSummary))),
}
