import { defineBlock } from '#shared/block'

/** Named for the sentence it makes; `try` itself is a word of the language. */
export const tryCatch = defineBlock({
  type: 'control/try',
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  title: 'Try',
  sentence: 'try',
  summary: 'When a block inside fails, does other blocks instead of ending the run.',
  keywords: ['catch', 'error', 'fail', 'exception', 'rescue', 'fallback'],
  fields: {},
  outputs: { next: { title: 'what the part that finished ended with' } },
  mouths: [{ name: 'try' }, { name: 'catch', word: 'if it fails' }],
  examples: [{ config: {}, input: 'in', output: 'in' }],
})
