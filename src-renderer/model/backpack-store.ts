import { create } from 'zustand'
import type { KeptSnippet } from '#shared/contract'
import type { AppError } from '#shared/error'
import type { Snippet } from '#shared/snippet'
import { client } from '../link/client.ts'
import { tellError, useNotices, whileBusy } from './notice-store.ts'

type BackpackState = {
  /** whether its shelf is open */
  open: boolean
  /** whether the keyboard shall go to the shelf as soon as that is drawn */
  wanted: boolean
  /** topmost first, as the host told them last; null until it did */
  list: readonly KeptSnippet[] | null
  /** why they cannot be told */
  error: AppError | null
  /** with `keyboard` the keyboard goes there too */
  show(open: boolean, options?: { keyboard: boolean }): void
}

/** Snippets of flows that people keep for other flows, in every window the same; current while the shelf is open. */
export const useBackpack = create<BackpackState>()((set) => ({
  open: false,
  wanted: false,
  list: null,
  error: null,
  show: (open, { keyboard } = { keyboard: false }) => set({ open, wanted: open && keyboard }),
}))

/** What is said of the backpack is said in one place. */
export const BACKPACK_TOPIC = 'backpack'

/**
 * Keeps blocks, and says so: with the way to the shelf where that is not open.
 * @param first what the snippet is called after
 */
export async function keepSnippet(snippet: Snippet, first?: string): Promise<void> {
  const { tell } = useNotices.getState()
  if (snippet.blocks.length === 0)
    return tell({ kind: 'info', message: 'no block', key: 'backpack:noBlock', topic: BACKPACK_TOPIC })
  try {
    const keeping = client.backpack.add({ snippet, name: nameFrom(first) })
    const { name } = await whileBusy({ key: 'backpack:busy.keep', values: {} }, keeping)
    const { open, show } = useBackpack.getState()
    const run = () => show(true, { keyboard: true })
    tell({
      ...{ kind: 'info', message: `kept ${name}`, topic: BACKPACK_TOPIC },
      ...{ key: 'backpack:kept', values: { name } },
      ...(!open && { action: { key: 'backpack:see', run } }),
    })
  } catch (error) {
    tellError(error)
  }
}

/** as long as a name may be; without a letter in it the host finds one */
const nameFrom = (first: string | undefined): string | undefined => first?.trim().slice(0, 200) || undefined
