import { type BlockRunner, checkCatalogOf } from '#shared/block'
import type { AppErrorShape } from '#shared/error'
import { checkFlow, type FlowDocument, type Json } from '#shared/flow'
import {
  compileFlow,
  type Known,
  knownBlock,
  newRun,
  oneBlockDocument,
  type PreviewPlan,
  previewDocument,
  type RunEvent,
  RunView,
  stateAtBlock,
  viewOf,
} from '#shared/run'
import { foldInSlices } from '../fold-in-slices.ts'
import { memoryStates } from '../memory-states.ts'
import type { BlockStates, RunRow } from '../ports.ts'
import { createRuntime, type Runtime, type RuntimeParts } from '../runtime.ts'
import { volatileJournal } from './volatile-journal.ts'

/** What a preview knows of one block. */
export type PreviewedBlock = {
  /** worked out just now, or what stands for a block that does not run */
  from: 'live' | Known['from']
  /** what left it last; missing when it failed, or is too large to be shown */
  value?: Json
  /** what arrived at it last */
  input?: Json
  error?: AppErrorShape
  /** times it was reached */
  count: number
}

type EndedRun = Pick<RunRow, 'id' | 'versionId' | 'endedAt' | 'prunedAt'>

export type PreviewOrder = {
  document: FlowDocument
  /** the run whose values stand for what does not run; missing: none */
  lastRun?: EndedRun
  /** also where nothing is worked out: what arrives at blocks is wanted */
  arrives?: boolean
}

export type BlockOrder = {
  document: FlowDocument
  /** id */
  block: string
  /** a run that may have come by the block; missing: none */
  lastRun?: RunRow
  /** in place of what arrived there last */
  input?: Json
}

/** Longer ones stay here: a preview is asked for while somebody types. JSON characters */
const LARGEST = 262_144
/** Runs whose last values are kept ready. */
const MOST = 4

/**
 * Works a flow out as far as it only computes, on the values of its last run, its pins and its examples. Nothing in
 * the world is looked at or changed, and nothing is kept.
 */
export class Previews {
  readonly #parts: RuntimeParts
  readonly #last = new Map<string, ReadonlyMap<string, Json>>()

  constructor(parts: RuntimeParts) {
    this.#parts = parts
  }

  /**
   * @param signal somebody typed on: what is being worked out is dropped
   * @returns by block; empty when nothing can be worked out
   */
  async work(
    { document, lastRun, arrives = false }: PreviewOrder,
    signal: AbortSignal,
  ): Promise<Record<string, PreviewedBlock>> {
    const { catalog } = this.#parts
    const last = lastRun ? await this.#valuesOf(lastRun) : NONE
    const broken = this.#brokenIn(document)
    const plan = previewDocument(
      document,
      catalog,
      ({ id, type }) => {
        const value = last.get(id)
        if (value !== undefined) return { value, from: 'run' }
        const example = catalog.get(type)?.outputs.next?.example
        return example === undefined ? undefined : { value: example, from: 'example' }
      },
      broken,
    )
    if ((plan.live.size === 0 && !arrives) || signal.aborted) return {}
    return this.#run(plan, signal)
  }

