import { defineBlock, field } from '#shared/block'

export const compare = defineBlock({
  type: 'data/compare',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Compare',
  sentence: 'compare {before} with {after} by {by}',
  summary: 'Finds what was added, taken away and changed between two lists, objects or values.',
  keywords: ['difference', 'diff', 'changes', 'added', 'removed', 'same', 'equal', 'sync'],
  fields: {
    before: field.value({ title: 'Before', hint: 'old', required: true }),
    after: field.value({ title: 'After', hint: 'new', required: true, default: '{{ input }}' }),
    by: field.list({
      title: 'By',
      hint: 'whole items',
      help: 'For lists: fields that say which items belong together, or {{ }} with item. Without any, whole items are compared.',
      perItem: true,
    }),
    ignore: field.list({
      title: 'Leave out',
      hint: 'nothing',
      help: 'Fields that do not count, such as changedAt.',
      default: [],
      advanced: true,
    }),
  },
  outputs: {
    next: {
      title: 'the differences',
      example: {
        same: false,
        added: [{ id: 3 }],
        removed: [],
        changed: [{ key: 1, fields: ['name'], before: { id: 1, name: 'Ad' }, after: { id: 1, name: 'Ada' } }],
        unchanged: 1,
      },
    },
  },
  examples: [
    {
      config: { before: [{ id: 1, name: 'Ad' }, { id: 2 }], after: '{{ input }}', by: ['id'] },
      input: [{ id: 1, name: 'Ada' }, { id: 3 }],
      output: {
        same: false,
        added: [{ id: 3 }],
        removed: [{ id: 2 }],
        changed: [{ key: 1, fields: ['name'], before: { id: 1, name: 'Ad' }, after: { id: 1, name: 'Ada' } }],
        unchanged: 0,
      },
    },
    {
      config: { before: { a: 1, b: 2 }, after: '{{ input }}' },
      input: { a: 1, b: 3, c: 4 },
      output: {
        same: false,
        added: [{ key: 'c', value: 4 }],
        removed: [],
        changed: [{ key: 'b', before: 2, after: 3 }],
        unchanged: 1,
      },
    },
  ],
})
