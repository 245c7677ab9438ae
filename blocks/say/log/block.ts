import { defineBlock, field } from '#shared/block'

export const log = defineBlock({
  type: 'say/log',
  version: 1,
  category: 'say',
  shape: 'stack',
  effect: 'write',
  idempotent: true,
  title: 'Log',
  sentence: 'log {text}',
  summary: "Writes a line into the run's log. What arrived goes on unchanged.",
  keywords: ['print', 'note', 'write', 'debug', 'console'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', default: '' }),
    level: field.choice(
      [
        { value: 'info', title: 'note' },
        { value: 'warn', title: 'warning' },
        { value: 'error', title: 'error' },
      ],
      { title: 'Level', default: 'info' },
    ),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [{ config: { text: 'Got {{ input }}' }, input: 7, output: 7 }],
})
