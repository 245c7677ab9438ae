import { defineBlock, field } from '#shared/block'

export const join = defineBlock({
  type: 'control/join',
  version: 1,
  category: 'control',
  shape: 'stack',
  effect: 'pure',
  engine: true,
  title: 'Join',
  sentence: 'join {mode}',
  summary: 'Waits until every way that leads here has arrived, then goes on once.',
  keywords: ['merge', 'wait', 'together', 'combine', 'collect', 'all', 'first'],
  fields: {
    mode: field.choice(
      [
        { value: 'list', title: 'into a list' },
        { value: 'merge', title: 'into one object' },
        { value: 'first', title: 'with the first to arrive' },
      ],
      {
        title: 'How',
        help: 'As a list in the order of the wires, as one object, or only the first; later ones end here.',
        default: 'list',
      },
    ),
  },
  outputs: { next: { title: 'what arrived, joined' } },
  examples: [
    { config: { mode: 'list' }, input: 'in', output: ['in'] },
    { config: { mode: 'merge' }, input: { a: 1 }, output: { a: 1 } },
    { config: { mode: 'first' }, input: 'in', output: 'in' },
  ],
})
