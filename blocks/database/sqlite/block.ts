import { defineBlock, field } from '#shared/block'

export const sqlite = defineBlock({
  type: 'database/sqlite',
  version: 1,
  category: 'database',
  shape: 'stack',
  effect: { by: 'do', read: ['query'], otherwise: 'write' },
  idempotent: { by: 'do', when: ['upsert'] },
  // how long SQL takes cannot be seen from outside
  heavy: true,
  title: 'SQLite',
  sentence: 'in database {file} {do}',
  summary: 'Asks or changes an SQLite database: a file on this machine.',
  keywords: ['sql', 'database', 'query', 'select', 'insert', 'update', 'upsert', 'table', 'csv', 'import'],
  fields: {
    file: field.file({ title: 'Database', hint: 'file', required: true }),
    do: field.choice(
      [
        { value: 'query', title: 'ask with SQL' },
        { value: 'run', title: 'run SQL' },
        { value: 'insert-many', title: 'bring in many rows' },
        { value: 'upsert', title: 'bring in or update many rows' },
      ],
      { title: 'What to do', default: 'query' },
    ),
    sql: field.code({
      title: 'SQL',
      required: true,
      when: { by: 'do', in: ['query', 'run'] },
      help: 'Values come in by parameters, such as :name or ?, never as text.',
      raw: true,
    }),
    parameters: field.value({
      title: 'Parameters',
      when: { by: 'do', in: ['query', 'run'] },
      help: '{ "name": value } for :name, or a list for ?.',
    }),
    table: field.text({ title: 'Table', required: true, when: { by: 'do', in: ['insert-many', 'upsert'] } }),
    rows: field.list({
      title: 'Rows',
      help: 'Objects, whose keys are columns, or lists.',
      or: 'from',
      when: { by: 'do', in: ['insert-many', 'upsert'] },
    }),
    from: field.file({
      title: 'CSV file',
      when: { by: 'do', in: ['insert-many', 'upsert'] },
      help: 'Instead of rows: brought in straight from the file, however large.',
    }),
    columns: field.list({
      title: 'Columns',
      when: { by: 'do', in: ['insert-many', 'upsert'] },
      help: 'Names of those that are filled. Empty: all that the rows have.',
      advanced: true,
    }),
    conflict: field.list({
      title: 'A row is the same if these columns are',
      required: true,
      min: 1,
      when: { by: 'do', in: ['upsert'] },
      help: 'Names of columns that have a PRIMARY KEY or UNIQUE together.',
    }),
    createTable: field.yesNo({
      title: 'Make the table if it is missing',
      default: false,
      when: { by: 'do', in: ['insert-many', 'upsert'] },
    }),
    delimiter: field.choice(
      [
        { value: 'auto', title: 'find out' },
        { value: ',', title: 'comma' },
        { value: ';', title: 'semicolon' },
        { value: '\t', title: 'tab' },
        { value: '|', title: 'pipe' },
      ],
      {
        title: 'Between values of the CSV file stands a',
        default: 'auto',
        when: { by: 'from' },
        advanced: true,
      },
    ),
    encoding: field.choice(
      [
        { value: 'utf-8', title: 'UTF-8' },
        { value: 'utf-16', title: 'UTF-16' },
        { value: 'windows-1252', title: 'Windows-1252 (Latin-1)' },
      ],
      { title: 'Encoding of the CSV file', default: 'utf-8', when: { by: 'from' }, advanced: true },
    ),
  },
  outputs: { next: { title: 'rows, or what was changed', example: [{ id: 1, name: 'Ada' }] } },
  examples: [
    {
      config: {
        file: '~/data.db',
        do: 'query',
        sql: 'SELECT id, name FROM people WHERE age >= :age',
        parameters: { age: '{{ input.age }}' },
      },
      input: { age: 18 },
    },
    {
      config: { file: '~/data.db', do: 'upsert', table: 'people', rows: '{{ input }}', conflict: ['id'] },
      input: [{ id: 1, name: 'Ada' }],
    },
    {
      config: { file: '~/data.db', do: 'insert-many', table: 'log', from: '~/log.csv', createTable: true },
      input: null,
    },
  ],
  defaults: { timeout: '10m' },
})
