import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { AppError } from '#shared/error'
import type { Clock } from '../runtime/ports.ts'
import { type Backup, freePath, listBackups, stampOf } from './backup.ts'
import { cannotWrite, isWriteFault } from './storage-error.ts'

const DAY = 24 * 3_600_000
/** the clock is looked at this often: a timer stands still while the machine sleeps */
const LOOK = 15 * 60_000
/** a start is left alone */
const FIRST_LOOK = 60_000
const DAILY = 'daily-'
/** daily ones that stay */
const KEPT = 7

export type Backups = {
  /** newest first */
  list(): Backup[]
  /**
   * Makes one while everything goes on.
   * @param to a file; missing: one in the folder of backups
   * @param options.replace what is there already
   * @throws AppError `backup.exists`, `backup.no-folder`, `backup.in-data-folder`, `store.cannot-write`
   */
  make(to?: string, options?: { replace?: boolean }): Promise<Backup>
  /**
   * one a day from now on, also after sleep; the seven newest stay
   * @param tell why it could not be made: once, until it can or the reason is another
   */
  startDaily(tell: (error: unknown) => void): void
  stop(): void
}

/** @param copy writes a whole and checked copy of the database into a new file */
export function createBackups(folder: string, clock: Clock, copy: (to: string) => Promise<void>): Backups {
  let cancel = () => {}
  let working: Promise<unknown> = Promise.resolve()

  /** one at a time */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = working.then(work)
    working = done.catch(() => {})
    return done
  }

  async function write(path: string): Promise<Backup> {
    const draft = `${path}.partial`
    try {
      await copy(draft)
      renameSync(draft, path)
    } catch (cause) {
      rmSync(draft, { force: true })
      throw isWriteFault(cause) ? cannotWrite(cause, dirname(path)) : cause
    }
    const made = listBackups(dirname(path)).find((one) => one.path === path)
    return made ?? { name: basename(path), path, at: clock.now(), bytes: 0 }
  }

  const inFolder = (name: string) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return write(freePath(folder, name))
  }

  async function daily(): Promise<void> {
    dropUnfinished(folder)
    const before = listBackups(folder).filter(({ name }) => name.startsWith(DAILY))
    const newest = before[0]
    // one from the future was made while the clock was wrong
    if (newest && newest.at <= clock.now() && clock.now() - newest.at < DAY) return
    await inFolder(`${DAILY}${new Date(clock.now()).toISOString().slice(0, 10)}`)
    for (const { path } of listBackups(folder)
      .filter(({ name }) => name.startsWith(DAILY))
      .slice(KEPT))
      rmSync(path, { force: true })
  }

  return {
    list: () => listBackups(folder),
    make: (to, { replace = false } = {}) =>
      inTurn(async () => {
        if (to === undefined) return inFolder(stampOf(clock.now()))
        if (!existsSync(dirname(to))) throw noFolder(to)
        if (isAmongOwn(to, folder)) throw inDataFolder(to)
        if (existsSync(to) && !replace) throw exists(to)
        return write(to)
      }),
    startDaily(tell) {
      let told = ''
      const look = () => {
        cancel = clock.after(LOOK, look)
        inTurn(daily).then(
          () => {
            told = ''
          },
          (error) => {
            if (String(error) !== told) tell(error)
            told = String(error)
          },
        )
      }
      cancel = clock.after(FIRST_LOOK, look)
    },
    stop: () => cancel(),
  }
}

/** What a program that died left half written. Only one is made at a time, and none while this looks. */
function dropUnfinished(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder))
    if (name.endsWith('.partial')) rmSync(join(folder, name), { force: true })
}

/** The data folder's own files, of which the database is one, are not written over: only its backups may be. */
function isAmongOwn(to: string, backups: string): boolean {
  const own = dirname(backups)
  const data = existsSync(own) ? realpathSync(own) : own
  const way = relative(data, realpathSync(dirname(to)))
  const inside = way === '' || (!way.startsWith('..') && !way.includes(`:${sep}`))
  return inside && way !== basename(backups)
}

const exists = (path: string): AppError =>
  new AppError({
    code: 'backup.exists',
    message: `There is already a file ${path}.`,
    fix: 'Choose another name, or write over it with --force.',
    details: { path },
  })

const noFolder = (path: string): AppError =>
  new AppError({
    code: 'backup.no-folder',
    message: `There is no folder ${dirname(path)}.`,
    fix: 'Make it first, or choose another place for the backup.',
    details: { path },
  })

const inDataFolder = (path: string): AppError =>
  new AppError({
    code: 'backup.in-data-folder',
    message: `${path} lies among Blockloom's own files.`,
    fix: 'Choose a place outside of the data folder, or its folder "backups".',
    details: { path },
  })
