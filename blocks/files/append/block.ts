import { defineBlock, field } from '#shared/block'

export const append = defineBlock({
  type: 'files/append',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  title: 'Append to file',
  sentence: 'append {text} to {path}',
  summary: 'Adds a text at the end of a file, exactly as it is. A file that is missing is made.',
  keywords: ['add', 'end', 'log', 'line', 'file'],
  fields: {
    path: field.file({ title: 'File', hint: 'file', required: true }),
    text: field.longText({
      title: 'Text',
      hint: 'text',
      help: 'No line end is added: put one at the end of the text for a line of its own.',
      default: '',
    }),
  },
  outputs: {
    next: {
      title: 'file',
      example: { path: '/home/ada/notes.txt', name: 'notes.txt', size: 12, type: 'text/plain' },
    },
  },
  examples: [{ config: { path: '~/notes.txt', text: '{{ input }}\n' }, input: 'Hello' }],
})
