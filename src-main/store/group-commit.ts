import type { AppError, AppErrorShape } from '#shared/error'
import type { Clock } from '../runtime/ports.ts'

/**
 * When a group is committed: at the end of the turn of the event loop when anybody awaits `flush` or the
 * group is large, else within 5 ms. Where the last group had several who awaited it, as long as each turn brings more
 * of them: callers that come one after the other share one sync of the disk. And what happens when that fails: the group is kept, `flush` rejects
 * at once, and it is tried again, less and less often, until it succeeds.
 */
export type GroupCommit = {
  /** `events` more wait to be committed */
  touch(events: number): void
  flush(): Promise<void>
  /** Commits in this very turn what waits. @returns whether it succeeded */
  now(): boolean
  halted(): AppError | null
  onHalt(listener: (halted: AppErrorShape | null) => void): () => void
  /** no commit by itself any more; waiting ones are rejected when `now` was not called before */
  stop(): void
}

export type GroupCommitPorts = {
  clock: Clock
  /** BEGIN to COMMIT; throws when it failed, and has then kept everything */
  commit(): void
  explain(cause: unknown): AppError
  /** tests may take their own; the real one lets all callbacks of this round of I/O join the group */
  endOfTurn?: (then: () => void) => void
}

const MOST_EVENTS = 256
const LONGEST_WAIT_MS = 5
/** ms that a group may go on growing while somebody awaits it */
const LONGEST_GATHER_MS = 2
const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5000

type Waiter = { resolve(): void; reject(reason: AppError): void }

export function createGroupCommit(ports: GroupCommitPorts): GroupCommit {
  const endOfTurn = ports.endOfTurn ?? ((then) => void setImmediate(then))
  const listeners = new Set<(halted: AppErrorShape | null) => void>()
  let waiters: Waiter[] = []
  let waiting = 0
  let dirty = false
  let timer: (() => void) | null = null
  let atEndOfTurn = false
  /** who awaited the last group, and this one at the end of the turn before */
  let lastWaiters = 0
  let waitersBefore = 0
  let gatherUntil = 0
  let halted: AppError | null = null
  let retryMs = FIRST_RETRY_MS
  let stopped = false

  const after = (ms: number) => {
    timer ??= ports.clock.after(ms, () => {
      timer = null
      attempt()
    })
  }
  const soon = () => {
    if (atEndOfTurn) return
    atEndOfTurn = true
    waitersBefore = 0
    gatherUntil = ports.clock.monotonic() + LONGEST_GATHER_MS
    endOfTurn(turnEnded)
  }
  const turnEnded = () => {
    if (isGrowing()) {
      waitersBefore = waiters.length
      endOfTurn(turnEnded)
      return
    }
    atEndOfTurn = false
    if (dirty && !halted && !stopped) attempt()
  }
  const isGrowing = () =>
    lastWaiters > 1 &&
    waiters.length > waitersBefore &&
    waiting < MOST_EVENTS * 4 &&
    ports.clock.monotonic() < gatherUntil
  const tell = () => {
    for (const listener of [...listeners]) listener(halted?.toJSON() ?? null)
  }

  function attempt(): boolean {
    timer?.()
    timer = null
    try {
      ports.commit()
    } catch (cause) {
      return fail(ports.explain(cause))
    }
    dirty = false
    waiting = 0
    retryMs = FIRST_RETRY_MS
    const done = waiters
    lastWaiters = done.length
    waiters = []
    for (const waiter of done) waiter.resolve()
    if (halted) {
      halted = null
      tell()
    }
    return true
  }

  function fail(error: AppError): false {
    const first = halted === null
    halted = error
    const refused = waiters
    waiters = []
    for (const waiter of refused) waiter.reject(error)
    if (!stopped) after(retryMs)
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
    if (first) tell()
    return false
  }

  return {
    touch(events) {
      dirty = true
      waiting += events
      if (halted || stopped) return
      if (waiting >= MOST_EVENTS) soon()
      else if (!atEndOfTurn) after(LONGEST_WAIT_MS)
    },
    flush() {
      if (!dirty) return Promise.resolve()
      if (halted) return Promise.reject(halted)
      soon()
      return new Promise((resolve, reject) => waiters.push({ resolve, reject }))
    },
    now: () => !dirty || attempt(),
    halted: () => halted,
    onHalt(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      stopped = true
      timer?.()
      timer = null
      if (dirty) fail(halted ?? ports.explain(new Error('the store was closed')))
    },
  }
}
