import { defineBlock, field } from '#shared/block'

export const wait = defineBlock({
  type: 'control/wait',
  version: 1,
  category: 'control',
  shape: 'stack',
  effect: 'pure',
  engine: true,
  title: 'Wait',
  sentence: 'wait {for}',
  summary: 'Waits for a while, then goes on with what arrived. Waiting goes on over a restart.',
  keywords: ['pause', 'sleep', 'delay', 'time', 'later'],
  fields: {
    for: field.duration({
      title: 'For',
      help: 'A number and a unit: 250ms, 30s, 5m, 2h or 1d.',
      default: '5s',
      required: true,
    }),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [{ config: { for: '250ms' }, input: 'tea', output: 'tea' }],
})
