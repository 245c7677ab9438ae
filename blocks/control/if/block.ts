import { defineBlock, field } from '#shared/block'

/** Named for the sentence it makes; `if` itself is a word of the language. */
export const ifElse = defineBlock({
  type: 'control/if',
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  title: 'If',
  sentence: 'if {condition}',
  summary: 'Goes one way when something is true, and the other way when it is not.',
  keywords: ['condition', 'else', 'when', 'choose', 'decide', 'branch'],
  fields: {
    condition: field.condition({
      title: 'Condition',
      help: 'True or false. Nothing at all counts as false.',
      required: true,
    }),
  },
  outputs: { next: { title: 'what the way taken ended with' } },
  mouths: [{ name: 'then' }, { name: 'else', word: 'else' }],
  examples: [
    { config: { condition: '{{ input > 10 }}' }, input: 12, output: 12, note: 'goes through "then"' },
    { config: { condition: '{{ input > 10 }}' }, input: 3, output: 3, note: 'goes through "else"' },
  ],
})
