import { defineBlock, field, ifExists } from '#shared/block'

export const zip = defineBlock({
  type: 'files/zip',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  title: 'Zip',
  sentence: 'zip {from} to {to}',
  summary: 'Packs files and folders into one zip archive.',
  keywords: ['archive', 'compress', 'pack', 'backup', 'folder', 'zip'],
  fields: {
    from: field.value({
      title: 'What',
      hint: 'folder',
      help: 'A path, or a list of them; the list that "List files" gives is fine.',
      required: true,
    }),
    to: field.file({
      title: 'To',
      hint: 'file.zip',
      help: 'In a folder (ends in / or is one) the archive is named after the first thing in it.',
      required: true,
    }),
    ifExists: field.choice(ifExists('rename', 'fail', 'replace'), {
      title: 'If it is there already',
      default: 'rename',
    }),
  },
  outputs: {
    next: {
      title: 'the archive',
      example: {
        path: '/home/ada/Photos.zip',
        name: 'Photos.zip',
        size: 1048576,
        type: 'application/zip',
        files: 12,
        leftOut: [],
      },
    },
  },
  examples: [
    { config: { from: '~/Photos', to: '~/Backup/{{ today() }}.zip', ifExists: 'replace' }, input: null },
  ],
})
