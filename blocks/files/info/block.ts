import { defineBlock, field } from '#shared/block'

export const info = defineBlock({
  type: 'files/info',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'read',
  title: 'File info',
  sentence: 'look at {path}',
  summary:
    'Tells whether a file or a folder is there, how big and how old it is, and whether it may be changed.',
  keywords: ['exists', 'size', 'date', 'properties', 'details', 'stat', 'file', 'folder'],
  fields: {
    path: field.file({ title: 'File', hint: 'file', help: 'A folder is fine too.', required: true }),
    ifMissing: field.choice(
      [
        { value: 'fail', title: 'fail' },
        { value: 'say so', title: 'go on with { exists: false }' },
      ],
      { title: 'If there is nothing', default: 'fail' },
    ),
    inside: field.yesNo({
      title: 'Look inside folders',
      help: 'Counts what is in a folder, at any depth, and adds up its size.',
      default: false,
    }),
  },
  outputs: {
    next: {
      title: 'facts',
      example: {
        exists: true,
        path: '/home/ada/Photo.JPG',
        name: 'Photo.JPG',
        stem: 'Photo',
        ext: 'jpg',
        size: 48213,
        type: 'image/jpeg',
        kind: 'file',
        modified: '2026-05-04T09:30:00.000Z',
        created: '2026-05-04T09:30:00.000Z',
        canRead: true,
        canWrite: true,
      },
    },
  },
  examples: [{ config: { path: '~/Downloads', inside: true }, input: null }],
})
