import { type BlockCatalog, type BlockDeclaration, checkCatalogOf, withDefaults } from '#shared/block'
import {
  type Block,
  type CheckCatalog,
  DEFAULT_RETRY,
  type FlowDocument,
  type Link,
  parseDuration,
  settingsOf,
} from '#shared/flow'
import { kernelOf } from './control/kernels.ts'
import { levelsOf } from './levels.ts'
import { passDisabled } from './pass-disabled.ts'
import { reachOf } from './reach.ts'
import type { CompiledBlock, CompiledFlow, RetryPlan, Target } from './run-state.ts'

type Draft = { -readonly [K in keyof CompiledBlock]: CompiledBlock[K] }

/** Attempts at blocks that touch the world end after this, unless type or option says otherwise. */
const WORLD_TIMEOUT = '60s'

/**
 * Makes a flow ready to be run. The flow must have no problems (`checkFlow`); what is compiled is only
 * read from then on and may be shared by any number of runs.
 * @throws Error for an unknown block type
 */
export function compileFlow(document: FlowDocument, catalog: BlockCatalog): CompiledFlow {
  const checks = checkCatalogOf(catalog)
  const blocks = document.blocks.map((block, index) => draftBlock(block, index, catalog))
  const byId = new Map(blocks.map((block) => [block.id, block]))
  const linksFrom = Map.groupBy(document.links.map(numbered), ({ link }) => link.from)
  for (const block of blocks) connect(block, linksFrom.get(block.id) ?? [], byId, checks)
  const levels = levelsOf(blocks)
  passDisabled(blocks)
  const joins = blocks.filter((block) => block.kernel?.arrives)
  for (const join of joins) join.reachedBy = reachOf(join, blocks)
  const settings = settingsOf(document)
  return {
    document,
    settings,
    timeoutMs: parseDuration(settings.timeout),
    blocks,
    byId,
    byName: new Map(blocks.map((block) => [block.name, block])),
    levels,
    joins,
  }
}

const numbered = (link: Link, place: number) => ({ link, place })
type Numbered = ReturnType<typeof numbered>

function draftBlock(block: Block, index: number, catalog: BlockCatalog): Draft {
  const declaration = catalog.get(block.type)
  if (!declaration) throw new Error(`no such block type: ${block.type}`)
  const { shape } = declaration
  const kernel = kernelOf(block.type, shape)
  if (!kernel && declaration.engine) throw new Error(`the engine does not know ${block.type} yet`)
  return {
    index,
    id: block.id,
    name: block.name,
    block,
    declaration,
    kernel,
    config: withDefaults(declaration, block.config),
    level: 0,
    slot: 0,
    outs: new Map(),
    next: [],
    mouths: [],
    inside: -1,
    onError: shape === 'stack' || shape === 'c' ? (block.options?.onError ?? 'stop') : 'stop',
    timeoutMs: timeoutOf(block, declaration, kernel !== null),
    retry: retryOf(block, declaration, kernel !== null && shape !== 'hat'),
    reachedBy: null,
  }
}

/** Milliseconds of one attempt; 0: none. Control blocks have no timeout. */
function timeoutOf(block: Block, declaration: BlockDeclaration, engine: boolean): number {
  if (engine) return 0
  const text = block.options?.timeout ?? declaration.defaults?.timeout
  if (text !== undefined) return parseDuration(text)
  return declaration.effect === 'pure' ? 0 : parseDuration(WORLD_TIMEOUT)
}

/** A hat's says how often a whole run is tried again; other control blocks have none. */
function retryOf(block: Block, declaration: BlockDeclaration, engine: boolean): RetryPlan {
  const own = { ...DEFAULT_RETRY, ...declaration.defaults?.retry, ...block.options?.retry }
  return {
    times: engine ? 0 : own.times,
    waitMs: parseDuration(own.wait),
    backoff: own.backoff,
    maxMs: parseDuration(own.max),
    jitter: own.jitter,
  }
}

/** Gives a block its ways out, with every disabled block on the way already passed. */
function connect(
  block: Draft,
  links: readonly Numbered[],
  byId: ReadonlyMap<string, Draft>,
  checks: CheckCatalog,
): void {
  const byOut = Map.groupBy(links, ({ link }) => link.out)
  const targets = (out: string): Target[] => (byOut.get(out) ?? []).map((one) => targetOf(one, byId))
  const mouths =
    block.declaration.shape === 'c' ? (checks.get(block.block.type)?.mouths(block.block) ?? []) : []
  block.mouths = mouths.map((name) => ({ name, targets: targets(name), empty: false }))
  const outs = [...byOut.keys()].filter((out) => !mouths.includes(out))
  block.outs = new Map(outs.map((out) => [out, targets(out)]))
}

function targetOf({ link, place }: Numbered, byId: ReadonlyMap<string, Draft>): Target {
  return { block: byId.get(link.to) ?? null, link: place, keys: [`${link.from}|${link.out}|${link.to}`] }
}
