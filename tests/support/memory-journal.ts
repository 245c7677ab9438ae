import type { AppErrorShape } from '#shared/error'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { isOver, type JournalEntry } from '#shared/run'
import type { Journal, KeptVariables, RunRow } from '../../src-main/runtime/ports.ts'

type Stored = { row: RunRow; entries: JournalEntry[] }
export type Disk = { runs: Map<string, Stored>; kept: Map<string, Record<string, Json>> }
export const emptyDisk = (): Disk => ({ runs: new Map(), kept: new Map() })

export type MemoryJournal = Journal & {
  readonly disk: Disk
  /** commits so far */
  commits: number
  /** entries that may still reach the disk; then the machine is dead and nothing more is ever written */
  entriesLeft: number
  dead: boolean
  /** called in the moment in which it dies */
  onDeath: () => void
  halt(error: AppErrorShape | null): void
}

/** The journal's real interface over plain memory; what is on the "disk" went through JSON, as on a real one. */
export function memoryJournal(disk: Disk = emptyDisk()): { journal: MemoryJournal; kept: KeptVariables } {
  const live = new Map<string, Stored>()
  const listeners = new Set<(halted: AppErrorShape | null) => void>()
  let pending: (() => void)[] = []
  let planned = false
  let halted: AppErrorShape | null = null

  const stored = (id: string): Stored => {
    const known = live.get(id)
    if (known) return known
    const found = disk.runs.get(id)
    if (!found) throw new Error(`the journal knows no run ${id}`)
    const copy = structuredClone(found)
    live.set(id, copy)
    return copy
  }
  const plan = () => {
    if (planned) return
    planned = true
    setImmediate(() => {
      planned = false
      commit()
    })
  }
  const change = (write: () => void) => {
    pending.push(write)
    plan()
  }
  const commit = () => {
    if (halted || journal.dead) return
    const writes = pending
    pending = []
    if (writes.length > 0) journal.commits++
    for (const write of writes) if (!journal.dead) write()
  }

  const journal: MemoryJournal = {
    disk,
    commits: 0,
    entriesLeft: Number.POSITIVE_INFINITY,
    dead: false,
    onDeath: () => {},
    openRun(row) {
      live.set(row.id, { row: { ...row }, entries: [] })
      change(() => disk.runs.set(row.id, { row: plain(row), entries: [] }))
    },
    changeRun(id, changes) {
      Object.assign(stored(id).row, changes)
      const copy = plain(changes)
      change(() => Object.assign((disk.runs.get(id) as Stored).row, copy))
    },
    append(id, entries) {
      const run = stored(id)
      for (const entry of entries) {
        if (entry.seq !== run.entries.length)
          throw new Error(`seq ${entry.seq} after ${run.entries.length} entries`)
        run.entries.push(entry)
        change(() => {
          if (journal.entriesLeft-- <= 0) {
            journal.dead = true
            journal.onDeath()
          } else (disk.runs.get(id) as Stored).entries.push(plain(entry))
        })
      }
    },
    async flush() {
      await Promise.resolve()
      commit()
      if (halted) throw AppError.from(halted)
      if (journal.dead) await new Promise(() => {})
    },
    read: (id) => [...stored(id).entries],
    walk: (id, from = 0) => [stored(id).entries.slice(from)],
    unfinished: () =>
      [...disk.runs.values()].map(({ row }) => plain(row)).filter((row) => !isOver(row.status)),
    get: (id) => (live.has(id) || disk.runs.has(id) ? { ...stored(id).row } : undefined),
    onHalt(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    halt(error) {
      halted = error
      for (const listener of [...listeners]) listener(error)
      if (!error) plan()
    },
  }

  const keptNow = new Map<string, Record<string, Json>>()
  const kept: KeptVariables = {
    read: (flowId) => ({ ...(keptNow.get(flowId) ?? disk.kept.get(flowId)) }),
    set(flowId, name, value) {
      keptNow.set(flowId, { ...kept.read(flowId), [name]: value })
      change(() => disk.kept.set(flowId, { ...disk.kept.get(flowId), [name]: value }))
    },
  }
  return { journal, kept }
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
