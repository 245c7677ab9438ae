import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { operation } from './operation.ts'
import {
  breakpoint,
  cursor,
  document,
  edit,
  flowComparison,
  flowDraft,
  flowSummary,
  flowVersion,
  id,
  json,
  page,
  problem,
  runSummary,
} from './shapes.ts'

const see = operation('see')
const change = operation('edit')
const versionNumber = z.coerce.number().int().min(1)

export const flows = {
  list: see
    .route({ method: 'GET', path: '/flows', summary: 'Flows, newest change first' })
    .input(
      cursor.extend({
        search: z.string().optional(),
        /** those that carry exactly this one */
        tag: z.string().optional(),
        /** by the newest change, by name, or by the newest run */
        sort: z.enum(['changed', 'name', 'ran']).optional(),
      }),
    )
    .output(page(flowSummary)),
  tags: see
    .route({ method: 'GET', path: '/tags', summary: 'Tags of flows, and how many carry each' })
    .output(z.array(z.object({ tag: z.string(), flows: z.number() }))),
  find: see
    .route({ method: 'POST', path: '/flows/find', summary: 'Which flows are meant by these ids or names' })
    .input(z.object({ words: z.array(z.string()).max(1000) }))
    /** the id of each, in the same order; null: there is no such flow */
    .output(z.array(z.string().nullable())),
  get: see
    .route({ method: 'GET', path: '/flows/{id}', summary: 'One flow: its draft, with all its problems' })
    .input(id)
    .output(flowDraft),
  create: change
    .route({ method: 'POST', path: '/flows', summary: 'Make a flow', successStatus: 201 })
    .input(z.object({ document }))
    .output(flowDraft),
  /** the command line's import and the API's PUT: a new version */
  save: change
    .route({
      method: 'PUT',
      path: '/flows/{id}',
      summary: 'Replace a flow by this document, as a new version',
    })
    .input(z.object({ id: z.string(), document }))
    .output(flowDraft),
  saveVersion: change
    .route({ method: 'POST', path: '/flows/{id}/versions', summary: 'Make a version of the draft (Ctrl+S)' })
    .input(id)
    .output(z.object({ version: z.number(), versionId: z.string() })),
  versions: see
    .route({ method: 'GET', path: '/flows/{id}/versions', summary: 'The versions of a flow, newest first' })
    .input(cursor.extend({ id: z.string() }))
    .output(page(flowVersion)),
  compare: see
    .route({
      method: 'GET',
      path: '/flows/{id}/compare',
      summary: 'What changed between two versions, by block and field',
    })
    .input(
      z.object({
        id: z.string(),
        from: versionNumber,
        /** left out: the draft as it stands */
        to: versionNumber.optional(),
      }),
    )
    .output(flowComparison),
  /** what is in the draft becomes a version before, so that nothing is lost */
  restore: change
    .route({
      method: 'POST',
      path: '/flows/{id}/versions/{version}/restore',
      summary: 'Make an older version the draft and the newest version',
    })
    .input(z.object({ id: z.string(), version: versionNumber }))
    .output(flowDraft),
  edit: change
    .route({
      method: 'POST',
      path: '/flows/{id}/edits',
      summary: 'Change the draft by edits on a base revision',
    })
    .input(z.object({ id: z.string(), base: z.number().int(), edits: z.array(edit), client: z.string() }))
    .output(
      z.object({
        revision: z.number(),
        /** edits of others between base and now, to be applied before one's own */
        missed: z.array(z.object({ revision: z.number(), edits: z.array(edit), client: z.string() })),
        skipped: z.array(z.object({ edit, why: z.string() })),
      }),
    ),
  on: change
    .route({
      method: 'POST',
      path: '/flows/{id}/on',
      summary: 'Switch a flow on: its triggers start runs of the version its draft makes now',
    })
    .input(id)
    .output(flowDraft),
  off: change
    .route({ method: 'POST', path: '/flows/{id}/off', summary: 'Switch a flow off; its runs go on' })
    .input(id)
    .output(flowDraft),
  delete: change
    .route({ method: 'DELETE', path: '/flows/{id}', summary: 'Delete a flow; its runs keep their history' })
    .input(id)
    .output(z.object({ id: z.string() })),
  import: change
    .route({ method: 'POST', path: '/flows/import', summary: 'Keep a flow file', successStatus: 201 })
    .input(
      z.object({
        /** the text of a .flow.json file */
        text: z.string(),
        /** when a flow of that id exists */
        ifExists: z.enum(['ask', 'replace', 'copy']).default('ask'),
        /** switch it on at once */
        on: z.boolean().optional(),
      }),
    )
    .output(flowDraft),
  export: see
    .route({
      method: 'GET',
      path: '/flows/{id}/export',
      summary: 'The text of the flow as a .flow.json file',
    })
    .input(id)
    .output(z.object({ name: z.string(), text: z.string() })),
  validate: see
    .route({ method: 'POST', path: '/flows/validate', summary: 'All problems of a flow file' })
    .input(z.object({ text: z.string() }))
    .output(z.object({ problems: z.array(problem) })),
  run: operation('run')
    .route({
      method: 'POST',
      path: '/flows/{id}/run',
      summary: 'Run a flow; with wait, answer with its result',
    })
    .input(
      z.object({
        id: z.string(),
        input: json.optional(),
        /** values for the flow's variables */
        variables: z.record(z.string(), json).optional(),
        breakpoints: z.array(breakpoint).max(1000).optional(),
        /** "30s": answer when the run has ended, or after that time with its state */
        wait: z.string().optional(),
      }),
    )
    .output(runSummary),
  /** edits made elsewhere, from `base` on */
  watch: see
    .input(z.object({ id: z.string(), base: z.number().int() }))
    .output(eventIterator(z.object({ revision: z.number(), edits: z.array(edit), client: z.string() }))),
}
