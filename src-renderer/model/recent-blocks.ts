import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

const KEPT = 8

/** The block types that this person added last, the newest first. Nothing of it belongs to a flow. */
export const useRecentBlocks = create<{ types: readonly string[] }>()(
  persist((): { types: readonly string[] } => ({ types: [] }), {
    name: 'blockloom.recent-blocks',
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
)

/** Puts a type in front of those used before. */
export function noteUse(type: string): void {
  const { types } = useRecentBlocks.getState()
  useRecentBlocks.setState({ types: [type, ...types.filter((each) => each !== type)].slice(0, KEPT) })
}
