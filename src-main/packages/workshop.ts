/** What makers of packages do with a folder: without a data folder, without a host. */
import { join } from 'node:path'
import { createEvaluator } from '#shared/expression'
import { BLOCKS_FILE, type PackageManifest, refuseOtherBlockloom } from '#shared/package'
import { launchChild } from '../workers/child-launch.ts'
import { openPool, type WorkerPool } from '../workers/worker-pool.ts'
import { workerScript } from '../workers/worker-script.ts'
import { loadSandboxWasm } from '../world/app-root.ts'
import { NEVER_STOPPED } from '../world/stop-signal.ts'
import { systemClock, threadTime } from '../world/system-clock.ts'
import { describePackage } from './describe-package.ts'
import { type MakeOrder, makePackage } from './make-package.ts'
import { packFiles } from './pack-files.ts'
import { packageFiles } from './package-files.ts'
import { packageProgram } from './package-program.ts'
import { readManifest } from './read-manifest.ts'
import { type PackageReport, testPackage } from './test-package.ts'

export type { Language } from './make-package.ts'
export { LANGUAGES } from './make-package.ts'
export type { PackageReport } from './test-package.ts'

export type PackReport = {
  name: string
  version: string
  file: string
  bytes: number
  files: number
  digest: string
}
export type Workshop = ReturnType<typeof makeWorkshop>

/** @param root the folder of Blockloom's package.json; @param version of this Blockloom */
export const makeWorkshop = (root: string, version: string) => ({
  make: (order: Omit<MakeOrder, 'root' | 'version'>): Promise<string[]> =>
    makePackage({ ...order, root, version }),

  /** @throws AppError where it cannot be tried at all */
  async test(folder: string): Promise<PackageReport> {
    const manifest = await manifestFor(folder, version)
    const evaluator = await createEvaluator({ loadWasm: () => loadSandboxWasm(root), deadline: threadTime })
    try {
      return await withPool((pool) =>
        testPackage(manifest, folder, { pool, evaluator, now: systemClock.now }),
      )
    } finally {
      evaluator.dispose()
    }
  },

  /**
   * Packs a folder that is in order: its blocks are asked for first, and their declarations put beside it.
   * @param target names the file; missing: NAME-VERSION.blockloom in `here`
   */
  async pack(folder: string, here: string, target?: string): Promise<PackReport> {
    const manifest = await manifestFor(folder, version)
    const { declarations } = await withPool((pool) =>
      describePackage(manifest, folder, packageProgram(manifest, folder, 'pack'), pool),
    )
    const files = await packageFiles(folder, manifest.leaveOut, NEVER_STOPPED)
    const file = target ?? join(here, `${manifest.name}-${manifest.version}.blockloom`)
    const extra = { [BLOCKS_FILE]: `${JSON.stringify(declarations, null, 2)}\n` }
    const { path, bytes, digest } = await packFiles(files, extra, file, NEVER_STOPPED)
    return { name: manifest.name, version: manifest.version, file: path, bytes, files: files.length, digest }
  },
})

async function manifestFor(folder: string, version: string): Promise<PackageManifest> {
  const manifest = await readManifest(folder)
  refuseOtherBlockloom(manifest, version)
  return manifest
}

async function withPool<T>(work: (pool: WorkerPool) => Promise<T>): Promise<T> {
  const launch = launchChild({ script: workerScript(), now: systemClock.monotonic })
  const pool = openPool({ clock: systemClock, launch })
  try {
    return await work(pool)
  } finally {
    await pool.close()
  }
}
