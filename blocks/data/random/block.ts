import { defineBlock, field } from '#shared/block'

export const random = defineBlock({
  type: 'data/random',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Random',
  sentence: 'random {do}',
  summary: 'Throws the dice: a number, some items of a list, or a list in another order.',
  keywords: ['dice', 'chance', 'pick', 'choose', 'shuffle', 'sample', 'draw', 'lottery', 'number'],
  fields: {
    do: field.choice(
      [
        { value: 'number', title: 'number' },
        { value: 'pick', title: 'pick of a list' },
        { value: 'shuffle', title: 'order of a list' },
      ],
      { title: 'Do', default: 'number' },
    ),
    from: field.number({ title: 'From', default: 1, below: 'to', when: { by: 'do', in: ['number'] } }),
    to: field.number({
      title: 'To',
      help: 'This number may come up too.',
      default: 100,
      when: { by: 'do', in: ['number'] },
    }),
    whole: field.yesNo({ title: 'Whole numbers only', default: true, when: { by: 'do', in: ['number'] } }),
    list: field.value({
      title: 'List',
      hint: 'list',
      default: '{{ input }}',
      reads: 'list',
      when: { by: 'do', in: ['pick', 'shuffle'] },
    }),
    count: field.number({
      title: 'How many',
      help: 'One gives the item itself, more give a list; none comes twice.',
      default: 1,
      min: 1,
      whole: true,
      when: { by: 'do', in: ['pick'] },
    }),
  },
  outputs: { next: { title: 'what came up', example: 42 } },
  examples: [
    { config: { from: 6, to: 6 }, input: null, output: 6 },
    { config: { do: 'pick' }, input: ['heads'], output: 'heads' },
    { config: { do: 'number', from: 1, to: 6 }, input: null, note: 'A die: a whole number from 1 to 6.' },
  ],
})
