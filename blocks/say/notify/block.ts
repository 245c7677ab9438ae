import { defineBlock, field } from '#shared/block'

export const notify = defineBlock({
  type: 'say/notify',
  version: 1,
  category: 'say',
  shape: 'stack',
  effect: 'write',
  idempotent: true,
  title: 'Notify',
  sentence: 'notify {text}',
  summary: 'Shows a notification on the desktop.',
  keywords: ['notification', 'alert', 'message', 'toast', 'popup', 'tell', 'remind'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', required: true }),
    title: field.text({ title: 'Title', default: '{{ run.flow.name }}' }),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [{ config: { text: '{{ input.count }} files are sorted' }, input: { count: 7 } }],
  defaults: { timeout: '30s' },
})
