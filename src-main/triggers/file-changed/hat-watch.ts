import { AppError } from '#shared/error'
import type { Hat, TriggerHost } from '../trigger-runner.ts'
import { AbsentFiles } from './absent-files.ts'
import { type Facts, identityOf, isSame, lookAt } from './facts.ts'
import { FolderWatch } from './folder-watch.ts'
import { KnownFiles } from './known-files.ts'
import { Outbox } from './outbox.ts'
import { covers, type Place } from './place.ts'
import { lookAtAll } from './scan-place.ts'
import { Settling } from './settling.ts'
import { unfinishedBeside } from './unfinished-names.ts'
import type { WatchRule } from './watch-rule.ts'
import type { WatchedFiles } from './watched-files.ts'
import { allValue, type Change, oneValue, whatBecame } from './what-became.ts'

/** Files that are looked at at once when many were heard of. */
const MOST_HEARD = 512

type Settled = readonly (readonly [string, Facts | null])[]
export type HatWatchParts = {
  host: TriggerHost
  hat: Hat
  rule: WatchRule
  files: WatchedFiles
  /** it was armed a moment ago, in another version: what happened since counts */
  handedOver: boolean
}

/**
 * All that one hat watches. A file goes this way: heard of or found different (`FolderWatch`), looked at, until it
 * stands still (`Settling`), then into the `Outbox`, and out of it in one turn with the run it starts and what is known
 * of it (`KnownFiles`). Invariants:
 * - what is known changes in the turn of its run, or of nothing: so a file fires once, whatever crashes;
 * - whether something happened follows from what is known and what is there, never from what was heard.
 */
export class HatWatch {
  readonly #parts: HatWatchParts
  readonly #known: KnownFiles
  readonly #absent = new AbsentFiles()
  readonly #settling: Settling
  readonly #outbox: Outbox
  readonly #folders: FolderWatch
  readonly #heard = new Set<string>()
  /** stood still, and are looked at once more before they may go */
  readonly #ripening = new Map<string, Facts | null>()
  #looking = false
  #held = false
  #closed = false

