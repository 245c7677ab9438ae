import { defineBlock, field } from '#shared/block'

export const clipboard = defineBlock({
  type: 'computer/clipboard',
  version: 1,
  category: 'computer',
  shape: 'stack',
  effect: { by: 'do', read: ['read'], otherwise: 'write' },
  title: 'Clipboard',
  sentence: '{do} the clipboard',
  summary: 'Reads the text that was copied, or copies a text.',
  keywords: ['copy', 'paste', 'clipboard'],
  fields: {
    do: field.choice(
      [
        { value: 'read', title: 'read' },
        { value: 'write', title: 'copy to' },
      ],
      { title: 'Do', default: 'read' },
    ),
    text: field.longText({
      title: 'Text',
      help: 'What is copied.',
      default: '{{ input }}',
      when: { by: 'do', in: ['write'] },
    }),
  },
  outputs: { next: { title: 'the text', example: 'copied text' } },
  examples: [
    { config: {}, input: null },
    { config: { do: 'write', text: '{{ input.name }}' }, input: { name: 'Ada' } },
  ],
  defaults: { timeout: '30s' },
})
