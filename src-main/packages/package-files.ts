import { basename } from 'node:path'
import picomatch from 'picomatch'
import type { StopSignal } from '#shared/block'
import { type Walked, walkTree } from '../world/walk-tree.ts'
import { packageError } from './package-error.ts'

/** What a package may be made of. Packages with `node_modules` of their own fit; a whole tool chain does not. */
export const PACKAGE_LIMITS = {
  files: 10_000,
  bytes: 256 * 1024 * 1024,
  packed: 64 * 1024 * 1024,
  ratio: 200,
}

/** Never part of a package, wherever they lie. `.env` is left out because it holds secrets by custom. */
const NEVER = new Set([
  ...['.git', '.hg', '.svn', '.DS_Store', 'Thumbs.db', '.idea', '.vscode', '.env', '.npmrc'],
  ...['__pycache__', '.venv', 'venv', '.pytest_cache', '.mypy_cache', '.cache', 'blockloom.blocks.json'],
])
const NEVER_ENDS = /\.(blockloom|pyc|log)$|~$|^\.env\./

export type PackageFile = {
  readonly way: string
  readonly path: string
  readonly size: number
  readonly executable: boolean
}

/**
 * The files of a package folder, by name in code-unit order. `node_modules` are among them: a package brings what
 * it needs.
 * @param leaveOut patterns of its manifest
 * @throws AppError `package.has-links`, `package.too-large`
 */
export async function packageFiles(
  folder: string,
  leaveOut: readonly string[],
  signal: StopSignal,
): Promise<PackageFile[]> {
  const isLeftOut = leaveOut.length > 0 ? picomatch([...leaveOut], { dot: true }) : () => false
  const files: PackageFile[] = []
  const skipped: string[] = []
  let bytes = 0
  for await (const one of walkTree(folder, signal)) {
    if (one.way === '' || skipped.some((way) => one.way.startsWith(`${way}/`))) continue
    if (isNever(one) || isLeftOut(one.way)) {
      if (one.kind === 'folder') skipped.push(one.way)
      continue
    }
    if (one.kind === 'folder') continue
    if (one.kind !== 'file') {
      // npm links its programs there, and nothing of a package starts them
      if (/(^|\/)node_modules\/\.bin\//.test(one.way)) continue
      throw hasLink(one.way)
    }
    const size = Number(one.entry.size)
    bytes += size
    if (files.length >= PACKAGE_LIMITS.files) throw tooLarge(`more than ${PACKAGE_LIMITS.files} files`)
    if (bytes > PACKAGE_LIMITS.bytes) throw tooLarge('more than 256 MB')
    files.push({ way: one.way, path: one.path, size, executable: (Number(one.entry.mode) & 0o100) !== 0 })
  }
  return files.sort((a, b) => (a.way < b.way ? -1 : 1))
}

const isNever = ({ path }: Walked): boolean => NEVER.has(basename(path)) || NEVER_ENDS.test(basename(path))

const hasLink = (way: string) =>
  packageError(
    'has-links',
    `The package holds ${JSON.stringify(way)}, which is a link or no file.`,
    'Put the file itself there, or name it in "leaveOut" of blockloom.json.',
    { path: way },
  )

export const tooLarge = (what: string) =>
  packageError(
    'too-large',
    `The package holds ${what}.`,
    'Leave out what it does not need, with "leaveOut" in blockloom.json or with: npm prune --omit=dev',
  )
