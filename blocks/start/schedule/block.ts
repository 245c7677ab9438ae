import { defineBlock, field, limitFields } from '#shared/block'

export const schedule = defineBlock({
  type: 'start/schedule',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'On a schedule',
  sentence: 'on schedule {cron}',
  summary: 'Starts the flow at set times: every weekday at 9, each first of the month.',
  keywords: ['cron', 'time', 'daily', 'weekly', 'every morning', 'calendar', 'clock', 'timer'],
  fields: {
    cron: field.schedule({
      title: 'Times',
      hint: 'every weekday at 09:00',
      help: 'Words such as "every weekday at 09:00", or a cron pattern of 5 or 6 fields: 0 9 * * 1-5.',
      required: true,
    }),
    zone: field.zone({ title: 'Time zone', hint: 'of this computer', help: 'Such as Europe/Berlin.' }),
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
    { config: { cron: '0 9 * * 1-5' }, input: null, note: 'every weekday at nine in the morning' },
    { config: { cron: 'every day at 18:30', zone: 'Europe/Berlin' }, input: null },
  ],
})
