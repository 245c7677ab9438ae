import { defineBlock, field, ifExists } from '#shared/block'

export const copy = defineBlock({
  type: 'files/copy',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  title: 'Copy file',
  sentence: 'copy {from} to {to}',
  summary:
    'Copies a file or a folder: all of it or nothing. It never writes over another file unless you say so.',
  keywords: ['duplicate', 'file', 'folder', 'backup', 'cp'],
  fields: {
    from: field.file({ title: 'From', hint: 'file', required: true }),
    to: field.file({
      title: 'To',
      hint: 'folder/',
      help: 'A folder when it ends in / or is one; else the new name. Folders on the way are made.',
      required: true,
    }),
    ifExists: field.choice(ifExists('rename', 'fail', 'replace'), {
      title: 'If one is there already',
      default: 'rename',
    }),
  },
  outputs: {
    next: {
      title: 'the copy',
      example: { path: '/home/ada/Backup/Photo.JPG', name: 'Photo.JPG', size: 48213, type: 'image/jpeg' },
    },
  },
  examples: [{ config: { from: '{{ item.path }}', to: '~/Backup/' }, input: null }],
})
