import { catalog as standard } from '#blocks/catalog'
import { type BlockDeclaration, defineBlock, field, makeCatalog } from '#shared/block'

const common = {
  version: 1,
  title: 'Test',
  sentence: 'test',
  summary: 'For tests only.',
  keywords: [],
  examples: [],
} as const

/** Control blocks of design page 2 that have no folder of their own yet; standard ones of the same type go first. */
const control = (type: string, rest: Partial<BlockDeclaration>): BlockDeclaration => ({
  ...common,
  type,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  fields: {},
  outputs: { next: { title: 'result' } },
  ...rest,
})

const later: readonly BlockDeclaration[] = [
  control('control/switch', {
    fields: { value: field.value({ title: 'Value' }), cases: field.list({ title: 'Cases' }) },
    mouths: [{ name: 'a' }, { name: 'b' }, { name: 'otherwise' }],
  }),
  control('control/while', {
    fields: { condition: field.condition({ title: 'Condition', required: true }) },
    mouths: [{ name: 'each' }],
  }),
  control('control/parallel', { mouths: [{ name: '1' }, { name: '2' }] }),
  control('control/try', { mouths: [{ name: 'try' }, { name: 'catch' }] }),
  control('control/join', {
    shape: 'stack',
    fields: {
      mode: field.choice(
        [
          { value: 'list', title: 'list' },
          { value: 'merge', title: 'merge' },
          { value: 'first', title: 'first' },
        ],
        { title: 'Mode', default: 'list' },
      ),
    },
  }),
  control('control/leave-loop', { shape: 'cap', outputs: {} }),
  control('control/next-pass', { shape: 'cap', outputs: {} }),
  control('data/add-to-list', {
    shape: 'stack',
    fields: {
      name: field.variable({ title: 'Name', required: true }),
      value: field.value({ title: 'Value' }),
    },
  }),
]

/** Computes: what comes out is up to the test. */
const compute = defineBlock({
  ...common,
  type: 'test/compute',
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  fields: { value: field.value({ title: 'Value' }) },
  outputs: { next: { title: 'next' }, other: { title: 'other' } },
})
/** Waits for the world. */
const act = defineBlock({
  ...common,
  type: 'test/act',
  category: 'data',
  shape: 'stack',
  effect: 'write',
  fields: { value: field.value({ title: 'Value' }) },
  outputs: { next: { title: 'next' } },
})
const look = defineBlock({ ...act, type: 'test/look', effect: 'read' })
const actSafely = defineBlock({ ...act, type: 'test/act-safely', idempotent: true })

export const testCatalog = makeCatalog([
  ...standard.values(),
  ...later.filter(({ type }) => !standard.has(type)),
  compute,
  act,
  look,
  actSafely,
])
export const testBlocks = { compute, act, look, actSafely }
