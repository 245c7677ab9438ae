import { defineBlock, field, limitFields } from '#shared/block'

export const clipboardChanged = defineBlock({
  type: 'start/clipboard-changed',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'When something is copied',
  sentence: 'when {kind} is copied',
  summary: 'Starts the flow when something new is copied to the clipboard.',
  keywords: ['copy', 'paste', 'clipboard', 'cut'],
  fields: {
    kind: field.choice(
      [
        { value: 'text', title: 'text' },
        { value: 'any', title: 'anything' },
      ],
      { title: 'What', default: 'text' },
    ),
    match: field.text({
      title: 'Only text that contains',
      hint: 'https://',
      help: 'Empty: any text.',
      advanced: true,
    }),
    ...limitFields,
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      default: { text: 'copied text' },
      advanced: true,
    }),
  },
  outputs: { next: { title: 'what was copied', example: { text: 'https://example.org' } } },
  examples: [
    { config: {}, input: null },
    { config: { match: 'https://' }, input: null },
  ],
})
