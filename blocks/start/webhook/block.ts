import { defineBlock, field, limitFields } from '#shared/block'

export const webhook = defineBlock({
  type: 'start/webhook',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'When a web call arrives',
  sentence: 'when {methods} arrives at {path}',
  summary: 'Starts the flow when another program calls its address, and can answer it.',
  keywords: ['http', 'api', 'hook', 'post', 'callback', 'receive', 'url', 'endpoint'],
  fields: {
    path: field.text({
      title: 'Path',
      hint: 'orders/new',
      help: 'The address is /hooks/ and this. A part such as {id} may be anything and arrives in params.',
      required: true,
      raw: true,
      reads: 'hook-path',
    }),
    methods: field.list({
      title: 'Methods',
      default: ['POST'],
      reads: 'hook-methods',
      help: 'GET, POST, PUT, PATCH, DELETE or ANY.',
    }),
    answer: field.choice(
      [
        { value: 'at once', title: 'at once, with 202' },
        { value: 'when done', title: 'when the run is done, with its answer' },
        { value: 'fixed', title: 'at once, with a fixed text' },
      ],
      { title: 'Answer', default: 'at once' },
    ),
    fixed: field.value({
      title: 'Fixed answer',
      help: 'Sent as it is.',
      when: { by: 'answer', in: ['fixed'] },
    }),
    auth: field.map({
      title: 'Who may call',
      help: '{ kind: "none" }, "token", "basic" (user, secret), "github", "stripe", "slack", "shopify", "standard-webhooks" or "hmac" (header, prefix, algorithm, encoding, tolerance); each but none with secret: "{{ secrets.NAME }}".',
      default: { kind: 'none' },
      secrets: true,
      reads: 'hook-callers',
    }),
    origins: field.list({
      title: 'Pages that may call',
      reads: 'hook-origins',
      help: 'Addresses of web sites whose pages may call from a browser, such as https://shop.example. Programs need not stand here.',
      advanced: true,
    }),
    ...limitFields,
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      default: { method: 'POST', path: '/', params: {}, query: {}, headers: {}, body: { hello: 'world' } },
      advanced: true,
    }),
  },
  outputs: {
    next: {
      title: 'the call',
      example: {
        method: 'POST',
        path: '/orders/7',
        params: { id: '7' },
        query: {},
        headers: {},
        body: { paid: true },
      },
    },
  },
  examples: [
    {
      config: { path: 'orders/{id}' },
      input: null,
      note: 'POST /hooks/orders/7 arrives with params { id: "7" }',
    },
    { config: { path: 'greet', methods: ['GET'], answer: 'when done' }, input: null },
  ],
})
