import { defineBlock, field } from '#shared/block'

export const writeJson = defineBlock({
  type: 'data/write-json',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Write JSON',
  sentence: 'write {value} as JSON',
  summary: 'Makes a text of any value, as JSON.',
  keywords: ['stringify', 'encode', 'serialize', 'ndjson', 'json lines', 'jsonl', 'text'],
  fields: {
    value: field.value({ title: 'Value', hint: 'value', required: true, default: '{{ input }}' }),
    indent: field.choice(
      [
        { value: 'none', title: 'all on one line' },
        { value: '2', title: 'two blanks' },
        { value: '4', title: 'four blanks' },
        { value: 'tab', title: 'a tab' },
      ],
      { title: 'Indented by', default: 'none' },
    ),
    lines: field.yesNo({
      title: 'Every item of a list on a line of its own',
      help: 'JSON Lines: what many programs read piece by piece.',
      default: false,
    }),
    sortKeys: field.yesNo({
      title: 'Fields in the order of their names',
      help: 'So that the same values always give the same text.',
      default: false,
      advanced: true,
    }),
  },
  outputs: { next: { title: 'text', example: '{"name":"Ada"}' } },
  examples: [
    { config: {}, input: { name: 'Ada', age: 36 }, output: '{"name":"Ada","age":36}' },
    {
      config: { indent: '2', sortKeys: true },
      input: { b: 1, a: [2] },
      output: '{\n  "a": [\n    2\n  ],\n  "b": 1\n}',
    },
    { config: { lines: true }, input: [{ n: 1 }, { n: 2 }], output: '{"n":1}\n{"n":2}\n' },
  ],
})
