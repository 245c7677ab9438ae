import { defineBlock, field } from '#shared/block'

export const readExcel = defineBlock({
  type: 'data/read-excel',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'read',
  heavy: [{ by: 'file', over: 20_000 }],
  title: 'Read Excel',
  sentence: 'read Excel file {file}',
  summary: 'Makes a list of objects from a sheet of an Excel workbook (.xlsx).',
  keywords: ['xlsx', 'spreadsheet', 'workbook', 'sheet', 'table', 'import', 'calc'],
  fields: {
    file: field.file({ title: 'File', hint: 'file', required: true }),
    sheet: field.text({
      title: 'Sheet',
      help: 'Its name, or its place: 1 is the first. Empty: the first.',
    }),
    header: field.yesNo({ title: 'The first row names the columns', default: true }),
    firstRow: field.number({
      title: 'The table begins in row',
      help: 'Empty: the first row in which there is something.',
      whole: true,
      min: 1,
      max: 1_048_576,
      advanced: true,
    }),
    fillMerged: field.yesNo({
      title: 'Merged cells fill all their places',
      help: 'Otherwise only the first has the value.',
      default: false,
      advanced: true,
    }),
  },
  outputs: { next: { title: 'rows', example: [{ name: 'Ada', born: '1985-12-10', age: 36 }] } },
  examples: [{ config: { file: '~/Documents/people.xlsx' }, input: null }],
  defaults: { timeout: '5m' },
})
