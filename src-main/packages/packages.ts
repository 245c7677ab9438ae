/**
 * The block packages of a data folder.
 *
 * Invariant: `blocks/installed.json` says what is installed. A package's files are whole in their own folder before
 * the record names them, and are taken away after the record has forgotten them, so a crash at any moment leaves the
 * one state or the other; folders that no record names are swept when a host begins.
 */
import { readdirSync, rmSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlockDeclaration } from '#shared/block'
import type { JsonObject } from '#shared/flow'
import {
  isNewer,
  isPackageName,
  type PackageManifest,
  packageOf,
  refuseOtherBlockloom,
} from '#shared/package'
import { packageRunner } from '../workers/package-runner.ts'
import type { WorkerPool } from '../workers/worker-pool.ts'
import type { WorkerProgram } from '../workers/worker-program.ts'
import { describePackage } from './describe-package.ts'
import { type InstalledPackage, readInstalled, writeInstalled } from './installed-file.ts'
import type { LiveBlocks } from './live-blocks.ts'
import { noSuchPackage, packageError } from './package-error.ts'
import { packageProgram } from './package-program.ts'
import { freeFolder, type Incoming, unpackInto, withIncoming } from './package-source.ts'

export type PackageParts = {
  /** `blocks/` of the data folder; made when the first package comes */
  readonly folder: string
  /** of this Blockloom */
  readonly version: string
  readonly blocks: LiveBlocks
  readonly pool: WorkerPool
  now(): number
  /** told of what cannot be used */
  broken(why: string): void
}

/** A package that could be installed, and what would become of the one that is here. */
export type PackageLook = {
  readonly manifest: PackageManifest
  readonly digest: string
  /** the version that is installed now */
  readonly before: string | null
}

export type InstallOrder = {
  /** an absolute path: a folder or a packed file */
  readonly from: string
  /** of what was shown to the person who agreed: anything else is refused */
  readonly digest?: string
  /** `update`: it must be here already, and older */
  readonly how: 'install' | 'update'
}

