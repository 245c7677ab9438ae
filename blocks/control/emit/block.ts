import { defineBlock, field } from '#shared/block'

export const emit = defineBlock({
  type: 'control/emit',
  version: 1,
  category: 'control',
  shape: 'stack',
  effect: 'write',
  idempotent: true,
  title: 'Send an event',
  sentence: 'send event {name}',
  summary: 'Starts every flow that begins with an event of this name, and goes on without waiting for them.',
  keywords: ['emit', 'event', 'signal', 'broadcast', 'trigger', 'publish', 'start'],
  fields: {
    name: field.text({ title: 'Event', hint: 'order-paid', required: true, reads: 'event-name-given' }),
    payload: field.value({
      title: 'What it carries',
      help: 'What arrives at the flows that listen.',
      default: '{{ input }}',
    }),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [{ config: { name: 'order-paid' }, input: { order: 7 }, output: { order: 7 } }],
  defaults: { timeout: '30s' },
})
