import { Baselines } from './baselines.ts'
import { listen } from './ears.ts'
import { type Facts, isSame } from './facts.ts'
import type { HatWatchParts } from './hat-watch.ts'
import type { KnownFiles } from './known-files.ts'
import { covers, isStill, type Place, reach } from './place.ts'
import { scanPlace } from './scan-place.ts'
import { driveMissing, watchError } from './watch-errors.ts'
import { WatchedFolder } from './watched-folder.ts'

/** ms between two looks through a folder that is heard, and through one that is not */
const SWEEP_MS = 60_000
const POLL_MS = 5_000
/** Looking through a folder may take one part of so many of the time. */
const SWEEP_SHARE = 20
/** Files taken in within one turn of the event loop */
const TAKEN_AT_ONCE = 2000
/** So many files heard of: the system may have dropped some. */
const BURST = 500

export type FolderWatchParts = HatWatchParts & {
  known: KnownFiles
  /** something may have happened to this file: it is to be looked at */
  hear(path: string): void
  /** it was looked at. @returns whether that is news */
  weigh(path: string, facts: Facts): boolean
  /** what is under way there is let go: its folder is away */
  forget(place: Place): void
  /** a folder was looked through */
  looked(): void
}

/**
 * The folders of one hat. What is heard of them is looked at, and from time to time all of them are looked through: that
 * finds what was not heard. A folder that goes away is told, and nothing in it counts as deleted; when it is back, what
 * changed meanwhile counts.
 */
export class FolderWatch {
  readonly #parts: FolderWatchParts
  readonly #baselines: Baselines
  readonly #folders: WatchedFolder[]
  #heardSince = 0
  #closed = false

  constructor(parts: FolderWatchParts) {
    this.#parts = parts
    this.#baselines = new Baselines(parts.host, parts.hat, parts.rule)
    this.#folders = parts.rule.folders.map((written) => new WatchedFolder(written))
  }

