import { defineBlock, field, ifExists } from '#shared/block'

export const writeExcel = defineBlock({
  type: 'data/write-excel',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'write',
  idempotent: { by: 'ifExists', when: ['replace'] },
  heavy: [{ by: 'rows', over: 2000 }],
  title: 'Write Excel',
  sentence: 'write {rows} to Excel file {file}',
  summary: 'Writes a list of objects or lists as an Excel workbook (.xlsx).',
  keywords: ['xlsx', 'spreadsheet', 'workbook', 'sheet', 'table', 'export', 'calc', 'report'],
  fields: {
    rows: field.list({ title: 'Rows', hint: 'list', required: true }),
    file: field.file({ title: 'File', hint: 'file', required: true }),
    sheet: field.text({ title: 'Name of the sheet', default: 'Sheet1' }),
    columns: field.table(
      {
        name: field.text({ title: 'Name', required: true }),
        title: field.text({ title: 'Title' }),
        width: field.number({ title: 'Width', min: 1, max: 255 }),
        kind: field.choice(
          [
            { value: 'auto', title: 'as it comes' },
            { value: 'text', title: 'text' },
            { value: 'number', title: 'number' },
            { value: 'date', title: 'date' },
          ],
          { title: 'Kind', default: 'auto' },
        ),
      },
      {
        title: 'Columns',
        help: 'In their order; the width is in letters. Empty: all that the rows have.',
      },
    ),
    header: field.yesNo({ title: 'The first row names the columns', default: true, advanced: true }),
    ifExists: field.choice(ifExists('replace', 'fail', 'rename'), {
      title: 'If it is there already',
      default: 'replace',
    }),
  },
  outputs: {
    next: {
      title: 'file',
      example: {
        path: '/home/ada/people.xlsx',
        name: 'people.xlsx',
        size: 5120,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      },
    },
  },
  examples: [
    {
      config: { rows: '{{ input }}', file: '~/people.xlsx' },
      input: [{ name: 'Ada', born: '1985-12-10', age: 36 }],
    },
    {
      config: {
        rows: '{{ input }}',
        file: '~/people.xlsx',
        sheet: 'People',
        columns: [
          { name: 'name', title: 'Name', width: 30 },
          { name: 'born', title: 'Born on', kind: 'date' },
        ],
      },
      input: [{ name: 'Ada', born: '1985-12-10' }],
    },
  ],
  defaults: { timeout: '5m' },
})
