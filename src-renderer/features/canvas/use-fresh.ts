import { useShallow } from 'zustand/react/shallow'
import type { PreviewedBlock } from '#shared/contract'
import { freshOf, usePreview } from '../../model/preview-store.ts'

/** The newest value of a block that no run gave, and how it came to be. */
export type Fresh = PreviewedBlock & { how: 'alone' | 'fresh' | 'pin' }

export const useFresh = (id: string): Fresh | undefined =>
  usePreview(
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
export const useIsStale = (id: string): boolean =>
  usePreview((state) => state.stale.has(id) && freshOf(state, id) === undefined)
