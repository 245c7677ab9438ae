import { defineBlock, encodingField, field } from '#shared/block'

export const readCsv = defineBlock({
  type: 'data/read-csv',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'read',
  heavy: [
    { by: 'file', over: 200_000 },
    { by: 'text', over: 200_000 },
  ],
  title: 'Read CSV',
  sentence: 'read CSV {text} or file {file}',
  summary: 'Makes a list of objects from CSV: a text, or a file.',
  keywords: ['table', 'spreadsheet', 'rows', 'columns', 'tsv', 'comma', 'semicolon', 'import', 'parse'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', or: 'file' }),
    file: field.file({ title: 'File', hint: 'file', help: 'Instead of a text.' }),
    header: field.yesNo({ title: 'The first row names the columns', default: true }),
    delimiter: field.choice(
      [
        { value: 'auto', title: 'find out' },
        { value: ',', title: 'comma' },
        { value: ';', title: 'semicolon' },
        { value: '\t', title: 'tab' },
        { value: '|', title: 'pipe' },
      ],
      { title: 'Between values stands a', default: 'auto' },
    ),
    encoding: { ...encodingField, when: { by: 'file' } },
    uneven: field.choice(
      [
        { value: 'fail', title: 'fail, and say where' },
        { value: 'fit', title: 'make it fit' },
      ],
      {
        title: 'If a row is too short or too long',
        help: 'To make it fit, what is missing is an empty text, and what is too much gets a column of its own.',
        default: 'fail',
        advanced: true,
      },
    ),
  },
  outputs: { next: { title: 'rows', example: [{ name: 'Ada', age: '36' }] } },
  examples: [
    {
      config: { text: '{{ input }}' },
      input: 'name;age\nAda;36\n"Tim; the small";9\n',
      output: [
        { name: 'Ada', age: '36' },
        { name: 'Tim; the small', age: '9' },
      ],
    },
    {
      config: { text: '{{ input }}', header: false, delimiter: ',' },
      input: 'Ada,36',
      output: [{ column1: 'Ada', column2: '36' }],
    },
    { config: { file: '~/Downloads/{{ input.name }}' }, input: { name: 'people.csv' } },
  ],
  defaults: { timeout: '5m' },
})
