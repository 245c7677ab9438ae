import { defineBlock, field } from '#shared/block'

export const parallel = defineBlock({
  type: 'control/parallel',
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  title: 'At the same time',
  sentence: 'at the same time',
  summary:
    'Does several things at the same time and goes on when all are done, with the list of their results.',
  keywords: ['parallel', 'together', 'both', 'fork', 'branches', 'concurrent', 'all'],
  fields: {
    branches: field.number({
      title: 'Branches',
      help: 'How many things are done at the same time.',
      default: 2,
      min: 2,
      max: 20,
      whole: true,
      // the ways of the block follow from it, so it cannot wait for an expression
      raw: true,
    }),
  },
  outputs: { next: { title: 'list of results', example: [] } },
  mouths: { count: 'branches', word: 'and' },
  examples: [{ config: { branches: 3 }, input: 'in', output: ['in', 'in', 'in'] }],
})
