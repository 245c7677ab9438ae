import { defineBlock, dueFields, field } from '#shared/block'

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
    ...dueFields,
  },
  outputs: { next: { title: 'when it was due', example: { due: '2026-01-05T09:00:00.000Z', missed: 0 } } },
  examples: [
    { config: { cron: '0 9 * * 1-5' }, input: null, note: 'every weekday at nine in the morning' },
    { config: { cron: 'every day at 18:30', zone: 'Europe/Berlin' }, input: null },
  ],
})