export class Packages {
  readonly #parts: PackageParts
  readonly #installed = new Map<string, InstalledPackage>()
  readonly #programs = new Map<string, WorkerProgram>()
  readonly #watchers = new Set<() => void>()
  /** one change after the other */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: PackageParts) {
    this.#parts = parts
    for (const one of readInstalled(parts.folder, parts.broken)) this.#know(one)
    this.#sweep()
  }

  list(): InstalledPackage[] {
    return [...this.#installed.values()].sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1))
  }
  /** @throws AppError `package.not-found` */
  get(name: string): InstalledPackage {
    const found = this.#installed.get(name)
    if (!found) throw noSuchPackage(name)
    return found
  }
  revision(): number {
    return this.#parts.blocks.revision()
  }
  /** Told after every change; gives back what ends that. */
  watch(listener: () => void): () => void {
    this.#watchers.add(listener)
    return () => void this.#watchers.delete(listener)
  }

  /** What would be installed, without running any of it. @throws AppError as `install` */
  look(from: string, how: InstallOrder['how']): Promise<PackageLook> {
    return withIncoming(from, this.#parts.folder, async ({ manifest, digest }) => {
      this.#refuse(manifest, how)
      return { manifest, digest, before: this.#installed.get(manifest.name)?.manifest.version ?? null }
    })
  }

  /**
   * Installs a package, or puts it in the place of the one of its name.
   * @returns what is installed now, and what was before
   * @throws AppError `package.*`, `files.*`
   */
  install(order: InstallOrder): Promise<{ now: InstalledPackage; before: InstalledPackage | null }> {
    return this.#inTurn(() =>
      withIncoming(order.from, this.#parts.folder, async (incoming) => {
        if (order.digest !== undefined && order.digest !== incoming.digest) throw changed(order.from)
        this.#refuse(incoming.manifest, order.how)
        return this.#put(incoming, order.from)
      }),
    )
  }

  /** @throws AppError `package.not-found` */
  remove(name: string): Promise<InstalledPackage> {
    return this.#inTurn(async () => {
      const gone = this.get(name)
      await writeInstalled(
        this.#parts.folder,
        this.list().filter((one) => one !== gone),
      )
      this.#installed.delete(name)
      this.#programs.delete(name)
      this.#parts.blocks.put(name, [])
      this.#tell()
      await this.#discard(gone)
      return gone
    })
  }

  /** The declaration that a block is checked with now, when it is a package's. */
  declarationOf(type: string): BlockDeclaration | undefined {
    return packageOf(type) === undefined ? undefined : this.#parts.blocks.catalog.get(type)
  }

  /** A config of an older version of a block, brought up to date by its package. @throws AppError of the package */
  migrate(type: string, from: number, config: JsonObject): Promise<JsonObject> {
    const program = this.#programs.get(packageOf(type) ?? '')
    if (!program) throw noSuchPackage(type)
    return this.#parts.pool.migrate(program, { type, from, config })
  }

  /** Its page, if it has one. */
  async readme(name: string): Promise<string | null> {
    const { folder } = this.get(name)
    return readFile(join(this.#parts.folder, folder, 'README.md'), 'utf8').catch(() => null)
  }

  #refuse(manifest: PackageManifest, how: InstallOrder['how']): void {
    refuseOtherBlockloom(manifest, this.#parts.version)
    const here = this.#installed.get(manifest.name)?.manifest
    if (how === 'update') {
      if (!here) throw noSuchPackage(manifest.name)
      if (!isNewer(manifest.version, here.version)) throw notNewer(manifest, here)
    } else if (here && here.version !== manifest.version) throw isHere(manifest, here)
  }

  async #put(incoming: Incoming, from: string) {
    const { folder: blocks, now, pool } = this.#parts
    const { manifest, digest } = incoming
    const folder = await freeFolder(blocks, manifest)
    const place = join(blocks, folder)
    await unpackInto(incoming, from, place)
    const before = this.#installed.get(manifest.name) ?? null
    const one = { manifest, digest, folder, from, installedAt: now() }
    try {
      const program = packageProgram(manifest, place, `${one.installedAt}`)
      const installed = { ...one, ...(await describePackage(manifest, place, program, pool)) }
      await writeInstalled(blocks, [...this.list().filter((other) => other !== before), installed])
      this.#know(installed)
      this.#tell()
      // runs that began with the one before go on with its files; they are swept when a host begins
      return { now: installed, before }
    } catch (error) {
      await rm(place, { recursive: true, force: true })
      throw error
    }
  }

  #know(one: InstalledPackage): void {
    const { manifest, folder, installedAt } = one
    const { blocks, pool } = this.#parts
    const program = packageProgram(manifest, join(this.#parts.folder, folder), `${installedAt}`)
    this.#installed.set(manifest.name, one)
    this.#programs.set(manifest.name, program)
    blocks.put(
      manifest.name,
      one.declarations.map((declaration) => packageRunner(program, declaration, pool)),
    )
  }

  /** Windows holds files of a process that still ends: what could not be taken away now is swept later. */
  #discard({ folder }: InstalledPackage): Promise<void> {
    return rm(join(this.#parts.folder, folder), { recursive: true, force: true, maxRetries: 3 }).catch(
      () => undefined,
    )
  }

  /** Takes away folders of packages that no record names: of a crash, and of versions before. */
  #sweep(): void {
    const known = new Set([...this.#installed.values()].map(({ folder }) => folder))
    for (const name of namesIn(this.#parts.folder))
      if (isPackageName(name.split('@')[0] ?? '') && name.includes('@') && !known.has(name))
        rmSync(join(this.#parts.folder, name), { recursive: true, force: true })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher()
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const changed = (from: string) =>
  packageError(
    'changed',
    `${from} is not what was shown: it was changed meanwhile.`,
    'Look at it again, then install it.',
    { path: from },
  )

const notNewer = (given: PackageManifest, here: PackageManifest) =>
  packageError(
    'not-newer',
    `${given.name} ${given.version} is not newer than ${here.version}, which is installed.`,
    given.version === here.version
      ? `To put it in again, run: blockloom blocks install`
      : `To go back, remove it first: blockloom blocks remove ${given.name}`,
    { package: given.name },
  )

const isHere = (given: PackageManifest, here: PackageManifest) =>
  packageError(
    'already-exists',
    `${given.name} ${here.version} is installed already.`,
    isNewer(given.version, here.version)
      ? `To get ${given.version}, run: blockloom blocks update`
      : `To go back to ${given.version}, remove it first: blockloom blocks remove ${given.name}`,
    { package: given.name },
  )
