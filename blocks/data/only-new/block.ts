import { defineBlock, field } from '#shared/block'

export const onlyNew = defineBlock({
  type: 'data/only-new',
  version: 1,
  category: 'data',
  shape: 'stack',
  // what it remembers outlives the run; it is written in one commit with the step's end, so beginning again is safe
  effect: 'write',
  idempotent: true,
  title: 'Only new',
  sentence: 'only new of {list} by {by}',
  summary: 'Lets through the items of a list that no run of this flow has seen before.',
  keywords: [
    'seen',
    'keep',
    'duplicates',
    'already',
    'remember',
    'feed',
    'poll',
    'deduplicate',
    'since',
    'list',
  ],
  fields: {
    list: field.list({ title: 'List', hint: 'list', required: true, default: '{{ input }}', entries: true }),
    by: field.value({
      title: 'By',
      hint: 'the whole item',
      help: 'What tells items apart: a field such as id, or {{ }} with item.',
      perItem: true,
    }),
    firstTime: field.choice(
      [
        { value: 'pass', title: 'lets all through' },
        { value: 'remember', title: 'only remembers them' },
      ],
      { title: 'The first time', default: 'pass' },
    ),
    remember: field.number({
      title: 'Remember at most',
      help: 'When it is more, what has not come up for longest is forgotten.',
      unit: 'items',
      default: 10_000,
      min: 1,
      max: 100_000,
      whole: true,
      advanced: true,
    }),
    memory: field.text({
      title: 'Memory',
      hint: 'the first',
      help: 'Change this word to forget everything and begin anew.',
      default: '',
      advanced: true,
    }),
  },
  outputs: { next: { title: 'what is new', example: [{ id: 7, title: 'News' }] } },
  examples: [
    {
      config: { list: '{{ input }}', by: 'id' },
      input: [{ id: 1 }, { id: 2 }, { id: 1 }],
      output: [{ id: 1 }, { id: 2 }],
      note: 'In the next run, only an item with another id would come through.',
    },
    { config: { list: '{{ input }}', firstTime: 'remember' }, input: ['a', 'b'], output: [] },
  ],
})
