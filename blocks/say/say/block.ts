import { defineBlock, field } from '#shared/block'

export const say = defineBlock({
  type: 'say/say',
  version: 1,
  category: 'say',
  shape: 'stack',
  effect: 'write',
  idempotent: true,
  title: 'Say',
  sentence: 'say {text}',
  summary: 'Shows a bubble on the block and a line in the log. What arrived goes on unchanged.',
  keywords: ['bubble', 'show', 'tell', 'speak', 'print'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', default: '' }),
    level: field.choice(
      [
        { value: 'info', title: 'note' },
        { value: 'warn', title: 'warning' },
        { value: 'error', title: 'error' },
      ],
      { title: 'Level', default: 'info', advanced: true },
    ),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [{ config: { text: 'Hello {{ input }}' }, input: 'Ada', output: 'Ada' }],
})
