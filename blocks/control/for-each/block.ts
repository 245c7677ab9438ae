import { defineBlock, field } from '#shared/block'

export const forEach = defineBlock({
  type: 'control/for-each',
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  title: 'For each',
  sentence: 'for each [item] in {list}',
  summary: 'Does the blocks inside once for every item of a list, and gives back the list of results.',
  keywords: ['loop', 'list', 'every', 'all', 'iterate', 'map'],
  fields: {
    list: field.list({
      title: 'List',
      hint: 'list',
      help: 'An object is taken as a list of { key, value }.',
      required: true,
      entries: true,
    }),
    concurrency: field.number({
      title: 'At once',
      help: 'How many items are worked on at the same time.',
      default: 1,
      min: 1,
      max: 1000,
      whole: true,
      advanced: true,
    }),
  },
  outputs: { next: { title: 'list of results', example: [] } },
  mouths: [{ name: 'each' }],
  examples: [{ config: { list: '{{ input }}' }, input: [1, 2, 3], output: [1, 2, 3] }],
})
