import { defineBlock, field } from '#shared/block'

export const appStarted = defineBlock({
  type: 'start/app-started',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'When Blockloom starts',
  sentence: 'when Blockloom starts',
  summary: 'Starts the flow once each time Blockloom starts.',
  keywords: ['boot', 'launch', 'login', 'begin', 'startup'],
  fields: {
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      default: null,
      advanced: true,
    }),
  },
  outputs: { next: { title: 'nothing' } },
  examples: [{ config: {}, input: null }],
})
