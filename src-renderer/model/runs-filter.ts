import { create } from 'zustand'
import type { RunStatus } from '#shared/run'

type RunsFilter = {
  /** of one flow alone; empty: of all */
  flow: string
  status: RunStatus | ''
  byFlow(flow: string): void
  byStatus(status: RunStatus | ''): void
}

/** What the history shows. It stays while other pages are looked at, and can be set from where a flow is open. */
export const useRunsFilter = create<RunsFilter>()((set) => ({
  flow: '',
  status: '',
  byFlow: (flow) => set({ flow }),
  byStatus: (status) => set({ status }),
}))