  constructor(parts: HatWatchParts) {
    this.#parts = parts
    const { host, hat, rule, files, handedOver } = parts
    const { clock, onBug } = host
    this.#known = new KnownFiles(host.files, hat)
    this.#settling = new Settling({
      ...{ clock, onBug, settleMs: rule.settleMs },
      ripe: (those) => void this.#ripe(those).catch(onBug),
    })
    this.#outbox = new Outbox({
      ...{ clock, batch: rule.batch },
      isMoreComing: () => !this.#isCalm(),
      send: (those) => this.#send(those),
    })
    this.#folders = new FolderWatch({
      ...{ host, hat, rule, files, handedOver, known: this.#known },
      hear: (path) => this.#hear(path),
      weigh: (path, facts) => this.#weigh(path, facts, false),
      forget: (place) => this.#forget(place),
      looked: () => this.#calmed(),
    })
  }

  /** @throws AppError of the first folder that cannot be watched; the others are */
  async arm(): Promise<void> {
    this.#held = false
    this.#outbox.go()
    await this.#folders.begin()
  }
  /** The machine woke: what happened meanwhile was perhaps not heard. */
  woke(): void {
    this.#folders.sweep()
  }
  warning(): string | undefined {
    return this.#folders.warning()
  }
  async close(): Promise<void> {
    this.#closed = true
    this.#settling.close()
    this.#outbox.close()
    await this.#folders.close()
  }

  #isCalm(): boolean {
    return this.#settling.size + this.#heard.size + this.#ripening.size === 0 && !this.#looking
  }

  #hear(path: string): void {
    if (this.#closed) return
    this.#heard.add(path)
    if (!this.#looking) void this.#look().catch(this.#parts.host.onBug)
  }

  async #look(): Promise<void> {
    this.#looking = true
    try {
      while (this.#heard.size > 0 && !this.#closed) {
        const some = [...this.#heard.values().take(MOST_HEARD)]
        for (const path of some) this.#heard.delete(path)
        await lookAtAll(some, (path, facts) => {
          if (facts !== undefined) this.#weigh(path, facts, true)
        })
      }
    } finally {
      this.#looking = false
    }
    this.#calmed()
  }

  /** It is like this now. @returns whether that is news @param moved something was heard of it */
  #weigh(path: string, facts: Facts | null, moved: boolean): boolean {
    if (this.#closed) return false
    const ready = this.#outbox.get(path)
    if (ready !== undefined) {
      if (isSame(ready, facts)) return false
      this.#outbox.take(path)
    }
    const ripening = this.#ripening.get(path)
    if (ripening !== undefined && isSame(ripening, facts)) return false
    const known = this.#known.get(path)
    if (facts === null && known) this.#absent.add(path, known)
    else this.#absent.remove(path)
    if (isSame(known, facts)) {
      this.#settling.drop(path)
      this.#known.unnotice(path)
      return false
    }
    this.#known.notice(path)
    const isNews = !this.#settling.has(path)
    this.#settling.notice(path, facts, moved)
    return isNews
  }

  async #ripe(those: Settled): Promise<void> {
    for (const [path, facts] of those) this.#ripening.set(path, facts)
    try {
      const gone = those.filter(([, facts]) => facts === null).map(([path]) => path)
      const lost = await this.#folders.away(gone)
      const coming = gone.length === 0 ? new Set<string>() : this.#settling.identities()
      const comes = (path: string) => {
        const known = this.#known.get(path)
        return known !== null && coming.has(identityOf(known) ?? '')
      }
      for (const [path, facts] of those) {
        // one that settles under another name is told by that
        const again =
          facts === null ? lost.has(path) || comes(path) : facts.size === 0 && (await onlyHoldsName(path))
        if (this.#closed) return
        // heard of again meanwhile: that counts
        if (this.#settling.has(path)) continue
        if (again) this.#settling.notice(path, facts, true)
        else this.#outbox.put(path, facts)
      }
    } finally {
      for (const [path] of those) this.#ripening.delete(path)
    }
    this.#outbox.go()
    this.#calmed()
  }

  #calmed(): void {
    if (this.#closed || !this.#isCalm()) return
    this.#outbox.go()
    this.#folders.calmed()
  }

  /** Runs, and what is known from now on, in one turn. @returns false: not now */
  #send(those: Settled): boolean {
    if (this.#held || this.#closed) return false
    const { host, hat, rule, files } = this.#parts
    const changes = this.#changesOf(those)
    const wanted = changes.filter(({ kind }) => rule.kinds.has(kind))
    const [first] = wanted
    try {
      if (first && rule.batch) host.fire(hat, { value: allValue(wanted, files.typeOf) })
      else if (first) host.fire(hat, { value: oneValue(first, files.typeOf) })
    } catch (error) {
      this.#hold(error)
      return false
    }
    for (const [path, facts] of those) this.#settle(path, facts)
    for (const { from } of changes) if (from !== undefined) this.#settle(from, null)
    return true
  }

  #changesOf(those: Settled): Change[] {
    const changes: Change[] = []
    const moved = new Set<string>()
    const add = (path: string, facts: Facts | null) => {
      const from = facts ? (this.#absent.pathOf(facts) ?? this.#known.inOtherLetters(path, facts)) : undefined
      const change = whatBecame(path, this.#known.get(path), facts, moved.has(from ?? '') ? undefined : from)
      if (change) changes.push(change)
      if (change?.from !== undefined) moved.add(change.from)
    }
    // those that are there first: what is gone may be one of them
    for (const [path, facts] of those) if (facts) add(path, facts)
    for (const [path, facts] of those) if (!facts && !moved.has(path)) add(path, facts)
    return changes
  }

  #settle(path: string, facts: Facts | null): void {
    this.#known.set(path, facts)
    this.#absent.remove(path)
    if (facts) return
    this.#settling.drop(path)
    this.#outbox.take(path)
  }

  /** No run can be started now. What waits is kept until the hat is armed again. */
  #hold(error: unknown): void {
    if (!(error instanceof AppError)) throw error
    this.#held = true
    // a host that stops arms it again when it goes on
    if (!error.code.startsWith('host.')) this.#parts.host.failed(this.#parts.hat, error)
  }

  #forget(place: Place): void {
    for (const path of [...this.#settling.paths(), ...this.#outbox.paths()]) {
      if (!covers(place, path, this.#parts.rule.recursive)) continue
      this.#settling.drop(path)
      this.#outbox.take(path)
      this.#absent.remove(path)
    }
  }
}

/** Whether an empty file only holds the name of one that is on its way beside it, or has come just now. */
async function onlyHoldsName(path: string): Promise<boolean> {
  const looks = await Promise.all(unfinishedBeside(path).map(lookAt))
  if (looks.some((one) => one !== null)) return true
  return (await lookAt(path))?.size !== 0
}
