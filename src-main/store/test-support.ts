import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JournalEntry } from '#shared/run'
import type { Clock, Ids, RunRow } from '../runtime/ports.ts'

/** The machine's own clock. Timers do not keep a test alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms).unref()
    return () => clearTimeout(timer)
  },
}

/** A clock that goes on only when it is told to. */
export function handClock(start = 1_700_000_000_000) {
  let now = start
  const timers = new Set<{ at: number; then: () => void }>()
  const clock: Clock = {
    now: () => now,
    monotonic: () => now - start,
    after(ms, then) {
      const timer = { at: now + ms, then }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }
  const turn = (ms: number) => {
    const until = now + ms
    for (;;) {
      const next = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers.delete(next)
      now = Math.max(now, next.at)
      next.then()
    }
    now = until
  }
  return { clock, turn, waiting: () => timers.size }
}

export function countingIds(): Ids {
  let n = 0
  return { next: (prefix) => `${prefix}_${String(++n).padStart(6, '0')}` }
}

/** A new folder, and what takes it away again. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-store-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export const runRow = (id: string, change: Partial<RunRow> = {}): RunRow => ({
  id,
  flowId: 'flw_1',
  flowName: 'Sort downloads',
  versionId: 'ver_1',
  status: 'queued',
  trigger: { type: 'start/manual', block: 'b1', at: 1_700_000_000_000, value: {} },
  queuedAt: 1_700_000_000_000,
  startedAt: null,
  endedAt: null,
  steps: 0,
  ...change,
})

/** `count` events as a run of plain steps makes them. */
export const entries = (count: number, from = 0): JournalEntry[] =>
  Array.from({ length: count }, (_, i) => {
    const seq = from + i
    const entry = {
      seq,
      at: 1_700_000_000_000 + seq * 3,
      kind: 'ran',
      pointer: seq,
      block: `b${seq % 100}`,
      value: { total: seq, name: `file ${seq}.txt` },
    }
    return entry
  })

/** Text that deflating does not make small: a linear congruential generator's (Numerical Recipes). */
export function noise(length: number): string {
  let seed = 1
  return Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return String.fromCharCode(33 + ((seed >>> 16) % 90))
  }).join('')
}
