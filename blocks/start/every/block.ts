import { defineBlock, field, limitFields } from '#shared/block'

export const every = defineBlock({
  type: 'start/every',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'Every so often',
  sentence: 'every {every}',
  summary: 'Starts the flow again and again, with the same time in between.',
  keywords: ['interval', 'repeat', 'poll', 'minutes', 'hourly', 'hours', 'daily', 'timer', 'time'],
  fields: {
    every: field.duration({ title: 'Every', default: '5m', required: true, min: 1000 }),
    jitter: field.duration({
      title: 'Give or take',
      help: 'A random time of up to this is added, so that many machines do not ask at the same second.',
      advanced: true,
    }),
    catchUp: field.choice(
      [
        { value: 'latest', title: 'run once, and say how many were missed' },
        { value: 'all', title: 'run once for each missed time (at most 100)' },
        { value: 'none', title: 'let them go' },
      ],
      { title: 'After sleep or a restart', default: 'latest' },
    ),
    ...limitFields,
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      default: { due: '2026-01-05T09:00:00.000Z', missed: 0 },
      advanced: true,
    }),
  },
  outputs: { next: { title: 'when it was due', example: { due: '2026-01-05T09:00:00.000Z', missed: 0 } } },
  examples: [
    { config: { every: '5m' }, input: null, note: 'twelve times an hour' },
    { config: { every: '1h', jitter: '5m' }, input: null },
  ],
})
