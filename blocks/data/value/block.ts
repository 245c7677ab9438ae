import { defineBlock, field } from '#shared/block'

export const value = defineBlock({
  type: 'data/value',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Value',
  sentence: 'value {value}',
  summary: 'Gives on a value as it is: a part of what arrived, what another block gave, or something fixed.',
  keywords: ['pick', 'constant', 'take', 'part', 'give', 'use'],
  fields: {
    value: field.value({ title: 'Value', hint: 'nothing', default: '{{ input }}' }),
  },
  outputs: { next: { title: 'the value' } },
  examples: [{ config: { value: '{{ input.lines }}' }, input: { lines: [1, 2] }, output: [1, 2] }],
})
