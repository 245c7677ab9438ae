import { create } from 'zustand'
import type { MyBlock } from '#shared/contract'
import { environment } from './environment.ts'

type MyBlocksState = {
  /** undefined until they came */
  list: readonly MyBlock[] | undefined
  /** asks which there are now: they are flows, and change as flows do */
  reload(): Promise<void>
}

/** The flows that can be called, in every window the same. */
export const useMyBlocks = create<MyBlocksState>()((set) => ({
  list: undefined,
  async reload() {
    set({ list: await environment().client.myBlocks.list() })
  },
}))
