import { defineBlock, field } from '#shared/block'

export const text = defineBlock({
  type: 'data/text',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Text',
  sentence: 'text {text}',
  summary: 'Makes a text out of words and values.',
  keywords: ['template', 'string', 'join', 'words', 'compose'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', default: '' }),
  },
  outputs: { next: { title: 'text', example: 'Hello Ada' } },
  examples: [{ config: { text: 'Hello {{ input.name }}' }, input: { name: 'Ada' }, output: 'Hello Ada' }],
})
