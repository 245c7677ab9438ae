import { defineBlock, encodingField, field } from '#shared/block'

export const read = defineBlock({
  type: 'files/read',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'read',
  title: 'Read file',
  sentence: 'read {path}',
  summary: 'Reads a file as text, as JSON or as lines.',
  keywords: ['open', 'load', 'file', 'text', 'json', 'lines'],
  fields: {
    path: field.file({ title: 'File', hint: 'file', required: true }),
    as: field.choice(
      [
        { value: 'text', title: 'text' },
        { value: 'json', title: 'JSON' },
        { value: 'lines', title: 'list of lines' },
        { value: 'file', title: 'only where it is and how big' },
      ],
      { title: 'As', default: 'text' },
    ),
    encoding: encodingField,
  },
  outputs: { next: { title: 'content', example: 'Hello' } },
  examples: [{ config: { path: '~/notes.txt', as: 'lines' }, input: null, output: ['milk', 'bread'] }],
})
