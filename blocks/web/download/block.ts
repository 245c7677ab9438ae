import { defineBlock, field, ifExists, signInField } from '#shared/block'

export const download = defineBlock({
  type: 'web/download',
  version: 1,
  category: 'web',
  shape: 'stack',
  effect: 'write',
  idempotent: { by: 'ifExists', when: ['replace'] },
  title: 'Download',
  sentence: 'download {url} to {to}',
  summary: 'Fetches what is at an address into a file, however large it is.',
  keywords: ['fetch', 'file', 'save', 'http', 'url', 'image', 'get'],
  fields: {
    url: field.url({ title: 'Address', hint: 'address', required: true, secrets: true }),
    to: field.file({
      title: 'To',
      hint: 'folder or file',
      help: 'In a folder (ends in / or is one) the file is called as the server calls it. Folders on the way are made.',
      default: '~/Downloads/',
    }),
    ifExists: field.choice(ifExists('rename', 'replace', 'fail'), {
      title: 'If it is there already',
      default: 'rename',
    }),
    headers: field.map({ title: 'Headers', reads: 'headers', secrets: true, advanced: true }),
    auth: signInField,
  },
  outputs: {
    next: {
      title: 'the file',
      example: {
        path: '/home/ada/Downloads/report.pdf',
        name: 'report.pdf',
        size: 48211,
        type: 'application/pdf',
        status: 200,
        url: 'https://example.org/report.pdf',
      },
    },
  },
  examples: [
    { config: { url: 'https://example.org/report.pdf', to: '~/Documents/' }, input: null },
    {
      config: { url: '{{ input.link }}', to: '~/Pictures/{{ today() }}.jpg', ifExists: 'replace' },
      input: { link: 'https://example.org/picture' },
      note: 'a picture a day',
    },
  ],
  defaults: { timeout: '1h' },
})
