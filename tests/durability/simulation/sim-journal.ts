import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { isOver, type JournalEntry } from '#shared/run'
import type {
  BlockStates,
  Clock,
  Journal,
  KeptVariables,
  RunRow,
  RunRowChange,
} from '../../../src-main/runtime/ports.ts'
import { createGroupCommit } from '../../../src-main/store/group-commit.ts'
import type { Crash } from './plan.ts'

type StoredRun = { row: RunRow; entries: JournalEntry[] }
type Refused = readonly { from: number; to: number }[]

/** What survives: runs, kept variables and what blocks remember, as they were committed. All of it went through JSON, as on a real disk. */
export class SimDisk {
  readonly runs = new Map<string, StoredRun>()
  readonly kept = new Map<string, Record<string, Json>>()
  /** JSON by key, by whose it is */
  readonly states = new Map<string, Map<string, string>>()
  /** commits that were tried, over all lives */
  tries = 0
  readonly #refused: Refused

  constructor(refused: Refused) {
    this.#refused = refused
  }
  refuses(): boolean {
    this.tries++
    return this.#refused.some(({ from, to }) => this.tries >= from && this.tries < to)
  }
}

type Change =
  | { what: 'open'; row: RunRow }
  | { what: 'row'; id: string; change: RunRowChange }
  | { what: 'entry'; id: string; entry: JournalEntry }
  | { what: 'kept'; flowId: string; name: string; value: Json }
  | { what: 'state'; owner: string; key: string; text: string | undefined }

/**
 * The journal of one life of a host, as durable as `ports.ts` says and no more: everything is buffered and reaches
 * the disk in whole groups, when the real store's own group commit says so; what is in the buffer when the host dies
 * is lost. It dies at the entry that the crash names. For `before` and `after` a commit happens to fall just there;
 * the group in which a run is ordered and groups that change kept variables or what blocks remember are never cut: they are transactions.
 */
export class SimJournal implements Journal {
  readonly kept: KeptVariables
  readonly states: BlockStates
  /** entries given in this life */
  given = 0
  /** anything that happened here: how a host knows that it is quiet */
  moves = 0
  commits = 0
  halts = 0
  dead = false
  onDeath: () => void = () => {}
  readonly #disk: SimDisk
  readonly #crash: Crash | null
  readonly #group: ReturnType<typeof createGroupCommit>
  readonly #live = new Map<string, StoredRun>()
  readonly #keptNow = new Map<string, Record<string, Json>>()
  readonly #statesNow = new Map<string, Map<string, string>>()
  #buffer: Change[] = []

  constructor(disk: SimDisk, clock: Clock, crash: Crash | null) {
    this.#disk = disk
    this.#crash = crash
    this.#group = createGroupCommit({ clock, commit: () => this.#commit(), explain })
    this.#group.onHalt((halted) => {
      if (halted) this.halts++
    })
    this.kept = {
      read: (flowId) => ({ ...(this.#keptNow.get(flowId) ?? disk.kept.get(flowId)) }),
      set: (flowId, name, value) => {
        this.#keptNow.set(flowId, { ...this.kept.read(flowId), [name]: value })
        this.#change({ what: 'kept', flowId, name, value })
      },
    }
    this.states = {
      read: (owner) => this.#stateOf(JSON.stringify(owner)),
      set: (of, key, text) => {
        const owner = JSON.stringify(of)
        putState(this.#stateOf(owner), key, text)
        this.#change({ what: 'state', owner, key, text })
      },
    }
  }

  #stateOf(owner: string): Map<string, string> {
    const held = this.#statesNow.get(owner) ?? new Map(this.#disk.states.get(owner))
    this.#statesNow.set(owner, held)
    return held
  }

  openRun(row: RunRow): void {
    this.#live.set(row.id, { row: { ...row }, entries: [] })
    this.#change({ what: 'open', row: plain(row) })
  }
  changeRun(id: string, change: RunRowChange): void {
    Object.assign(this.#run(id).row, change)
    this.#change({ what: 'row', id, change: plain(change) })
  }
  append(id: string, entries: readonly JournalEntry[]): void {
    const run = this.#run(id)
    for (const entry of entries) {
      if (entry.seq !== run.entries.length)
        throw new Error(`entry ${entry.seq} where ${run.entries.length} was due`)
      run.entries.push(entry)
    }
    for (const entry of entries) {
      this.given++
      if (!this.dead && this.#crash && this.given >= this.#crash.at) this.#die(this.#crash, id, entry)
      this.#change({ what: 'entry', id, entry: plain(entry) })
    }
  }
  async flush(): Promise<void> {
    this.moves++
    if (!this.dead) await this.#group.flush()
    if (this.dead) await new Promise(() => {})
  }
  read(id: string): JournalEntry[] {
    return [...this.#run(id).entries]
  }
  walk(id: string, from = 0): JournalEntry[][] {
    return [this.read(id).slice(from)]
  }
  unfinished(): RunRow[] {
    return [...this.#disk.runs.keys()].map((id) => this.#run(id).row).filter(({ status }) => !isOver(status))
  }
  get(id: string): RunRow | undefined {
    return this.#live.has(id) || this.#disk.runs.has(id) ? { ...this.#run(id).row } : undefined
  }
  onHalt(listener: Parameters<Journal['onHalt']>[0]): () => void {
    return this.#group.onHalt(listener)
  }
  halted(): boolean {
    return this.#group.halted() !== null
  }

  #run(id: string): StoredRun {
    const known = this.#live.get(id)
    if (known) return known
    const found = this.#disk.runs.get(id)
    if (!found) throw new Error(`the journal knows no run ${id}`)
    const copy = { row: plain(found.row), entries: [...found.entries] }
    this.#live.set(id, copy)
    return copy
  }
  #change(change: Change): void {
    this.moves++
    if (this.dead) return
    this.#buffer.push(change)
    this.#group.touch(1)
  }
  #commit(): void {
    this.moves++
    if (this.dead) return
    if (this.#disk.refuses()) throw new Error('no space left')
    this.#write(this.#buffer)
    this.#buffer = []
    this.commits++
  }
  #write(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.what === 'open') this.#disk.runs.set(change.row.id, { row: change.row, entries: [] })
      else if (change.what === 'kept')
        this.#disk.kept.set(change.flowId, {
          ...this.#disk.kept.get(change.flowId),
          [change.name]: change.value,
        })
      else if (change.what === 'state') {
        const held = this.#disk.states.get(change.owner) ?? new Map()
        this.#disk.states.set(change.owner, putState(held, change.key, change.text))
      } else {
        const run = this.#disk.runs.get(change.id) as StoredRun
        if (change.what === 'entry') run.entries.push(change.entry)
        else Object.assign(run.row, change.change)
      }
    }
  }

  #die({ left }: Crash, id: string, entry: JournalEntry): void {
    const isWhole = entry.seq === 0 || this.#buffer.some(({ what }) => what === 'kept' || what === 'state')
    if (left !== 'lost' && !this.halted() && !isWhole) {
      this.#write(this.#buffer)
      if (left === 'after') this.#write([{ what: 'entry', id, entry: plain(entry) }])
    }
    this.dead = true
    this.#buffer = []
    this.onDeath()
  }
}

function putState(held: Map<string, string>, key: string, text: string | undefined): Map<string, string> {
  if (text === undefined) held.delete(key)
  else held.set(key, text)
  return held
}

const explain = (cause: unknown): AppError =>
  new AppError({ code: 'store.cannot-write', message: `The disk refuses: ${String(cause)}`, fix: 'Wait.' })

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
