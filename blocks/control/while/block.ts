import { defineBlock, field } from '#shared/block'

/** Named apart from the language's own word. */
export const whileLoop = defineBlock({
  type: 'control/while',
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  title: 'While',
  sentence: 'while {condition}',
  summary: 'Does the blocks inside again and again for as long as something is true.',
  keywords: ['loop', 'until', 'again', 'repeat', 'pages'],
  fields: {
    condition: field.condition({
      title: 'Condition',
      help: 'Looked at before each time; "input" is what that time would get. Nothing at all counts as false.',
      required: true,
    }),
  },
  outputs: { next: { title: 'what the last time gave' } },
  mouths: [{ name: 'each' }],
  examples: [{ config: { condition: '{{ input > 10 }}' }, input: 3, output: 3, note: 'never goes inside' }],
})
