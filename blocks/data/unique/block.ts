import { defineBlock, field } from '#shared/block'

export const unique = defineBlock({
  type: 'data/unique',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Unique',
  sentence: 'unique items of {list} by {by}',
  summary: 'Keeps one of each: takes out items of a list that are there already.',
  keywords: ['duplicates', 'distinct', 'remove', 'dedupe', 'double', 'twice', 'list'],
  fields: {
    list: field.list({ title: 'List', hint: 'list', required: true, default: '{{ input }}', entries: true }),
    by: field.list({
      title: 'By',
      hint: 'the whole item',
      help: 'Fields that must be the same, or {{ }} with item. Without any, the whole item must be.',
      perItem: true,
    }),
    keep: field.choice(
      [
        { value: 'first', title: 'the first of each' },
        { value: 'last', title: 'the last of each' },
      ],
      { title: 'Keep', default: 'first' },
    ),
  },
  outputs: { next: { title: 'one of each', example: [{ name: 'Ada', age: 36 }] } },
  examples: [
    { config: { list: '{{ input }}' }, input: ['a', 'b', 'a'], output: ['a', 'b'] },
    {
      config: { list: '{{ input }}', by: ['mail'], keep: 'last' },
      input: [
        { mail: 'ada@example.org', age: 35 },
        { mail: 'ada@example.org', age: 36 },
      ],
      output: [{ mail: 'ada@example.org', age: 36 }],
    },
  ],
})
