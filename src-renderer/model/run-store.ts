import { create, type StateCreator } from 'zustand'
import { isOver } from '#shared/run'
import { type Environment, environment } from './environment.ts'
import { type FlowState, useFlow } from './flow-store.ts'
import { isConnectionTrouble, pause } from './flow-sync.ts'
import { tellError } from './notice-store.ts'
import { foldNews, NO_RUN, type RunView } from './run-fold.ts'

const RETRY_AFTER = 1500

export type RunState = RunView & {
  runId: string | null
  /** between pressing Run and the run's first word */
  starting: boolean
  /** stop was pressed and the run has not ended yet */
  stopping: boolean
  /** runs the flow as it is on the screen, and shows that run */
  start(flowId: string): Promise<void>
  stop(): Promise<void>
  /** shows a run, living or past */
  show(runId: string): void
  clear(): void
}

/** Whether a run begins, or one is shown that is not over. Of one that is only being fetched nothing is known yet. */
export const isAlive = (state: Pick<RunState, 'summary' | 'starting'>): boolean =>
  state.starting || (state.summary !== null && !isOver(state.summary.status))

type FlowSide = Pick<FlowState, 'flush' | 'refreshVersion'>

/** The run that is shown on the canvas. */
export const runState =
  (env: () => Environment, flow: () => FlowSide): StateCreator<RunState> =>
  (set, get) => {
    let watching = new AbortController()
    /** stop was pressed before the run had an id */
    let stopWanted = false

    async function watch(id: string, signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        // Each watch begins with all there is, so an earlier view is replaced and not added to.
        let view: RunView | null = null
        try {
          for await (const news of await env().client.runs.watch({ id }, { signal })) {
            if (signal.aborted) return
            view = foldNews(view ?? NO_RUN, news)
            set(view)
            if (view.done) return set({ stopping: false })
          }
        } catch (error) {
          if (signal.aborted) return
          if (!isConnectionTrouble(error)) return tellError(error)
        }
        await pause(env(), RETRY_AFTER, signal)
      }
    }

    return {
      ...NO_RUN,
      runId: null,
      starting: false,
      stopping: false,
      async start(flowId) {
        if (get().starting) return
        stopWanted = false
        set({ starting: true, stopping: false })
        try {
          await flow().flush()
          const run = await env().client.flows.run({ id: flowId })
          get().show(run.id)
          set({ summary: run, starting: false })
          if (stopWanted) await get().stop()
          await flow().refreshVersion()
        } catch (error) {
          tellError(error)
        } finally {
          set({ starting: false })
        }
      },
      async stop() {
        const { runId, starting } = get()
        set({ stopping: true })
        stopWanted = starting
        if (starting || !runId) return
        try {
          await env().client.runs.cancel({ id: runId })
        } catch (error) {
          set({ stopping: false })
          tellError(error)
        }
      },
      show(runId) {
        if (get().runId === runId) return
        watching.abort()
        watching = new AbortController()
        set({ ...NO_RUN, runId, stopping: false })
        void watch(runId, watching.signal)
      },
      clear() {
        watching.abort()
        set({ ...NO_RUN, runId: null, stopping: false })
      },
    }
  }

export const useRun = create<RunState>()(runState(environment, () => useFlow.getState()))
