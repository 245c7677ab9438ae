import { defineBlock, field } from '#shared/block'

export const waitUntil = defineBlock({
  type: 'control/wait-until',
  version: 1,
  category: 'control',
  shape: 'stack',
  effect: 'pure',
  engine: true,
  title: 'Wait until',
  sentence: 'wait until {until}',
  summary:
    'Waits for a time of day or a date, then goes on with what arrived. Waiting goes on over a restart.',
  keywords: ['pause', 'time', 'date', 'o’clock', 'tomorrow', 'later', 'sleep'],
  fields: {
    until: field.time({
      title: 'Until',
      hint: '18:30',
      help: 'A time of day (the next one), a date, or both: 18:30, 2026-12-24, 2026-12-24 18:00.',
      required: true,
    }),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [
    { config: { until: '2020-01-01' }, input: 'tea', output: 'tea', note: 'that has passed' },
    { config: { until: '18:30' }, input: 'tea' },
  ],
})
