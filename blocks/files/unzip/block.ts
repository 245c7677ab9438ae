import { defineBlock, field } from '#shared/block'

export const unzip = defineBlock({
  type: 'files/unzip',
  version: 1,
  category: 'files',
  shape: 'stack',
  effect: 'write',
  title: 'Unzip',
  sentence: 'unzip {from} to {to}',
  summary: 'Unpacks a zip archive into a new folder: all of it or nothing.',
  keywords: ['archive', 'extract', 'unpack', 'decompress', 'folder', 'zip'],
  fields: {
    from: field.file({ title: 'Archive', hint: 'file.zip', required: true }),
    to: field.folder({
      title: 'To',
      hint: 'folder/',
      help: 'In a folder (ends in / or is one) a new folder named after the archive is made; else this is the new folder.',
      required: true,
    }),
    ifExists: field.choice(
      [
        { value: 'rename', title: 'add a number to the name' },
        { value: 'fail', title: 'fail' },
      ],
      { title: 'If the new folder is there already', default: 'rename' },
    ),
    maxSize: field.number({
      title: 'Refuse more than',
      help: 'Of everything unpacked.',
      unit: 'MB',
      min: 1,
      default: 4096,
      advanced: true,
    }),
    maxEntries: field.number({
      title: 'Refuse more files and folders than',
      whole: true,
      min: 1,
      max: 10_000_000,
      default: 100_000,
      advanced: true,
    }),
    maxRatio: field.number({
      title: 'Refuse what becomes larger by more than',
      help: 'An archive made to do harm becomes thousands of times larger than it is.',
      unit: 'times',
      min: 1,
      default: 200,
      advanced: true,
    }),
  },
  outputs: {
    next: {
      title: 'the new folder',
      example: {
        path: '/home/ada/Downloads/Photos',
        name: 'Photos',
        size: 0,
        type: 'inode/directory',
        files: 12,
        folders: 2,
        leftOut: [],
      },
    },
  },
  examples: [{ config: { from: '{{ item.path }}', to: '~/Unpacked/' }, input: null }],
})
