import { defineBlock, field } from '#shared/block'

/** Named apart from the language's own word. */
export const returnValue = defineBlock({
  type: 'control/return',
  version: 1,
  category: 'control',
  shape: 'cap',
  effect: 'pure',
  engine: true,
  title: 'Return',
  sentence: 'return {value}',
  summary: 'Ends the whole run as a success, with this value as its result.',
  keywords: ['result', 'answer', 'end', 'finish', 'output'],
  fields: {
    value: field.value({ title: 'Value', hint: 'value', default: '{{ input }}' }),
  },
  outputs: {},
  examples: [
    { config: { value: '{{ input }}' }, input: { count: 3 }, note: 'the run ends with { count: 3 }' },
  ],
})
