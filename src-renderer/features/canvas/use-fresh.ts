import { useShallow } from 'zustand/react/shallow'
import type { PreviewedBlock } from '#shared/contract'
import { freshOf, useFlowPreview } from '../../model/preview-store.ts'
import { useRun } from '../../model/run-store.ts'

/** The newest value of a block that no run gave, and how it came to be. */
export type Fresh = PreviewedBlock & { how: 'alone' | 'fresh' | 'pin' }

export const useFresh = (id: string): Fresh | undefined =>
  useFlowPreview(
    useShallow((state) => {
      const fresh = freshOf(state, id)
      if (!fresh) return undefined
      return {
        ...fresh,
        how: state.tried[id]
          ? ('alone' as const)
          : fresh.from === 'pin'
            ? ('pin' as const)
            : ('fresh' as const),
      }
    }),
  )

/** Whether what the run says of a block is older than the flow, and nothing newer is known. */
export function useIsStale(id: string): boolean {
  const done = useRun((state) => state.blocks[id]?.state === 'done')
  return useFlowPreview((state) => done && state.stale.has(id) && freshOf(state, id) === undefined)
}
