import { defineBlock, field } from '#shared/block'

export const manual = defineBlock({
  type: 'start/manual',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'pure',
  engine: true,
  title: 'When I press Run',
  sentence: 'when I press Run',
  summary: 'Starts the flow when you press Run, or when another program asks for it.',
  keywords: ['start', 'begin', 'run', 'button', 'hand'],
  fields: {
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed and nothing else is given.',
      advanced: true,
    }),
  },
  outputs: { next: { title: 'what the run was given' } },
  examples: [
    { config: {}, input: null, output: null },
    { config: { sample: { name: 'Ada' } }, input: { name: 'Grace' }, output: { name: 'Grace' } },
  ],
})
