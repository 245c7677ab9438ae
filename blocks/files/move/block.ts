import { defineBlock, field, ifExists } from '#shared/block'

export const move = defineBlock({
  type: 'files/move',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  title: 'Move file',
  sentence: 'move {from} to {to}',
  summary: 'Moves or renames a file or a folder. It never writes over another file unless you say so.',
  keywords: ['rename', 'file', 'folder', 'sort', 'mv'],
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
      title: 'file in its new place',
      example: { path: '/home/ada/Images/Photo.JPG', name: 'Photo.JPG', size: 48213, type: 'image/jpeg' },
    },
  },
  examples: [{ config: { from: '{{ item.path }}', to: '~/Sorted/{{ item.ext }}/' }, input: null }],
})
