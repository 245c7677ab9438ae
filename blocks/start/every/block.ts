import { defineBlock, dueFields, field } from '#shared/block'

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
      below: 'every',
      help: 'A random time of up to this is added, so that many machines do not ask at the same second.',
      advanced: true,
    }),
    ...dueFields,
  },
  outputs: { next: { title: 'when it was due', example: { due: '2026-01-05T09:00:00.000Z', missed: 0 } } },
  examples: [
    { config: { every: '5m' }, input: null, note: 'twelve times an hour' },
    { config: { every: '1h', jitter: '5m' }, input: null },
  ],
})
