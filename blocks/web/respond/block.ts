import { defineBlock, field } from '#shared/block'

export const respond = defineBlock({
  type: 'web/respond',
  version: 1,
  category: 'web',
  shape: 'stack',
  effect: 'write',
  idempotent: true,
  title: 'Respond',
  sentence: 'respond {body} with status {status}',
  summary: 'Answers the call from the web that started this run, and goes on.',
  keywords: ['answer', 'reply', 'webhook', 'http', 'response', 'return', 'status'],
  fields: {
    status: field.number({
      title: 'Status',
      help: '200: done. 404: there is no such thing. 400: what was sent is wrong.',
      default: 200,
      min: 200,
      max: 599,
      whole: true,
    }),
    headers: field.map({ title: 'Headers', reads: 'headers' }),
    body: field.value({
      title: 'Body',
      help: 'A text, a value (sent as JSON) or a file.',
      default: '{{ input }}',
    }),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [
    { config: { body: { ok: true } }, input: { order: 7 }, output: { order: 7 } },
    { config: { status: 404, body: 'There is no order {{ input.order }}.' }, input: { order: 7 } },
  ],
  defaults: { timeout: '30s' },
})
