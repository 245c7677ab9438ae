import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlockDeclaration } from '#shared/block'
import { AppError } from '#shared/error'
import { acceptDeclarations, type PackageManifest, parseManifest } from '#shared/package'
import { syncFolder } from '../world/sync-folder.ts'

/** One installed package. Its record is what counts: a folder that no record names is left over. */
export type InstalledPackage = {
  readonly manifest: PackageManifest
  /** the name of its folder in `blocks/` */
  readonly folder: string
  /** SHA-256 of the packed package, hexadecimal */
  readonly digest: string
  /** where it was installed from */
  readonly from: string
  /** ms since the epoch */
  readonly installedAt: number
  readonly declarations: readonly BlockDeclaration[]
  readonly icons: Readonly<Record<string, string>>
}

const NAME = 'installed.json'

/**
 * What `blocks/installed.json` says. A record that cannot be used is left out: a host starts all the same.
 * @param broken told of what was left out
 */
export function readInstalled(folder: string, broken: (why: string) => void): InstalledPackage[] {
  let text: string
  try {
    text = readFileSync(join(folder, NAME), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') broken(`${NAME}: ${(error as Error).message}`)
    return []
  }
  try {
    const { packages } = JSON.parse(text) as { packages: InstalledPackage[] }
    return packages.flatMap((one) => checked(one, broken))
  } catch (error) {
    broken(`${NAME}: ${(error as Error).message}`)
    return []
  }
}

/** The file lies where others may write: what is drawn from it is looked at as when it came in. */
function checked(one: InstalledPackage, broken: (why: string) => void): InstalledPackage[] {
  try {
    const manifest = parseManifest(JSON.stringify(one.manifest))
    if (!/^[\w.+@-]+$/.test(one.folder)) throw new Error(`${one.folder} is no folder of a package`)
    return [{ ...one, manifest, declarations: acceptDeclarations(manifest.name, one.declarations) }]
  } catch (error) {
    broken(`${one?.manifest?.name ?? 'a package'}: ${error instanceof AppError ? error.message : error}`)
    return []
  }
}

/** On the disk, whole or not at all. */
export async function writeInstalled(folder: string, packages: readonly InstalledPackage[]): Promise<void> {
  const target = join(folder, NAME)
  const temporary = `${target}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify({ format: 1, packages }, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, target)
  await syncFolder(folder)
}
