import { defineBlock, field } from '#shared/block'

export const makeFolder = defineBlock({
  type: 'files/make-folder',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  idempotent: true,
  title: 'Make folder',
  sentence: 'make folder {path}',
  summary: 'Makes a folder and those on the way to it. One that is there already is fine.',
  keywords: ['new', 'folder', 'directory', 'create', 'mkdir'],
  fields: { path: field.folder({ title: 'Folder', hint: 'folder', required: true }) },
  outputs: {
    next: {
      title: 'the folder',
      example: { path: '/home/ada/Reports', name: 'Reports', size: 0, type: 'inode/directory' },
    },
  },
  examples: [{ config: { path: '~/Reports/{{ today() }}' }, input: null }],
})
