import { create, type StateCreator } from 'zustand'
import { checkCatalogOf, missingNames, type Names, openWebhooks, sharedAddresses } from '#shared/block'
import type { FlowDraft } from '#shared/contract'
import { AppError, type Problem } from '#shared/error'
import {
  applyEdits,
  type CheckCatalog,
  checkFlow,
  type EditResult,
  type FlowDocument,
  type FlowEdit,
  type FlowStructure,
  followMouths,
  structureAfter,
  structureOf,
} from '#shared/flow'
import { type Environment, environment } from './environment.ts'
import { type FlowSync, type Saving, startFlowSync } from './flow-sync.ts'
import { looksSame } from './looks-same.ts'
import { namedFlows } from './named-flows.ts'
import { tellError, useNotices } from './notice-store.ts'
import * as undo from './undo-stack.ts'

/** Typing that rests this long begins a new undo step, in ms. */
const GROUP_RESTS_AFTER = 2000
/** Problems are looked for when changes pause this long, in ms; the document itself changes at once. */
const CHECK_AFTER = 80
/** The same while somebody types: half a word is not yet wrong. */
const CHECK_TYPING_AFTER = 200

type OpenFlow = {
  id: string | null
  status: 'closed' | 'loading' | 'open' | 'failed'
  /** why it could not be opened, or why it is no longer there */
  error: AppError | null
  document: FlowDocument | null
  revision: number
  /** number of the newest version, 0 before the first */
  version: number
  saving: Saving
  problems: readonly Problem[]
  structure: FlowStructure | null
  lastRun: FlowDraft['lastRun']
  /** number of the version that runs by itself; null: the flow is off */
  onVersion: number | null
  /** what is in the store is another than that version */
  changedSinceOn: boolean
  canUndo: boolean
  canRedo: boolean
}

export type FlowState = OpenFlow & {
  open(id: string): Promise<void>
  close(): void
  /**
   * Changes the document at once; the store gets the edits within a second. What changes nothing is no change.
   * `group` joins typing to one undo step; `aside`: of the view alone, as opening what is collapsed: no undo step;
   * `undone`: says, when the step is taken back, what it left elsewhere.
   */
  apply(
    edits: readonly FlowEdit[],
    options?: { group?: string; aside?: boolean; undone?: () => void },
  ): EditResult['skipped']
  undo(): void
  redo(): void
  /** looks for problems now, not when typing rests */
  check(): readonly Problem[]
  /** resolves when everything on the screen is in the store */
  flush(): Promise<void>
  saveVersion(): Promise<void>
  /** asks again for the version's number, and for what is on: running, saving and switching elsewhere change them too */
  refreshVersion(): Promise<void>
  /** block types came or went: what is drawn and checked is made again; the document stays as it is */
  blocksChanged(): void
  /** asks again which secrets and names of the environment are here */
  refreshNames(): Promise<void>
}

const CLOSED: OpenFlow = {
  id: null,
  status: 'closed',
  error: null,
  document: null,
  revision: 0,
  version: 0,
  saving: 'saved',
  problems: [],
  structure: null,
  lastRun: null,
  onVersion: null,
  changedSinceOn: false,
  canUndo: false,
  canRedo: false,
}

