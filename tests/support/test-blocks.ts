import { catalog as standard } from '#blocks/catalog'
import { defineBlock, field, makeCatalog } from '#shared/block'

const common = {
  version: 1,
  title: 'Test',
  sentence: 'test',
  summary: 'For tests only.',
  keywords: [],
  examples: [],
} as const

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

/** Takes secrets; what it does with them is up to the test. */
const guarded = defineBlock({
  ...common,
  type: 'test/guarded',
  category: 'data',
  shape: 'stack',
  effect: 'write',
  idempotent: true,
  fields: {
    url: field.url({ title: 'Address', secrets: true }),
    headers: field.map({ title: 'Headers', secrets: true }),
    password: field.secret({ title: 'Password' }),
    code: field.code({ title: 'Code', raw: true, secrets: true }),
    text: field.text({ title: 'Text' }),
  },
  outputs: { next: { title: 'next' } },
})
const guardedCompute = defineBlock({ ...guarded, type: 'test/guarded-compute', effect: 'pure' })

/** Starts runs by itself, when somebody knocks. */
const knock = defineBlock({
  ...common,
  type: 'test/knock',
  category: 'start',
  shape: 'hat',
  effect: 'pure',
  engine: true,
  fields: {},
  outputs: { next: { title: 'next' } },
})

export const testCatalog = makeCatalog([
  ...standard.values(),
  compute,
  act,
  look,
  actSafely,
  guarded,
  guardedCompute,
  knock,
])
export const testBlocks = { compute, act, look, actSafely, guarded, guardedCompute }
