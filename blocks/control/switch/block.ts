import { defineBlock, field } from '#shared/block'

/** Named for the sentence it makes; `switch` itself is a word of the language. */
export const switchCase = defineBlock({
  type: 'control/switch',
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  title: 'Switch',
  sentence: 'choose by {value}',
  summary: 'Goes the way of the first case that holds the same value, else the way "otherwise".',
  keywords: ['case', 'choose', 'select', 'route', 'match', 'condition'],
  fields: {
    value: field.value({ title: 'Value', hint: 'value', default: '{{ input }}' }),
    cases: field.table(
      {
        name: field.text({ title: 'Name', hint: 'name of the way' }),
        equals: field.value({ title: 'Equals', hint: 'empty text' }),
      },
      {
        title: 'Cases',
        help: 'Each has a name, which is its way, and what the value must equal.',
        default: [
          { name: 'a', equals: 'a' },
          { name: 'b', equals: 'b' },
        ],
      },
    ),
  },
  outputs: { next: { title: 'what the way taken ended with' } },
  mouths: {
    from: 'cases',
    name: 'name',
    differ: 'equals',
    word: 'when',
    last: [{ name: 'otherwise', word: 'otherwise' }],
  },
  examples: [
    {
      config: { value: '{{ input.kind }}', cases: [{ name: 'file', equals: 'file' }] },
      input: { kind: 'file' },
      output: { kind: 'file' },
      note: 'goes through "file"',
    },
    {
      config: { value: '{{ input }}', cases: [{ name: 'one', equals: 1 }] },
      input: '1',
      output: '1',
      note: 'goes through "otherwise": a text is no number',
    },
  ],
})