/** The flow that is open. Made apart from the hook so that tests bring their own environment. */
export const flowState =
  (env: () => Environment): StateCreator<FlowState> =>
  (set, get) => {
    let sync: FlowSync | null = null
    let stack = undo.NO_STEPS
    let cancelRest = () => {}
    let cancelCheck = () => {}

    /** null: not known, so nothing is said to be missing */
    let names: Names | null = null
    let checked: CheckCatalog | null = null
    const catalog = () => {
      checked ??= checkCatalogOf(env().catalog)
      return checked
    }
    const show = (document: FlowDocument, checkAfter = CHECK_AFTER) => {
      const { structure: before } = get()
      stack = undo.pruned(stack, (edits) => {
        const result = applyEdits(document, edits)
        return result.skipped.length === 0 && looksSame(document, result.document)
      })
      set({
        document,
        structure: before ? structureAfter(before, document, catalog()) : structureOf(document, catalog()),
        canUndo: stack.back.length > 0,
        canRedo: stack.forth.length > 0,
      })
      cancelCheck()
      cancelCheck = env().after(checkAfter, check)
    }
    const check = () => {
      const { document } = get()
      if (!document) return
      const missing = names ? missingNames(document, env().catalog, names) : []
      const hooks = [...openWebhooks(document), ...sharedAddresses(document)]
      const problems = [...checkFlow(document, catalog()), ...missing, ...flows.problems(document), ...hooks]
      // whoever shows them is asked only when they are others
      if (JSON.stringify(problems) !== JSON.stringify(get().problems)) set({ problems })
    }

    const flows = namedFlows(env, () => check())

    const learnNames = async () => {
      const { client } = env()
      flows.forget()
      try {
        const [secrets, allowed] = await Promise.all([client.secrets.names(), client.env.list()])
        const here = { secrets: new Set(secrets), env: new Set(allowed.map(({ name }) => name)) }
        names = { hasSecret: (name) => here.secrets.has(name), hasEnv: (name) => here.env.has(name) }
      } catch (error) {
        // who may not see them, or has no connection now, is not warned
        if (!(error instanceof AppError)) throw error
        names = null
      }
      check()
    }

    /** Applies and sends edits; what becomes of the undo steps is the caller's matter. */
    const change = (
      edits: readonly FlowEdit[],
      remember: (result: EditResult) => undo.UndoStack,
      checkAfter?: number,
    ) => {
      const { document } = get()
      if (!document || !sync) return []
      const result = applyEdits(document, edits)
      if (looksSame(document, result.document)) {
        stack = remember({ ...result, inverse: [] })
        show(document, checkAfter)
        return result.skipped
      }
      if (result.inverse.length > 0) {
        if (get().saving === 'saved') set({ saving: 'saving' })
        sync.put(edits)
      }
      stack = remember(result)
      show(result.document, checkAfter)
      return result.skipped
    }

    const step = (
      edits: readonly FlowEdit[] | undefined,
      moved: (stack: undo.UndoStack, inverse: readonly FlowEdit[]) => undo.UndoStack,
    ) => {
      if (!edits) return
      cancelRest()
      const skipped = change(edits, (result) => moved(stack, result.inverse))
      // an id says nothing to anybody, and nothing else is left of what was deleted elsewhere
      for (const { why } of skipped)
        useNotices.getState().tell({ kind: 'info', message: why, key: 'nothingToTakeBack', topic: 'undo' })
    }

    const isStill = (id: string) => get().id === id

    const begin = (draft: FlowDraft) => {
      const { id, document, revision, version, lastRun, problemList, onVersion, changedSinceOn } = draft
      const known = { revision, version, lastRun, problems: problemList, onVersion, changedSinceOn }
      set({ status: 'open', saving: 'saved', ...known })
      show(document)
      void learnNames()
      sync = startFlowSync(env(), id, draft, {
        onDocument: (next, to) => {
          if (!isStill(id)) return
          set({ revision: to })
          show(next)
        },
        onSaving: (saving, to) => {
          if (isStill(id)) set({ saving, revision: to })
        },
        onRefused: (error) => {
          if (isStill(id) && error.code === 'flow.not-found') set({ error, status: 'failed' })
          tellError(error)
        },
      })
    }

    return {
      ...CLOSED,
      async open(id) {
        if (get().id === id && get().status !== 'failed') return
        get().close()
        set({ id, status: 'loading' })
        try {
          const draft = await env().client.flows.get({ id })
          if (isStill(id) && get().status === 'loading') begin(draft)
        } catch (error) {
          if (isStill(id)) set({ status: 'failed', error: asAppError(error) })
        }
      },
      close() {
        cancelRest()
        cancelCheck()
        sync?.stop()
        sync = null
        stack = undo.NO_STEPS
        set(CLOSED)
      },
      apply(given, { group, aside = false, undone } = {}) {
        cancelRest()
        const { document } = get()
        const edits = document ? followMouths(document, given, catalog()) : given
        const skipped = change(
          edits,
          ({ inverse }) =>
            inverse.length > 0 && !aside ? undo.made(stack, inverse, { group, undone }) : stack,
          group === undefined ? undefined : CHECK_TYPING_AFTER,
        )
        if (group !== undefined) {
          cancelRest = env().after(GROUP_RESTS_AFTER, () => {
            stack = undo.closeGroup(stack)
          })
        }
        return skipped
      },
      undo() {
        const last = undo.stepToUndo(stack)
        step(last?.inverse, undo.undone)
        last?.undone?.()
      },
      redo: () => step(undo.stepToRedo(stack)?.inverse, undo.redone),
      check() {
        cancelCheck()
        check()
        return get().problems
      },
      flush: async () => sync?.flush(),
      async saveVersion() {
        const { id } = get()
        if (!id) return
        await sync?.flush()
        const { version } = await env().client.flows.saveVersion({ id })
        if (isStill(id)) set({ version })
      },
      async refreshVersion() {
        const { id } = get()
        if (!id) return
        const { version, lastRun, onVersion, changedSinceOn } = await env().client.flows.get({ id })
        if (isStill(id)) set({ version, lastRun, onVersion, changedSinceOn })
      },
      blocksChanged() {
        const { document } = get()
        // new objects: whatever was worked out for the old ones is worked out anew
        if (document) show({ ...document, blocks: document.blocks.map((block) => ({ ...block })) })
      },
      refreshNames: learnNames,
    }
  }

const asAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError({
        code: 'connection.failed',
        message: 'The flow could not be loaded.',
        fix: 'Try again.',
        cause: error,
      })

export const useFlow = create<FlowState>()(flowState(environment))
