import { type BlockCatalog, defineBlock, effectOf, field } from '#shared/block'
import type { Block, FlowDocument, Json } from '#shared/flow'

/** What left a block is known without running it: pinned by a person, from the last run, or the type's own example. */
export type Known = { value: Json; from: 'pin' | 'run' | 'example' }

/** Stands in a preview for a block that must not run: it gives what is known of the block whose id it has. */
export const knownBlock = defineBlock({
  type: 'preview/known',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Known value',
  sentence: 'known value',
  summary: 'Gives what is known of a block that does not run in a preview.',
  keywords: [],
  fields: { block: field.text({ title: 'Block', required: true }) },
  outputs: { next: { title: 'value' } },
  examples: [],
})

/** Pass on what arrives; what they do besides (waiting, saying) is left out of a preview. */
const PASSES_ON: ReadonlySet<string> = new Set([
  'control/wait',
  'control/wait-until',
  'control/emit',
  'say/say',
  'say/log',
  'say/notify',
  'web/respond',
])
/** The engine's own, but with a person or another flow behind them. */
const ASKS_OTHERS: ReadonlySet<string> = new Set(['control/ask', 'control/call-flow'])
/** A preview is for looking at while typing. */
const LIMITS = { timeout: '2s', maxSteps: 20_000, overlap: 'parallel', concurrency: 8 } as const

export type PreviewPlan = {
  document: FlowDocument
  /** blocks that compute only: what leaves them is worked out anew */
  live: ReadonlySet<string>
  /** the others that are reached, with what stands for them */
  known: ReadonlyMap<string, Known>
}

/**
 * The flow as a preview runs it (the spreadsheet's rule): blocks that only compute are kept, those that look at the
 * world or change it give what is known of them, and where nothing is known the flow ends.
 * @param knownOf what is known of a block that does not run
 * @param broken blocks with problems: they are left out with all that comes from them
 */
export function previewDocument(
  document: FlowDocument,
  catalog: BlockCatalog,
  knownOf: (block: Block) => Known | undefined,
  broken: ReadonlySet<string>,
): PreviewPlan {
  const live = new Set<string>()
  const known = new Map<string, Known>()
  const kept: Block[] = []
  for (const block of document.blocks) {
    const made = broken.has(block.id) ? undefined : previewOf(block, document, catalog, knownOf)
    if (!made) continue
    kept.push(made.block)
    if (made.known) known.set(block.id, made.known)
    else if (made.live) live.add(block.id)
  }
  const there = new Map(kept.map((block) => [block.id, block.type]))
  const links = document.links.filter(({ from, out, to }) => {
    const type = there.get(from)
    return type !== undefined && there.has(to) && (type !== knownBlock.type || out === 'next')
  })
  const variables = document.variables?.map((variable) => ({ ...variable, keep: false }))
  return {
    live,
    known,
    document: {
      format: document.format,
      name: document.name,
      ...(document.id !== undefined && { id: document.id }),
      ...(variables && { variables }),
      blocks: kept,
      links,
      settings: LIMITS,
    },
  }
}

type Made = { block: Block; live?: true; known?: Known }

function previewOf(
  block: Block,
  document: FlowDocument,
  catalog: BlockCatalog,
  knownOf: (block: Block) => Known | undefined,
): Made | undefined {
  const declaration = catalog.get(block.type)
  if (!declaration) return undefined
  const pinned = Object.values(document.pins?.[block.id] ?? {})[0]
  const pin: Known | undefined = pinned === undefined ? undefined : { value: pinned, from: 'pin' }
  if (declaration.shape === 'hat') {
    const known = pin ?? knownOf(block) ?? { value: block.config.sample ?? null, from: 'example' as const }
    return { block: manual(block, known.value), known }
  }
  if (block.options?.disabled) return { block }
  if (PASSES_ON.has(block.type)) return { block: { ...block, options: { disabled: true } } }
  const computes = effectOf(declaration, block.config) === 'pure' && !ASKS_OTHERS.has(block.type)
  if (computes && !pin)
    return { block: { ...block, options: { ...block.options, retry: undefined } }, live: true }
  const known = pin ?? knownOf(block)
  return known && { block: standIn(block), known }
}

const manual = ({ id, name }: Block, sample: Json): Block => ({
  ...{ id, name, type: 'start/manual', version: 1 },
  config: { sample: literal(sample) },
})

/** A value as a config holds it when nothing in it is an expression. */
export function literal(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('{{', '\\{{')
  if (Array.isArray(value)) return value.map(literal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, literal(held)]))
}

const standIn = ({ id, name }: Block): Block => ({
  ...{ id, name, type: knownBlock.type, version: 1 },
  config: { block: id },
})