  /**
   * Runs one block, and what is in its mouths, for real: on what arrived at it last in a run, else on `input`. Nothing
   * goes on from it, and the history keeps nothing of it.
   * @throws AppError `flow.has-problems`, those of `planRerun`
   */
  async runBlock(
    { document, block, lastRun, input }: BlockOrder,
    signal: AbortSignal,
  ): Promise<PreviewedBlock> {
    const { catalog, versions, journal: kept } = this.#parts
    const entries = lastRun && lastRun.prunedAt === undefined ? kept.read(lastRun.id) : []
    const was = lastRun && versions.load(lastRun.versionId)
    const visited = was && stateAtBlock(compileFlow(was, catalog), entries as RunEvent[], block) !== null
    const broken = this.#brokenIn(document)
    const given =
      input ?? (visited ? undefined : await this.#arrivingAt(block, { document, lastRun }, signal))
    const journal = volatileJournal()
    const runtime = createRuntime({
      ...this.#parts,
      journal,
      kept: { read: this.#parts.kept.read, set: () => {} },
      states: overlaid(this.#parts.states),
      responses: undefined,
      settings: undefined,
    })
    let id: string
    if (visited && lastRun) {
      journal.openRun(lastRun)
      journal.append(lastRun.id, entries)
      const again = oneBlockDocument(document, catalog, block, broken)
      const version = { versionId: ONE_BLOCK, document: again }
      id = await runtime.retry(lastRun.id, {
        from: { block },
        version,
        ...(input !== undefined && { input }),
      })
    } else {
      const alone = oneBlockDocument(document, catalog, block, broken, given ?? null)
      id = runtime.start({ flowId: document.id ?? ONE_BLOCK, versionId: ONE_BLOCK, document: alone })
    }
    await untilOver(runtime, id, signal)
    const { steps } = viewOf(journal.read(id), runtime.documentOf(ONE_BLOCK), catalog)
    const step = steps.findLast((each) => each.block === block)
    return {
      from: 'live',
      count: steps.filter((each) => each.block === block).length,
      ...(isSmall(step?.output) && step?.error === undefined && { value: step.output }),
      ...(isSmall(step?.input) && { input: step.input }),
      ...(step?.error && { error: step.error }),
    }
  }

  /** What a preview would send to a block that no run came by. */
  async #arrivingAt(block: string, order: PreviewOrder, signal: AbortSignal): Promise<Json | undefined> {
    const { document } = order
    const pins = { ...document.pins, [block]: document.pins?.[block] ?? { next: null } }
    const blocks = await this.work({ ...order, arrives: true, document: { ...document, pins } }, signal)
    return blocks[block]?.input
  }

  #brokenIn(document: FlowDocument): ReadonlySet<string> {
    return new Set(
      checkFlow(document, checkCatalogOf(this.#parts.catalog)).flatMap(({ block, severity }) =>
        block !== undefined && severity === 'error' ? [block] : [],
      ),
    )
  }

  async #run(plan: PreviewPlan, signal: AbortSignal): Promise<Record<string, PreviewedBlock>> {
    const { catalog, runners, kept, ...parts } = this.#parts
    const journal = volatileJournal()
    const known: BlockRunner = {
      declaration: knownBlock,
      run: ({ block }) => ({ next: plan.known.get(String(block))?.value ?? null }),
    }
    const withKnown = new Map([...catalog, [knownBlock.type, knownBlock]])
    const runtime = createRuntime({
      ...parts,
      journal,
      catalog: withKnown,
      runners: new Map([...runners, [knownBlock.type, known]]),
      kept: { read: kept.read, set: () => {} },
      states: memoryStates(),
      // no secrets, listeners, callers, links: a preview speaks with nobody
      secrets: undefined,
      events: undefined,
      responses: undefined,
      askLinks: undefined,
      settings: undefined,
    })
    const { document } = plan
    const id = runtime.start({ flowId: PREVIEW, versionId: PREVIEW, document })
    await untilOver(runtime, id, signal)
    return seen(plan, viewOf(journal.read(id), document, withKnown).steps)
  }

  /** What left each block of a run last. */
  async #valuesOf(run: EndedRun): Promise<ReadonlyMap<string, Json>> {
    const ready = this.#last.get(run.id)
    if (ready) return ready
    const document = this.#parts.versions.load(run.versionId)
    if (!document || run.prunedAt !== undefined) return NONE
    const view = new RunView(1)
    const state = newRun(compileFlow(document, this.#parts.catalog))
    state.watcher = view
    await foldInSlices(state, this.#parts.journal, run.id, this.#parts.clock)
    const values = new Map<string, Json>()
    for (const { block, output } of view.steps.values()) if (output !== undefined) values.set(block, output)
    if (run.endedAt === null) return values
    this.#last.set(run.id, values)
    const [oldest] = this.#last.keys()
    if (this.#last.size > MOST && oldest !== undefined) this.#last.delete(oldest)
    return values
  }
}

const NONE: ReadonlyMap<string, Json> = new Map()
const PREVIEW = 'preview'
const ONE_BLOCK = 'one-block'

async function untilOver(runtime: Runtime, id: string, signal: AbortSignal): Promise<void> {
  const stop = () => runtime.cancel(id)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    await runtime.ended(id)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Blocks remember what they remembered, and nothing more afterwards. */
function overlaid(states: BlockStates | undefined): BlockStates {
  const own = memoryStates()
  if (!states) return own
  return {
    read(owner) {
      const now = own.read(owner)
      return now.size > 0 ? now : states.read(owner)
    },
    set(owner, key, text) {
      if (own.read(owner).size === 0)
        for (const [name, held] of states.read(owner)) own.set(owner, name, held)
      own.set(owner, key, text)
    },
  }
}

function seen(plan: PreviewPlan, steps: readonly ReturnType<typeof viewOf>['steps'][number][]) {
  const blocks: Record<string, PreviewedBlock> = {}
  for (const { block, input, output, error } of steps) {
    const known = plan.known.get(block)
    if (!known && !plan.live.has(block)) continue
    blocks[block] = {
      from: known?.from ?? 'live',
      count: (blocks[block]?.count ?? 0) + 1,
      ...(isSmall(output) && { value: output }),
      ...(isSmall(input) && { input }),
      ...(error && { error }),
    }
  }
  return blocks
}

const isSmall = (value: Json | undefined): value is Json =>
  value !== undefined && (typeof value !== 'object' || JSON.stringify(value).length <= LARGEST)
