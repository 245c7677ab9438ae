/**
 * The bin of Linux desktops (freedesktop.org, "The FreeDesktop.org Trash specification" 1.0), made where there is
 * none yet, so that it works without a desktop too: a file is moved, never copied. On the disk of the home folder it
 * is ~/.local/share/Trash, on any other one .Trash/UID (when the administrator made a .Trash) or .Trash-UID at its top.
 */
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { fileProblem, inWords, systemCode } from '../file-error.ts'
import { numberedName, shortenedName } from '../file-name.ts'
import { entryPathOf, isInside, realPathOf } from '../resolve-path.ts'
import { entryAt, statOf } from '../same-file.ts'
import { syncFolder } from '../sync-folder.ts'
import type { Bin } from './bin.ts'
import { noBin } from './no-bin.ts'

export type XdgPlace = {
  home: string
  env: Readonly<Record<string, string | undefined>>
  /** of the user */
  uid: number
  now(): Date
}

/** A bin: `files` and `info` lie in it. `top`: what paths in it are relative to; null: they are whole. */
type Trash = { folder: string; top: string | null }

const PRIVATE = 0o700
const NOTE = '.trashinfo'
/** Bytes of a name whose note has one too. */
const LONGEST = 255 - NOTE.length
/** Nobody has so many files of one name in the bin. */
const MOST_NAMES = 100_000

export function xdgBin(place: Partial<XdgPlace> = {}): Bin {
  const full: XdgPlace = {
    home: homedir(),
    env: process.env,
    uid: process.getuid?.() ?? 0,
    now: () => new Date(),
    ...place,
  }
  return (path) =>
    inWords(path, 'move to the bin', async () => {
      const real = await entryPathOf(path)
      const home: Trash = { folder: homeTrash(full), top: null }
      if (await isTrashed(real, home.folder)) throw inBinAlready(path)
      if (await trashInto(home, real, full.now())) return
      const other = await trashOfDisk(real, full.uid)
      if (other && (await isTrashed(real, other.folder))) throw inBinAlready(path)
      if (!other || !(await trashInto(other, real, full.now())))
        throw noBin(path, 'the disk it lies on has no bin, and none can be made there')
    })
}

function homeTrash({ home, env }: XdgPlace): string {
  const data = env.XDG_DATA_HOME
  return join(data && isAbsolute(data) ? data : join(home, '.local', 'share'), 'Trash')
}

const isTrashed = async (path: string, trash: string): Promise<boolean> => {
  const real = await realPathOf(trash)
  return isInside(real, path) || isInside(path, real)
}

const inBinAlready = (path: string) =>
  fileProblem({
    code: 'files.in-bin',
    message: `${path} is in the bin already, or holds it.`,
    fix: 'Choose "for ever" to delete what is in the bin.',
    path,
  })

/** False when that bin is on another disk, or cannot be used: then nothing was done. */
async function trashInto(trash: Trash, path: string, now: Date): Promise<boolean> {
  const files = join(trash.folder, 'files')
  const info = join(trash.folder, 'info')
  try {
    for (const folder of [files, info]) await mkdir(folder, { recursive: true, mode: PRIVATE })
  } catch (error) {
    if (CANNOT.has(systemCode(error) ?? '')) return false
    throw error
  }
  const { name, note } = await noted(files, info, path, textOf(trash, path, now))
  try {
    await rename(path, join(files, name))
  } catch (error) {
    await rm(note, { force: true })
    if (systemCode(error) === 'EXDEV') return false
    throw error
  }
  await syncFolder(files)
  await syncFolder(dirname(path))
  return true
}

/** What a disk says where no bin can be made. */
const CANNOT = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EDQUOT'])

/** The name something gets in the bin, claimed by its note: that is made first and only if there is none. */
async function noted(files: string, info: string, path: string, text: string) {
  for (let count = 1; count <= MOST_NAMES; count++) {
    const name = numberedName(shortenedName(basename(path), LONGEST), count, LONGEST)
    const note = join(info, name + NOTE)
    if (await entryAt(join(files, name))) continue
    if (await written(note, text)) return { name, note }
  }
  throw new Error(`${files} holds too many files named ${basename(path)}`)
}

async function written(note: string, text: string): Promise<boolean> {
  try {
    const handle = await open(note, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

function textOf({ top }: Trash, path: string, now: Date): string {
  const shown = top === null ? path : relative(top, path)
  const escaped = shown.split(sep).map(encodeURIComponent).join('/')
  return `[Trash Info]\nPath=${escaped}\nDeletionDate=${localTime(now)}\n`
}

/** Local time without a zone, as the specification wants it. */
function localTime(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19)
}

/** The bin at the top of the disk a path lies on; undefined when there can be none. */
async function trashOfDisk(path: string, uid: number): Promise<Trash | undefined> {
  const top = await topOf(path)
  const shared = join(top, '.Trash')
  const there = await entryAt(shared)
  // anybody could have put a link or a folder without the sticky bit there
  if (there?.isDirectory() && (there.mode & 0o1000n) !== 0n && (await mine(join(shared, `${uid}`), uid)))
    return { folder: join(shared, `${uid}`), top }
  const own = join(top, `.Trash-${uid}`)
  return (await mine(own, uid)) ? { folder: own, top } : undefined
}

async function topOf(path: string): Promise<string> {
  let top = dirname(path)
  // of the folder: in a container a file may seem to lie on another disk than its folder
  const { dev } = await lstat(top)
  for (let above = dirname(top); above !== top && (await statOf(above))?.dev === dev; above = dirname(above))
    top = above
  return top
}

/** Makes the folder when it is missing; true when it is a folder of this user alone. */
async function mine(folder: string, uid: number): Promise<boolean> {
  try {
    await mkdir(folder, { mode: PRIVATE })
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') return false
  }
  const entry = await entryAt(folder)
  return entry?.isDirectory() === true && Number(entry.uid) === uid
}
