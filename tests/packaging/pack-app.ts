import { spawn } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeElectronDist, type System } from './stand-in/electron-dist.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
export const HERE = process.platform as System
/** ms that packing may take on a busy machine */
export const PACKING = 120_000

/** The app as `electron-builder --dir` packs it, around a stand-in for Electron. */
export type Packed = {
  /** the file that holds the fuses, as @electron/fuses wants it named */
  executable: string
  /** the folder of app.asar */
  resources: string
  asar: string
  /** the folder that a person would be given */
  app: string
  remove(): void
}

const FLAG = { linux: '--linux', darwin: '--mac', win32: '--win' } as const
const ARCH_SUFFIX = process.arch === 'x64' ? '' : `-${process.arch}`
/** below electron-builder's output folder */
const APP = {
  linux: [`linux${ARCH_SUFFIX}-unpacked`],
  darwin: [`mac${ARCH_SUFFIX}`, 'Blockloom.app'],
  win32: [`win${ARCH_SUFFIX}-unpacked`],
} as const
const RESOURCES = { linux: 'resources', darwin: 'Contents/Resources', win32: 'resources' } as const
const EXECUTABLE = { linux: 'blockloom', darwin: '', win32: 'Blockloom.exe' } as const

/** Packs the build in out/ for a system, with this machine's processor, in a temporary folder. */
export async function packApp(system: System): Promise<Packed> {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'blockloom pack ')))
  const dist = join(place, 'electron')
  makeElectronDist(dist, system)
  const remove = () => rmSync(place, { recursive: true, force: true })
  await build(place, system, dist).catch((reason) => {
    remove()
    throw reason
  })
  const app = join(place, 'dist', ...APP[system])
  const resources = join(app, RESOURCES[system])
  return {
    executable: join(app, EXECUTABLE[system]),
    resources,
    asar: join(resources, 'app.asar'),
    app,
    remove,
  }
}

/** An address where nobody listens: whatever is fetched after all fails, and the packing with it. */
const NOWHERE = 'http://127.0.0.1:9/'

function build(place: string, system: System, dist: string): Promise<void> {
  const builder = join(ROOT, 'node_modules', 'electron-builder', 'cli.js')
  const words = ['--dir', FLAG[system], '--config', 'build/electron-builder.ts']
  const options = [`-c.directories.output=${join(place, 'dist')}`, '-c.mac.identity=null']
  const child = spawn(process.execPath, [builder, ...words, ...options], {
    cwd: ROOT,
    env: {
      ...process.env,
      ELECTRON_OVERRIDE_DIST_PATH: dist,
      ELECTRON_MIRROR: NOWHERE,
      ELECTRON_BUILDER_BINARIES_MIRROR: NOWHERE,
      ELECTRON_BUILDER_CACHE: join(place, 'cache'),
      CSC_IDENTITY_AUTO_DISCOVERY: 'false',
      // nor does anybody ask whether there is a newer one
      NO_UPDATE_NOTIFIER: '1',
      npm_config_update_notifier: 'false',
      npm_config_offline: 'true',
    },
    timeout: PACKING - 5_000,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`electron-builder ended with ${code ?? signal}:\n${said}`)),
    )
  })
}
