import { create } from 'zustand'
import { AppError } from '#shared/error'

/** A short word to the person, shown beside the page until it is closed or its time is over. */
export type Notice = {
  id: number
  kind: 'info' | 'error'
  message: string
  fix?: string
}

type NoticeState = {
  notices: readonly Notice[]
  tell(notice: Omit<Notice, 'id'>): void
  dismiss(id: number): void
}

let last = 0

export const useNotices = create<NoticeState>()((set) => ({
  notices: [],
  tell(notice) {
    last += 1
    const told = { ...notice, id: last }
    // The same words again replace the old ones instead of piling up.
    set(({ notices }) => ({
      notices: [...notices.filter((n) => n.message !== told.message), told].slice(-4),
    }))
  },
  dismiss(id) {
    set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
  },
}))

/** Shows what went wrong: an AppError in its own words; a bug in few words, and all of it in the console. */
export function tellError(error: unknown): void {
  const known = error instanceof AppError
  if (!known) console.error(error)
  const message = error instanceof Error ? error.message : String(error)
  useNotices.getState().tell({ kind: 'error', message, fix: known ? error.fix : undefined })
}
