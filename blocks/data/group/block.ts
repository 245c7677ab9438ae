import { defineBlock, field } from '#shared/block'

export const group = defineBlock({
  type: 'data/group',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Group',
  sentence: 'group {list} by {by}',
  summary: 'Puts the items of a list that have something in common together.',
  keywords: ['group by', 'bucket', 'partition', 'collect', 'split', 'list'],
  fields: {
    list: field.list({ title: 'List', hint: 'list', required: true, default: '{{ input }}', entries: true }),
    by: field.value({
      title: 'By',
      hint: 'field',
      help: 'A field of the items, such as address.city, or {{ }} with item.',
      required: true,
      perItem: true,
    }),
    as: field.choice(
      [
        { value: 'list', title: 'a list of groups' },
        { value: 'object', title: 'an object, by name' },
      ],
      { title: 'Gives', default: 'list' },
    ),
  },
  outputs: {
    next: { title: 'the groups', example: [{ key: 'Bern', items: [{ name: 'Ada', city: 'Bern' }] }] },
  },
  examples: [
    {
      config: { list: '{{ input }}', by: 'city' },
      input: [
        { name: 'Ada', city: 'Bern' },
        { name: 'Tim', city: 'Rome' },
        { name: 'Bob', city: 'Bern' },
      ],
      output: [
        {
          key: 'Bern',
          items: [
            { name: 'Ada', city: 'Bern' },
            { name: 'Bob', city: 'Bern' },
          ],
        },
        { key: 'Rome', items: [{ name: 'Tim', city: 'Rome' }] },
      ],
    },
    {
      config: { list: '{{ input }}', by: '{{ item % 2 === 0 ? "even" : "odd" }}', as: 'object' },
      input: [1, 2, 3],
      output: { odd: [1, 3], even: [2] },
    },
  ],
})
