import { defineBlock, field, limitFields } from '#shared/block'

export const event = defineBlock({
  type: 'start/event',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'When an event comes',
  sentence: 'when event {name} comes',
  summary: 'Starts the flow when another flow or program sends an event of this name.',
  keywords: ['signal', 'message', 'emit', 'broadcast', 'receive', 'listen'],
  fields: {
    name: field.text({ title: 'Event', hint: 'order-paid', required: true, raw: true, reads: 'event-name' }),
    schema: field.value({
      title: 'What it must carry',
      help: 'A JSON Schema; the studio shows it as a table of fields. An event that does not fit is refused, and its sender told which field is wrong.',
      raw: true,
      reads: 'payload-schema',
      advanced: true,
    }),
    ...limitFields,
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      default: null,
      advanced: true,
    }),
  },
  outputs: { next: { title: 'what the event carries', example: { order: 7 } } },
  examples: [{ config: { name: 'order-paid' }, input: null }],
})
