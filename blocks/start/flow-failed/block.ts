import { defineBlock, field, limitFields } from '#shared/block'

export const flowFailed = defineBlock({
  type: 'start/flow-failed',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'When a flow fails',
  sentence: 'when {flows} fails',
  summary: 'Starts the flow when a run of another flow has failed.',
  keywords: ['error', 'alarm', 'alert', 'problem', 'broken', 'monitor'],
  fields: {
    flows: field.list({
      title: 'Flows',
      of: 'flow',
      hint: 'any flow',
      help: 'Ids or names of flows. None: any flow but this one.',
    }),
    ...limitFields,
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      default: {
        run: { id: 'run_sample', status: 'failed' },
        flow: { id: 'flw_sample', name: 'A flow' },
        error: { message: 'It did not work.' },
      },
      advanced: true,
    }),
  },
  outputs: {
    next: {
      title: 'the run and its error',
      example: {
        run: { id: 'run_1', status: 'failed' },
        flow: { id: 'flw_1', name: 'Backup' },
        error: { code: 'files.disk-full', message: 'The disk is full.' },
      },
    },
  },
  examples: [
    { config: {}, input: null },
    { config: { flows: ['Backup'] }, input: null },
  ],
})
