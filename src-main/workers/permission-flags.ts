import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { AppError } from '#shared/error'
import type { Permissions } from './worker-program.ts'

export type FlagOrder = {
  permissions: Permissions
  /** the package's own folder: what relative folders begin at */
  folder: string | null
  /** files and folders it needs to start, absolute */
  readable: readonly string[]
  memoryMb: number
  /** flags this Node knows: `process.allowedNodeEnvironmentFlags` */
  known: ReadonlySet<string>
  home?: string
}

/**
 * Node's flags for a worker: its permission model shut to what the package declared, and the most it may hold on
 * its heap.
 * @throws AppError `worker.bad-folder`
 */
export function permissionFlags({
  permissions,
  folder,
  readable,
  memoryMb,
  known,
  home,
}: FlagOrder): string[] {
  const { run, net } = permissions
  const model = known.has('--permission') ? '--permission' : '--experimental-permission'
  const folders = (declared: readonly string[]) =>
    declared.flatMap((one) => bothNames(resolveFolder(one, folder, home ?? homedir())))
  const writable = folders(permissions.write)
  const read = [...readable.flatMap(bothNames), ...(folder === null ? [] : bothNames(folder))]
  return [
    model,
    ...unique([...read, ...folders(permissions.read), ...writable]).map((path) => `--allow-fs-read=${path}`),
    ...unique(writable).map((path) => `--allow-fs-write=${path}`),
    ...(run ? ['--allow-child-process', '--allow-addons', '--allow-worker'] : []),
    // from Node 25 on the model also shuts the network
    ...(net.length > 0 && known.has('--allow-net') ? ['--allow-net'] : []),
    // it opens any file without asking the permission model
    ...(known.has('--experimental-sqlite') ? ['--no-experimental-sqlite'] : []),
    `--max-old-space-size=${memoryMb}`,
    '--no-warnings',
  ]
}

function resolveFolder(declared: string, base: string | null, home: string): string {
  // Node takes a star for any number of characters: what was meant as one folder would be many
  if (declared === '' || declared.includes('*')) throw badFolder(declared)
  if (declared === '~' || declared.startsWith('~/') || declared.startsWith('~\\'))
    return join(home, declared.slice(1))
  if (isAbsolute(declared)) return resolve(declared)
  if (base === null) throw badFolder(declared)
  return resolve(base, declared)
}

/** As it was named and as the disk knows it: a folder may be reached through a link, as /tmp is on macOS. */
function bothNames(path: string): string[] {
  try {
    return unique([path, realpathSync(path)])
  } catch {
    return [path]
  }
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

const badFolder = (declared: string): AppError =>
  new AppError({
    code: 'worker.bad-folder',
    message: `"${declared}" is no folder that a package may ask for.`,
    fix: 'Name one folder: ~/Pictures, /data, or one inside the package.',
  })
