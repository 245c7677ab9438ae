import { defineBlock, field } from '#shared/block'

export const deleteFile = defineBlock({
  type: 'files/delete',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  title: 'Delete file',
  sentence: 'delete {path} {how}',
  summary: 'Puts a file or a folder into the bin, or deletes it for ever.',
  keywords: ['remove', 'trash', 'bin', 'recycle', 'file', 'folder', 'rm'],
  fields: {
    path: field.file({
      title: 'File',
      hint: 'file',
      help: 'A folder goes with all that is in it.',
      required: true,
    }),
    how: field.choice(
      [
        { value: 'bin', title: 'to the bin' },
        { value: 'for ever', title: 'for ever' },
      ],
      { title: 'How', default: 'bin' },
    ),
    ifMissing: field.choice(
      [
        { value: 'fail', title: 'fail' },
        { value: 'go on', title: 'go on' },
      ],
      { title: 'If there is nothing', default: 'fail' },
    ),
  },
  outputs: {
    next: {
      title: 'what was deleted',
      example: { path: '/home/ada/old.txt', name: 'old.txt', size: 48, type: 'text/plain' },
    },
  },
  examples: [{ config: { path: '{{ item.path }}', how: 'bin' }, input: null }],
})
