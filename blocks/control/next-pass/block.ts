import { defineBlock } from '#shared/block'

export const nextPass = defineBlock({
  type: 'control/next-pass',
  version: 1,
  category: 'control',
  shape: 'cap',
  effect: 'pure',
  engine: true,
  title: 'Next pass',
  sentence: 'next pass of the loop',
  summary: 'Ends this time through the loop around it; the loop goes on with the next one.',
  keywords: ['continue', 'skip', 'loop', 'item', 'again'],
  fields: {},
  outputs: {},
  examples: [],
})
