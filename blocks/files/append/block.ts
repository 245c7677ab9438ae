import { defineBlock, field } from '#shared/block'

export const append = defineBlock({
  type: 'files/append',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  title: 'Append to file',
  sentence: 'append {text} to {path}',
  summary:
    'Adds a text at the end of a file, on a line of its own if you like. A file that is missing is made.',
  keywords: ['add', 'end', 'log', 'line', 'file'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', default: '' }),
    path: field.file({ title: 'File', hint: 'file', required: true }),
    line: field.yesNo({
      title: 'On a line of its own',
      help: 'Ends the text with a line end, unless it has one. Off: the text is added exactly as it is.',
      default: false,
      begins: true,
    }),
  },
  outputs: {
    next: {
      title: 'file',
      example: { path: '/home/ada/notes.txt', name: 'notes.txt', size: 12, type: 'text/plain' },
    },
  },
  examples: [{ config: { path: '~/notes.txt', text: '{{ input }}' }, input: 'Hello' }],
})
