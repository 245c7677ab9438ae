import { catalog as standard } from '#blocks/catalog'
import { defineBlock, field, makeCatalog } from '#shared/block'

const common = {
  version: 1,
  category: 'data',
  shape: 'stack',
  title: 'Simulated',
  sentence: 'simulated',
  summary: 'For the simulation only.',
  keywords: [],
  examples: [],
  fields: { value: field.value({ title: 'Value' }) },
  outputs: { next: { title: 'next' } },
} as const

const compute = defineBlock({ ...common, type: 'sim/compute', effect: 'pure' })
/** Computes, but only promises what comes of it. */
const ponder = defineBlock({ ...common, type: 'sim/ponder', effect: 'pure' })
/** Leaves by `other` while its value is true: what leads a cycle back. */
const decide = defineBlock({
  ...common,
  type: 'sim/decide',
  effect: 'pure',
  outputs: { next: { title: 'next' }, other: { title: 'other' } },
})
const look = defineBlock({ ...common, type: 'sim/look', effect: 'read' })
/** Changes the world; doing it twice is not doing it once. */
const act = defineBlock({ ...common, type: 'sim/act', effect: 'write' })
const actSafely = defineBlock({ ...common, type: 'sim/act-safely', effect: 'write', idempotent: true })
/** Counts its steps in what it remembers between runs, and gives the count. */
const remember = defineBlock({ ...common, type: 'sim/remember', effect: 'write', idempotent: true })

export const simBlocks = { compute, ponder, decide, look, act, actSafely, remember }

/** Standard blocks with runners, for each effect and each way a block asks the engine for something. */
const WITH_RUNNERS: ReadonlySet<string> = new Set([
  ...['data/text', 'data/set-fields', 'data/filter'],
  ...[
    'say/log',
    'say/say',
    'files/list',
    'files/read',
    'files/write',
    'files/append',
    'files/move',
    'web/request',
  ],
])

/**
 * Every block that the engine runs itself, some standard ones, and blocks that stand for each kind of effect. Other
 * blocks differ from these in what they compute or touch, not in how the engine runs them.
 */
export const simCatalog = makeCatalog([
  ...[...standard.values()].filter(({ engine, type }) => engine || WITH_RUNNERS.has(type)),
  ...Object.values(simBlocks),
])
