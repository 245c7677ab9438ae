import { defineBlock, field } from '#shared/block'

export const repeat = defineBlock({
  type: 'control/repeat',
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  title: 'Repeat',
  sentence: 'repeat {times} times',
  summary: 'Does the blocks inside a number of times, each time with what the time before gave.',
  keywords: ['loop', 'times', 'again', 'count'],
  fields: {
    times: field.number({ title: 'Times', default: 10, min: 0, whole: true, required: true }),
  },
  outputs: { next: { title: 'what the last time gave' } },
  mouths: [{ name: 'each' }],
  examples: [{ config: { times: 3 }, input: 'tick', output: 'tick' }],
})
