import { defineBlock, field, ifExists } from '#shared/block'

export const write = defineBlock({
  type: 'files/write',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  idempotent: { by: 'ifExists', when: ['replace'] },
  title: 'Write file',
  sentence: 'write {text} to {path}',
  summary: 'Writes a text to a file: all of it or nothing. Folders on the way are made.',
  keywords: ['save', 'store', 'file', 'text', 'create'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', default: '' }),
    path: field.file({ title: 'File', hint: 'file', required: true }),
    ifExists: field.choice(ifExists('replace', 'fail', 'rename'), {
      title: 'If it is there already',
      default: 'replace',
    }),
  },
  outputs: {
    next: {
      title: 'file',
      example: { path: '/home/ada/notes.txt', name: 'notes.txt', size: 5, type: 'text/plain' },
    },
  },
  examples: [{ config: { path: '~/notes.txt', text: '{{ input }}' }, input: 'Hello' }],
})
