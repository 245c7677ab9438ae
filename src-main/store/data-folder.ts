import { mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '#shared/error'

/** Where things lie in a data folder. Nothing else in the program joins these names. */
export const placesOf = (folder: string) => ({
  database: join(folder, 'blockloom.db'),
  wal: join(folder, 'blockloom.db-wal'),
  lock: join(folder, 'lock.db'),
  holder: join(folder, 'holder.json'),
  backups: join(folder, 'backups'),
  /** files that calls of webhooks brought, a folder for each run */
  calls: join(folder, 'files', 'calls'),
  /** of the secrets */
  key: join(folder, 'key'),
})
export type Places = ReturnType<typeof placesOf>

export const unwritable = (folder: string, cause: unknown): AppError =>
  new AppError({
    code: 'store.folder-unwritable',
    message: `Blockloom cannot write to its data folder ${folder}.`,
    fix: 'Give yourself the right to write there, or choose another folder with BLOCKLOOM_HOME.',
    details: { folder, cause: cause instanceof Error && 'code' in cause ? cause.code : undefined },
    cause,
  })

const notAFolder = (folder: string, cause?: unknown): AppError =>
  new AppError({
    code: 'store.folder-is-file',
    message: `The data folder ${folder} is a file or lies under one.`,
    fix: 'Choose another folder with BLOCKLOOM_HOME, or move that file away.',
    details: { folder },
    cause,
  })

/**
 * Makes the data folder when it is missing, for its owner's eyes only.
 * @throws AppError `store.folder-is-file`, `store.folder-unwritable`
 */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(resolve(folder))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : ''
    if (code === 'EEXIST' || code === 'ENOTDIR') throw notAFolder(folder, cause)
    throw unwritable(folder, cause)
  }
  if (!statSync(folder).isDirectory()) throw notAFolder(folder)
}

/** Not `recursive`: where the system says that a folder cannot be made (/proc), Node tries for ever. */
function makeFolder(path: string): void {
  const missing: string[] = []
  for (let at = path; !exists(at); at = dirname(at)) missing.push(at)
  for (const one of missing.reverse()) makeOne(one)
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

function makeOne(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (cause) {
    // another process may have made it just now
    if (!exists(path)) throw cause
  }
}
