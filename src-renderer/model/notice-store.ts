import { create } from 'zustand'
import { AppError } from '#shared/error'

/** A short word to the person, shown beside the page until it is closed or its time is over. */
export type Notice = {
  id: number
  /** `warn`: it went well, but there is something to know; `busy`: something takes its time; it stays until that is over */
  kind: 'info' | 'warn' | 'error' | 'busy'
  message: string
  /** of the text that says it, where the state that tells it knows no language; `message` is what programs read */
  key?: string
  /** what stands in that text */
  values?: Readonly<Record<string, string>>
  fix?: string
  /** one thing that can be done about it, by the key of its word; the notice goes with it */
  action?: { key: string; run(): void }
  /** what it is about: a new one with the same topic takes its place */
  topic?: string
}

type NoticeState = {
  notices: readonly Notice[]
  tell(notice: Omit<Notice, 'id'>): void
  dismiss(id: number): void
  /** takes back what was said about this, because it is mended or no longer true */
  withdraw(topic: string): void
}

let last = 0

export const useNotices = create<NoticeState>()((set) => ({
  notices: [],
  tell(notice) {
    last += 1
    const told = { ...notice, id: last }
    // The same again replaces the old one instead of piling up.
    const isOther = (old: Notice) =>
      old.message !== told.message && (told.topic === undefined || old.topic !== told.topic)
    set(({ notices }) => ({ notices: [...notices.filter(isOther), told].slice(-4) }))
  },
  dismiss(id) {
    set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
  },
  withdraw(topic) {
    set(({ notices }) => ({ notices: notices.filter((notice) => notice.topic !== topic) }))
  },
}))

/** ms after which somebody who waits wonders */
const SOON = 400

/** What is under way: a text, or the key of one with what stands in it. */
type Said = string | Required<Pick<Notice, 'key' | 'values'>>

/** Does it, and says so where it takes longer than a moment. */
export async function whileBusy<T>(said: Said, work: PromiseLike<T>): Promise<T> {
  last += 1
  const topic = `busy ${last}`
  const { tell, withdraw } = useNotices.getState()
  // the same of two things at once is said twice
  const notice = typeof said === 'string' ? { message: said } : { ...said, message: topic }
  const timer = setTimeout(() => tell({ kind: 'busy', ...notice, topic }), SOON)
  try {
    return await work
  } finally {
    clearTimeout(timer)
    withdraw(topic)
  }
}

/** Does it, and shows what went wrong. */
export const attempt = (work: () => PromiseLike<unknown>): void => void work().then(undefined, tellError)

/** Shows what went wrong: an AppError in its own words; a bug in few words, and all of it in the console. */
export function tellError(error: unknown): void {
  const known = error instanceof AppError
  if (!known) console.error(error)
  const message = error instanceof Error ? error.message : String(error)
  useNotices.getState().tell({ kind: 'error', message, fix: known ? error.fix : undefined })
}
