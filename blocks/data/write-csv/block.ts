import { defineBlock, field } from '#shared/block'

export const writeCsv = defineBlock({
  type: 'data/write-csv',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  heavy: [{ by: 'rows', over: 20_000 }],
  title: 'Write CSV',
  sentence: 'make CSV of {rows}',
  summary: 'Makes CSV text of a list of objects or lists.',
  keywords: ['table', 'spreadsheet', 'rows', 'columns', 'tsv', 'comma', 'semicolon', 'export', 'excel'],
  fields: {
    rows: field.list({ title: 'Rows', hint: 'list', required: true }),
    columns: field.list({
      title: 'Columns',
      help: 'Names of the columns, in their order. Empty: all that the rows have.',
    }),
    delimiter: field.choice(
      [
        { value: ',', title: 'comma' },
        { value: ';', title: 'semicolon' },
        { value: '\t', title: 'tab' },
        { value: '|', title: 'pipe' },
      ],
      { title: 'Between values stands a', default: ',' },
    ),
    header: field.yesNo({ title: 'The first line names the columns', default: true, advanced: true }),
    guardFormulas: field.yesNo({
      title: 'Guard against formulas',
      help: "A text that a spreadsheet would take for a formula (=, +, -, @) gets a ' before it. Numbers stay numbers.",
      default: true,
      advanced: true,
    }),
    byteOrderMark: field.yesNo({
      title: 'Begin with a byte order mark',
      help: 'Excel on Windows needs it to read letters such as ä right.',
      default: false,
      advanced: true,
    }),
  },
  outputs: { next: { title: 'CSV text', example: 'name,age\nAda,36\n' } },
  examples: [
    {
      config: { rows: '{{ input }}' },
      input: [
        { name: 'Ada', age: 36 },
        { name: 'Tim, the small', age: 9 },
      ],
      output: 'name,age\nAda,36\n"Tim, the small",9\n',
    },
    {
      config: { rows: '{{ input }}', columns: ['age', 'name'], delimiter: ';' },
      input: [{ name: '=1+1', age: -3 }],
      output: "age;name\n-3;'=1+1\n",
    },
  ],
})
