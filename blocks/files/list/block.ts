import { defineBlock, field } from '#shared/block'

export const list = defineBlock({
  type: 'files/list',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'read',
  title: 'List files',
  sentence: 'list files in {folder}',
  summary: 'Lists what is in a folder, by name.',
  keywords: ['folder', 'directory', 'dir', 'ls', 'find', 'glob', 'all', 'kind'],
  fields: {
    folder: field.folder({ title: 'Folder', hint: 'folder', required: true }),
    match: field.text({
      reads: 'name-pattern',
      title: 'Only names like',
      help: '* stands for any letters: *.pdf. Hidden files come only when the pattern names them: .*',
      default: '*',
    }),
    recursive: field.yesNo({ title: 'Folders inside too', default: false }),
  },
  outputs: {
    next: {
      title: 'list of files',
      example: [
        {
          path: '/home/ada/Downloads/Photo.JPG',
          name: 'Photo.JPG',
          stem: 'Photo',
          ext: 'jpg',
          size: 48213,
          modified: '2026-05-04T09:30:00.000Z',
          kind: 'file',
        },
      ],
    },
  },
  examples: [{ config: { folder: '~/Downloads', match: '*.pdf' }, input: null }],
})