  /** Begins with those that are not watched. @throws AppError of the first that cannot be; the others are */
  async begin(): Promise<void> {
    await this.#dropStrangers()
    const wrong: unknown[] = []
    for (const folder of this.#folders) {
      if (folder.place || this.#closed) continue
      try {
        await this.#start(folder)
      } catch (error) {
        folder.wasAway = true
        wrong.push(error)
      }
    }
    // one may have gone while another began
    for (const { lost } of this.#folders) if (lost) wrong.push(lost)
    if (wrong.length > 0 && !this.#closed) throw wrong[0]
  }

  /** Looks through all folders soon. */
  sweep(): void {
    for (const folder of this.#folders) void this.#sweep(folder, false)
  }
  /** Nothing is under way: if much was, what was not heard of it is looked for. */
  calmed(): void {
    if (this.#heardSince < BURST) return
    this.#heardSince = 0
    for (const folder of this.#folders) void this.#sweep(folder, true)
  }

  /** Of files that are gone, those whose folder went with them. */
  async away(gone: readonly string[]): Promise<ReadonlySet<string>> {
    const lost = new Set<string>()
    if (gone.length === 0) return lost
    for (const folder of this.#folders) {
      const { place } = folder
      const those = place ? gone.filter((path) => covers(place, path, this.#parts.rule.recursive)) : []
      if (!place || those.length === 0) continue
      // nothing is heard there, so what is called otherwise now has to be looked for first
      if (!folder.ears) await this.#sweepAnew(folder)
      if (folder.place === place && (await isStill(place).catch(() => false))) continue
      for (const path of those) lost.add(path)
      void this.#sweep(folder, false)
    }
    return lost
  }

  warning(): string | undefined {
    const far = this.#folders.map(({ place }) => place).filter((place) => place?.network)
    if (far.length === 0) return undefined
    const names = far.map((place) => `${place?.path} (${place?.network})`).join(', ')
    return `On a network drive: ${names}. What others change there is not told, so it is looked through every ${POLL_MS / 1000} seconds or less often.`
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#folders.map((folder) => folder.shut()))
  }

  #start(folder: WatchedFolder): Promise<void> {
    folder.beginning ??= this.#begin(folder)
      .catch(async (error) => {
        await folder.shut()
        throw error
      })
      .finally(() => {
        folder.beginning = null
      })
    return folder.beginning
  }

  async #begin(folder: WatchedFolder): Promise<void> {
    const { rule, files, handedOver } = this.#parts
    const place = await reach(folder.written, rule, files)
    if (this.#isCovered(folder, place) || this.#closed) return
    const found = await this.#scan(place)
    // one that was stopped in the middle did not find all
    if (this.#closed) return
    const drive = this.#baselines.driveOf(folder.written)
    if (drive !== undefined && drive !== place.drive) this.#refuseEmptyPlace(place, found)
    const counts = drive !== undefined ? rule.atStart || handedOver : folder.wasAway
    if (!folder.wasOpen && !counts) await this.#takeIn(place, found)
    const latest = place.network === null ? await this.#listen(folder, place) : found
    if (this.#closed) return folder.shut()
    this.#baselines.set(folder.written, place.drive)
    // once it is said to be armed, a crash must not make news of old files, nor the other way round
    await this.#parts.host.flush()
    if (this.#closed) return folder.shut()
    folder.place = place
    folder.wasOpen = true
    folder.lost = null
    this.#compare(place, latest)
    this.#plan(folder, 0)
  }

  /** Listens, and then looks for what happened until it did. */
  async #listen(folder: WatchedFolder, place: Place): Promise<Map<string, Facts>> {
    const { rule, hear } = this.#parts
    let deaf: unknown
    folder.ears = await listen(place, rule.recursive, {
      file: (path) => {
        this.#heardSince += 1
        hear(path)
      },
      folder: () => {
        if (rule.recursive) this.#heardSince += BURST
        void this.#lookWhetherStill(folder)
      },
      deaf: (error) => {
        deaf = error
        if (folder.place === place) this.#lose(folder, place, error)
      },
    })
    const found = await this.#scan(place)
    if (deaf !== undefined) throw watchError(place.path, deaf)
    return found
  }

  /** What is there is no news, but where something had happened already before the host ended. */
  async #takeIn(place: Place, found: ReadonlyMap<string, Facts>): Promise<void> {
    const { known } = this.#parts
    const noticed = known.noticed()
    for (const path of this.#knownIn(place)) if (!found.has(path) && !noticed.has(path)) known.set(path, null)
    let count = 0
    for (const [path, facts] of found) {
      if (this.#closed) return
      if (!noticed.has(path) && !isSame(known.get(path), facts)) known.set(path, facts)
      if (++count % TAKEN_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** @returns how many files it found different of which nothing had been heard */
  #compare(place: Place, found: ReadonlyMap<string, Facts>): number {
    const { weigh, hear } = this.#parts
    let news = 0
    for (const [path, facts] of found) if (weigh(path, facts)) news += 1
    // a file that was not found may lie where nobody may look: that is asked one by one
    for (const path of this.#knownIn(place)) if (!found.has(path)) hear(path)
    this.#parts.looked()
    return news
  }

  #sweep(folder: WatchedFolder, quiet: boolean): Promise<void> {
    const { place, sweeping } = folder
    if (!place || this.#closed) return Promise.resolve()
    if (sweeping) {
      folder.sweepAgain = true
      return sweeping
    }
    const from = performance.now()
    folder.sweeping = this.#lookThrough(folder, place, quiet)
      .catch((error) => this.#lose(folder, place, error))
      .finally(() => {
        folder.sweeping = null
        if (!folder.sweepAgain) return this.#plan(folder, performance.now() - from)
        folder.sweepAgain = false
        void this.#sweep(folder, false)
      })
    return folder.sweeping
  }

  /** Looks through it from now on: what was under way then says nothing about what happened since. */
  async #sweepAnew(folder: WatchedFolder): Promise<void> {
    while (folder.sweeping) await folder.sweeping
    await this.#sweep(folder, false)
  }

  async #lookThrough(folder: WatchedFolder, place: Place, quiet: boolean): Promise<void> {
    // the folders that flows may use can change at any time
    await this.#parts.files.resolve(folder.written)
    const isThere = await isStill(place)
    const news = isThere ? this.#compare(place, await this.#scan(place)) : 0
    // what was not heard is not heard of later either
    if (folder.place === place && (!isThere || (quiet && news > 0))) await this.#reopen(folder)
  }

  async #reopen(folder: WatchedFolder): Promise<void> {
    await folder.shut()
    if (!this.#closed) await this.#start(folder)
  }

  async #lookWhetherStill(folder: WatchedFolder): Promise<void> {
    const { place } = folder
    if (place && !(await isStill(place).catch(() => false))) void this.#sweep(folder, false)
  }

  #lose(folder: WatchedFolder, place: Place, error: unknown): void {
    if (this.#closed || folder.lost) return
    folder.lost = watchError(place.path, error)
    if (folder.lost.cause === error && folder.lost.details.systemCode === null) this.#parts.host.onBug(error)
    folder.wasAway = true
    void folder.shut().catch(this.#parts.host.onBug)
    this.#parts.forget(place)
    this.#parts.host.failed(this.#parts.hat, folder.lost)
  }

  #plan(folder: WatchedFolder, tookMs: number): void {
    if (this.#closed || !folder.place) return
    folder.cancelSweep?.()
    const least = folder.ears ? SWEEP_MS : POLL_MS
    const wait = Math.max(least, tookMs * SWEEP_SHARE)
    folder.cancelSweep = this.#parts.host.clock.after(wait, () => void this.#sweep(folder, false))
  }

  /** @throws AppError `trigger.drive-missing` */
  #refuseEmptyPlace(place: Place, found: ReadonlyMap<string, Facts>): void {
    const those = this.#knownIn(place)
    const isLeft = (path: string) => isSame(this.#parts.known.get(path), found.get(path) ?? null)
    if (those.length > 0 && !those.some(isLeft)) throw driveMissing(place.path)
  }

  #isCovered(folder: WatchedFolder, place: Place): boolean {
    const { recursive } = this.#parts.rule
    return this.#folders.some(({ place: other }) => {
      if (!other || other === folder.place) return false
      return other.real === place.real || (recursive && covers({ path: other.real }, place.real, true))
    })
  }

  #knownIn(place: Place): string[] {
    const { known, rule } = this.#parts
    return [...known.paths()].filter((path) => covers(place, path, rule.recursive))
  }

  /** Forgets what was seen in folders, or by a rule, that hold no longer. */
  async #dropStrangers(): Promise<void> {
    const { files, known, rule } = this.#parts
    const held = rule.folders.filter((written) => this.#baselines.driveOf(written) !== undefined)
    const resolved = await Promise.all(held.map((written) => files.resolve(written).catch(() => undefined)))
    // one that cannot be told now may be had later
    if (resolved.includes(undefined)) return
    const places = resolved.map((path) => ({ path: path as string }))
    const isStrange = (path: string) => !places.some((place) => covers(place, path, rule.recursive))
    for (const path of [...known.paths(), ...known.noticed()]) if (isStrange(path)) known.set(path, null)
  }

  #scan = (place: Place): Promise<Map<string, Facts>> => scanPlace(place, () => this.#closed)
}
