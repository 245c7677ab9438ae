import { defineBlock, field, signInField } from '#shared/block'

export const request = defineBlock({
  type: 'web/request',
  version: 1,
  category: 'web',
  shape: 'stack',
  effect: {
    by: 'method',
    read: ['GET', 'HEAD'],
    while: { by: 'as', in: ['auto', 'text', 'json'] },
    otherwise: 'write',
  },
  idempotent: { by: 'honoursKey', when: [true] },
  title: 'Web request',
  sentence: 'ask {url} for {method}',
  summary: 'Asks an address on the web and gives back its answer.',
  keywords: ['http', 'api', 'fetch', 'upload', 'rest', 'get', 'post', 'url', 'website', 'internet', 'online'],
  fields: {
    url: field.url({ title: 'Address', hint: 'address', required: true, secrets: true }),
    method: field.choice(
      [
        { value: 'GET', title: 'GET' },
        { value: 'POST', title: 'POST' },
        { value: 'PUT', title: 'PUT' },
        { value: 'PATCH', title: 'PATCH' },
        { value: 'DELETE', title: 'DELETE' },
        { value: 'HEAD', title: 'HEAD' },
        { value: 'OPTIONS', title: 'OPTIONS' },
      ],
      { title: 'Method', default: 'GET' },
    ),
    query: field.map({
      title: 'Query',
      help: 'Goes into the address after the question mark.',
      secrets: true,
    }),
    headers: field.map({ title: 'Headers', reads: 'headers', secrets: true }),
    body: field.value({
      title: 'Body',
      help: 'A text is sent as it is, a file as its bytes, anything else as JSON, or as a form if the header Content-Type says so.',
      secrets: true,
    }),
    auth: signInField,
    as: field.choice(
      [
        { value: 'auto', title: 'what it says it is' },
        { value: 'text', title: 'text' },
        { value: 'json', title: 'JSON' },
        { value: 'file', title: 'a file' },
      ],
      { title: 'Read the answer as', default: 'auto', advanced: true },
    ),
    to: field.file({
      title: 'Save to',
      help: 'Where the answer goes. In a folder (ends in / or is one) it is called as the server calls it.',
      default: '~/Downloads/',
      when: { by: 'as', in: ['file'] },
      advanced: true,
    }),
    pages: field.record(
      {
        next: field.value({
          title: 'Next page',
          hint: '{{ item.body.next }}',
          help: 'Its address, seen from this answer; nothing ends it. Left empty, the header Link says it.',
        }),
        max: field.number({
          title: 'At most',
          unit: 'pages',
          hint: '100',
          whole: true,
          min: 1,
          max: 100_000,
        }),
      },
      {
        title: 'Pages',
        help: 'When an answer comes in pages: with one of these filled in they are asked for one after the other, and become one list.',
        perItem: true,
        advanced: true,
      },
    ),
    failOn: field.choice(
      [
        { value: '4xx and 5xx', title: 'any error status (4xx and 5xx)' },
        { value: '5xx', title: 'server errors only (5xx)' },
        { value: 'nothing', title: 'no status' },
      ],
      { title: 'Fail on', default: '4xx and 5xx', advanced: true },
    ),
    honoursKey: field.yesNo({
      title: 'The other side knows Idempotency-Key',
      help: 'Then a request that was cut off by a crash is sent again without asking.',
      default: false,
      advanced: true,
    }),
  },
  outputs: {
    next: {
      title: 'answer',
      example: { status: 200, headers: { 'content-type': 'application/json' }, body: { name: 'Ada' } },
    },
  },
  examples: [
    { config: { url: 'https://api.example.org/people/{{ input.id }}', method: 'GET' }, input: { id: 7 } },
    {
      config: { url: 'https://api.example.org/people', method: 'POST', body: { name: '{{ input.name }}' } },
      input: { name: 'Ada' },
    },
  ],
  defaults: { timeout: '60s' },
})
