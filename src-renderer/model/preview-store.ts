import { create, type StateCreator, type StoreApi } from 'zustand'
import type { PreviewedBlock } from '#shared/contract'
import { AppError } from '#shared/error'
import type { FlowDocument, FlowStructure } from '#shared/flow'
import { type Environment, environment } from './environment.ts'
import { type FlowState, useFlow } from './flow-store.ts'
import { tellError } from './notice-store.ts'
import { isAlive, type RunState, useRun } from './run-store.ts'
import { staleBlocks } from './stale-blocks.ts'

/** Typing that rests this long is worked out, in ms. */
const RESTS = 120

type Blocks = Readonly<Record<string, PreviewedBlock>>

export type PreviewState = {
  /** worked out for the flow as it is on the screen; empty where the run that is shown still says all */
  blocks: Blocks
  /** their values in the run that is shown are older than the flow */
  stale: ReadonlySet<string>
  /** blocks that somebody ran alone, until they or what comes before them changes */
  tried: Blocks
  /** the one that is running alone now */
  trying: string | null
  /** it would change something outside: the person is asked first */
  asking: string | null
  ask(id: string | null): void
  /** runs one block on what arrived at it last, and nothing after it */
  tryBlock(
    id: string,
    options?: { /** nobody pressed for it: what goes wrong is not told */ quiet?: boolean },
  ): Promise<void>
}

const NOTHING: Blocks = {}
const NONE: ReadonlySet<string> = new Set()
const EMPTY = { blocks: NOTHING, stale: NONE, tried: NOTHING, trying: null, asking: null }

type Stores = {
  flow: Pick<StoreApi<FlowState>, 'getState' | 'subscribe'>
  run: Pick<StoreApi<RunState>, 'getState' | 'subscribe'>
}

/**
 * The spreadsheet's rule: while a flow is changed, what only computes is worked out anew on the last values; what looks
 * at the world or changes it never runs by itself.
 */
export const previewState =
  (env: () => Environment, { flow, run }: Stores): StateCreator<PreviewState> =>
  (set, get) => {
    let cancelRest = () => {}
    let working = new AbortController()
    /** the flow as the shown run ran it, once that is known */
    let ran: { run: string; document: FlowDocument | undefined } | null = null
    let opened: FlowDocument | null = null

    /** the flow as it was when a block was tried */
    const triedOn = new Map<string, FlowDocument>()

    const stillTrue = (tried: Blocks, document: FlowDocument, structure: FlowStructure): Blocks => {
      const left = Object.entries(tried).filter(([id]) => {
        const then = triedOn.get(id)
        return then !== undefined && !staleBlocks(then, document, structure).has(id)
      })
      return left.length === Object.keys(tried).length ? tried : Object.fromEntries(left)
    }

    const drop = () => {
      cancelRest()
      working.abort()
    }

    const documentOf = async (id: string) => {
      if (ran?.run === id) return ran.document
      const { document } = await env().client.runs.get({ id })
      ran = { run: id, document }
      return document
    }

    async function work(): Promise<void> {
      const { document, structure } = flow.getState()
      if (!document || !structure || isAlive(run.getState())) return
      const mine = new AbortController()
      working = mine
      const { runId } = run.getState()
      try {
        const before = runId === null ? opened : await documentOf(runId)
        if (mine.signal.aborted) return
        const stale = before ? staleBlocks(before, document, structure) : NONE
        const tried = stillTrue(get().tried, document, structure)
        set({ stale, tried })
        const pins = pinsWith(document.pins, tried)
        if (stale.size === 0 && !pins) return set({ blocks: NOTHING })
        const { blocks } = await env().client.runs.preview(
          { document: { ...document, pins }, ...(runId !== null && { run: runId }) },
          { signal: mine.signal },
        )
        if (!mine.signal.aborted) set({ blocks })
      } catch (error) {
        // no connection, or a flow that cannot be taken: what was worked out before is not shown as if it were new
        if (!mine.signal.aborted) set({ blocks: NOTHING })
        if (!(error instanceof AppError) && !mine.signal.aborted) throw error
      }
    }

    const soon = () => {
      drop()
      cancelRest = env().after(RESTS, () => void work())
    }

    flow.subscribe((now, before) => {
      if (now.id !== before.id || !now.document) {
        drop()
        opened = null
        set(EMPTY)
      }
      if (now.document && !opened) opened = now.document
      else if (now.document !== before.document && now.document) soon()
    })
    run.subscribe((now, before) => {
      if (now.runId !== before.runId || (now.done && !before.done)) {
        drop()
        set({ ...EMPTY, trying: get().trying })
        if (now.runId !== null && now.done) soon()
      }
    })

    return {
      ...EMPTY,
      ask: (asking) => set({ asking }),
      async tryBlock(id, { quiet = false } = {}) {
        const { document } = flow.getState()
        if (!document || get().trying !== null) return
        const { runId } = run.getState()
        const fresh = get().stale.has(id) ? get().blocks[id]?.input : undefined
        set({ trying: id, asking: null })
        try {
          // it runs on what the blocks before it gave when they were tried
          const { [id]: _, ...before } = get().tried
          const pins = pinsWith(document.pins, before)
          const result = await env().client.runs.tryBlock({
            ...{ document: pins ? { ...document, pins } : document, block: id },
            ...(runId !== null && { run: runId }),
            ...(fresh !== undefined && { input: fresh }),
          })
          triedOn.set(id, document)
          set({ tried: { ...get().tried, [id]: result } })
          // what hangs on it is worked out on what it gave
          soon()
        } catch (error) {
          if (!quiet) tellError(error)
        } finally {
          set({ trying: null })
        }
      },
    }
  }

/** What was tried stands for its block as a pin does. */
function pinsWith(pins: FlowDocument['pins'], tried: Blocks): FlowDocument['pins'] {
  const values = Object.entries(tried).flatMap(([id, { value }]) =>
    value === undefined ? [] : [[id, { next: value }] as const],
  )
  return values.length > 0 ? { ...pins, ...Object.fromEntries(values) } : pins
}

export const useFlowPreview = create<PreviewState>()(
  previewState(environment, { flow: useFlow, run: useRun }),
)

/** The newest value of a block that is no run's: somebody ran it alone, or it was worked out while the flow changed. */
export function freshOf(
  { blocks, tried }: Pick<PreviewState, 'blocks' | 'tried'>,
  id: string,
): PreviewedBlock | undefined {
  const alone = tried[id]
  if (alone) return alone
  const worked = blocks[id]
  return worked?.from === 'live' || worked?.from === 'pin' ? worked : undefined
}
