import { create } from 'zustand'

export const FLOW_ORDERS = ['changed', 'name', 'ran'] as const
export type FlowOrder = (typeof FLOW_ORDERS)[number]

/** What the list of flows shows. It stays while other pages are looked at. */
export const useFlowsFilter = create<{ tag: string | null; sort: FlowOrder }>()(() => ({
  tag: null,
  sort: 'changed',
}))

export const showTag = (tag: string | null): void => useFlowsFilter.setState({ tag })
