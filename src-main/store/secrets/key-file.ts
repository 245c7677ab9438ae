import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '#shared/error'

/** Who may open the key: whoever can read the file, or only who can also open the keychain it was wrapped with. */
export type KeyGuard = 'file' | 'keychain'
/** `key`: 32 bytes in base64, or what the keychain made of that text, in base64. */
export type KeyFile = { guard: KeyGuard; key: string }

const FORMAT = 1
const LONGEST = 10_000
const OWNER_ONLY = 0o600

/**
 * The file with the key of the secrets; null when there is none.
 * @throws AppError `secret.key-readable-by-others`, `secret.key-unreadable`, `secret.key-damaged`
 */
export function readKeyFile(path: string): KeyFile | null {
  let text: string
  try {
    refuseOpenFile(path, statSync(path).mode)
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    if (systemCode(cause) === 'ENOENT') return null
    throw unreadable(path, cause)
  }
  const file = parse(text)
  if (file) return file
  throw keyDamaged(path)
}

/** On Windows a data folder has its owner's rights; there the mode says nothing. */
function refuseOpenFile(path: string, mode: number): void {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return
  throw new AppError({
    code: 'secret.key-readable-by-others',
    message: `The key of the secrets may be read by others: ${path} has the mode ${(mode & 0o777).toString(8)}.`,
    fix: `Run: chmod 600 "${path}". If others were on this machine meanwhile, set new secrets.`,
    details: { path },
  })
}

function parse(text: string): KeyFile | null {
  try {
    const { format, guard, key } = JSON.parse(text.slice(0, LONGEST)) as Record<string, unknown>
    const known = format === FORMAT && (guard === 'file' || guard === 'keychain')
    return known && typeof key === 'string' ? { guard, key } : null
  } catch {
    return null
  }
}

/**
 * Puts a new key file there, whole or not at all, for its owner's eyes only; one that is there is never overwritten.
 * @throws AppError `secret.key-exists`, `secret.key-unwritable`
 */
export function makeKeyFile(path: string, file: KeyFile): void {
  write(path, file, (draft) => putInPlace(draft, path))
}

/** Puts another form of the same key in its place. @throws AppError `secret.key-unwritable` */
export function replaceKeyFile(path: string, file: KeyFile): void {
  write(path, file, (draft) => renameSync(draft, path))
}

/** Keeps a file that cannot be used, under another name beside it. @returns its path */
export function setKeyFileAside(path: string): string {
  for (let n = 1; ; n++) {
    const aside = `${path}.unusable${n === 1 ? '' : `-${n}`}`
    if (existsSync(aside)) continue
    renameSync(path, aside)
    return aside
  }
}

function write(path: string, file: KeyFile, place: (draft: string) => void): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}.partial`
  try {
    writeDraft(draft, `${JSON.stringify({ format: FORMAT, ...file })}\n`)
    place(draft)
    syncFolder(dirname(path))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw unwritable(path, cause)
  } finally {
    rmSync(draft, { force: true })
  }
}

function writeDraft(draft: string, text: string): void {
  const file = openSync(draft, 'wx', OWNER_ONLY)
  try {
    // the mode asked for passes through the umask, which may take from it but also from the owner
    if (process.platform !== 'win32') fchmodSync(file, OWNER_ONLY)
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A link is refused where the name is taken; not every disk has links. */
function putInPlace(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST' || existsSync(path)) throw exists(path)
    renameSync(draft, path)
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } catch {
    // some disks cannot; the file itself is there
  } finally {
    closeSync(handle)
  }
}

const systemCode = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : ''

export const keyDamaged = (path: string): AppError =>
  new AppError({
    code: 'secret.key-damaged',
    message: `The file with the key of the secrets is damaged: ${path}.`,
    fix: 'Put it back from a copy. Without one, set each secret again: a new key is made, the damaged file is kept.',
    details: { path },
  })

const unreadable = (path: string, cause: unknown): AppError =>
  new AppError({
    code: 'secret.key-unreadable',
    message: `The file with the key of the secrets cannot be read: ${path} (${systemCode(cause)}).`,
    fix: 'Give yourself the right to read it.',
    details: { path, cause: systemCode(cause) },
    cause,
  })

const unwritable = (path: string, cause: unknown): AppError =>
  new AppError({
    code: 'secret.key-unwritable',
    message: `The key of the secrets cannot be written to ${path} (${systemCode(cause)}).`,
    fix: 'Give yourself the right to write there, and free some space.',
    details: { path, cause: systemCode(cause) },
    cause,
  })

const exists = (path: string): AppError =>
  new AppError({
    code: 'secret.key-exists',
    message: `There is a key of the secrets already: ${path}.`,
    fix: 'Try again: it will be used.',
    details: { path },
  })
