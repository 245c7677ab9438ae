import { defineBlock, field, limitFields } from '#shared/block'

export const fileChanged = defineBlock({
  type: 'start/file-changed',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'When a file changes',
  sentence: 'when a file is {kinds} in {folders}',
  summary: 'Starts the flow when a file arrives in a folder, changes or goes.',
  keywords: ['watch', 'folder', 'new file', 'arrives', 'download', 'scan', 'created', 'deleted'],
  fields: {
    folders: field.list({
      title: 'Folders',
      of: 'folder',
      hint: 'folder',
      required: true,
      help: 'One or more, such as ~/Downloads.',
    }),
    match: field.text({
      title: 'Names',
      default: '*',
      reads: 'name-pattern',
      help: 'Such as *.pdf or {*.jpg,*.png}.',
    }),
    kinds: field.list({
      title: 'What happens',
      choices: [
        { value: 'created', title: 'created' },
        { value: 'changed', title: 'changed' },
        { value: 'deleted', title: 'deleted' },
        { value: 'renamed', title: 'renamed' },
      ],
      default: ['created'],
      min: 1,
    }),
    recursive: field.yesNo({ title: 'Also in the folders inside', default: false }),
    settle: field.duration({
      title: 'Wait until it is still for',
      help: 'A file that is still being copied is left alone until its size has not changed for so long.',
      default: '2s',
      advanced: true,
    }),
    batch: field.yesNo({ title: 'One run for all that come together', default: false, advanced: true }),
    atStart: field.yesNo({
      title: 'Also what changed while Blockloom was off',
      default: false,
      advanced: true,
    }),
    ...limitFields,
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      default: {
        kind: 'created',
        file: { path: '~/Downloads/invoice.pdf', name: 'invoice.pdf', size: 1234, type: 'application/pdf' },
      },
      advanced: true,
    }),
  },
  outputs: {
    next: {
      title: 'the file',
      example: {
        kind: 'created',
        file: {
          path: '/home/me/Downloads/invoice.pdf',
          name: 'invoice.pdf',
          size: 1234,
          type: 'application/pdf',
        },
      },
    },
  },
  examples: [
    {
      config: { folders: ['~/Downloads'], match: '*.pdf' },
      input: null,
      note: 'a run for each PDF that arrives',
    },
    { config: { folders: ['~/Scans'], kinds: ['created', 'changed'], batch: true }, input: null },
  ],
})
