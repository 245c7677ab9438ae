import { defineBlock, field } from '#shared/block'

export const setVariable = defineBlock({
  type: 'data/set-variable',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  engine: true,
  title: 'Set variable',
  sentence: 'set {name} to {value}',
  summary: 'Gives a variable a value. What arrived goes on unchanged.',
  keywords: ['variable', 'remember', 'store', 'assign'],
  fields: {
    name: field.variable({ title: 'Variable', hint: 'name', required: true }),
    value: field.value({ title: 'Value', hint: 'value', required: true }),
    scope: field.choice(
      [
        { value: 'nearest', title: 'the nearest one of that name' },
        { value: 'here', title: 'a new one, only in here' },
      ],
      { title: 'Which one', default: 'nearest', advanced: true },
    ),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [{ config: { name: 'total', value: 0 }, input: 'hello', output: 'hello' }],
})
