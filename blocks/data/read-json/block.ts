import { defineBlock, field } from '#shared/block'

export const readJson = defineBlock({
  type: 'data/read-json',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  heavy: [{ by: 'text', over: 1_000_000 }],
  title: 'Read JSON',
  sentence: 'read JSON {text}',
  summary: 'Makes objects, lists and numbers of a text that holds JSON.',
  keywords: ['parse', 'decode', 'ndjson', 'json lines', 'jsonl', 'object', 'text'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', required: true, default: '{{ input }}' }),
    lines: field.yesNo({
      title: 'A value on every line',
      help: 'JSON Lines, as logs and exports have it. Gives a list.',
      default: false,
    }),
  },
  outputs: { next: { title: 'the value', example: { name: 'Ada', age: 36 } } },
  examples: [
    { config: {}, input: '{ "name": "Ada", "age": 36 }', output: { name: 'Ada', age: 36 } },
    { config: { lines: true }, input: '{"n": 1}\n\n{"n": 2}\n', output: [{ n: 1 }, { n: 2 }] },
  ],
})
