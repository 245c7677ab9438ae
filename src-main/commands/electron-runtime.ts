import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The Electron binary to start, or why there is none: one plain clause for the line that is printed. */
export type ElectronRuntime = { binary: string } | { why: string }

type Surroundings = {
  root: string
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
  /** user id on POSIX systems */
  uid: number | undefined
  readText(path: string): string | undefined
}

const NO_PROGRESS_MS = 10_000

export const surroundings = (root: string, env: NodeJS.ProcessEnv): Surroundings => ({
  root,
  env,
  platform: process.platform,
  uid: process.getuid?.(),
  readText: (path) => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
  },
})

/** What on this machine keeps a window from opening, before anything is fetched; null when nothing does. */
export function whyNoWindow({ env, platform, uid, readText }: Surroundings): string | null {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display here'
  if (uid === 0) return 'this runs as root, and Electron keeps its sandbox only for other users'
  const refused =
    readText('/proc/sys/kernel/unprivileged_userns_clone')?.trim() === '0' ||
    readText('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')?.trim() === '1' ||
    readText('/proc/sys/user/max_user_namespaces')?.trim() === '0'
  return refused ? 'this system does not allow the sandbox that the window needs' : null
}

/** Finds Electron's runtime, fetching it on first use as the electron package does. */
export async function findElectron(
  around: Surroundings,
  say: (line: string) => void,
): Promise<ElectronRuntime> {
  const why = whyNoWindow(around)
  if (why) return { why }
  const home = electronPackage(around.root)
  if (!home) return { why: 'this install has no desktop runtime' }
  const there = binaryIn(home, around)
  if (there) return { binary: there }
  say('Fetching the desktop runtime (about 110 MB, once) ...')
  const trouble = await fetchRuntime(home)
  const fetched = binaryIn(home, around)
  if (fetched) return { binary: fetched }
  return { why: `the desktop runtime is not here and could not be fetched (${trouble ?? 'nothing came'})` }
}

function electronPackage(root: string): string | undefined {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'))
  } catch {
    return undefined
  }
}

function binaryIn(home: string, { env, readText, platform }: Surroundings): string | undefined {
  const usual =
    platform === 'win32'
      ? 'electron.exe'
      : platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron'
  const named = readText(join(home, 'path.txt'))?.trim() || usual
  const binary = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(home, 'dist'), named)
  return existsSync(binary) ? binary : undefined
}

/** Runs the electron package's own fetcher; gives up after 10 s in which nothing arrived. */
async function fetchRuntime(home: string): Promise<string | undefined> {
  const scratch = mkdtempSync(join(tmpdir(), 'blockloom-electron-'))
  try {
    const child = spawn(process.execPath, [join(home, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch, ELECTRON_GET_NO_PROGRESS: '1' },
    })
    return await watchProgress(child, () => sizeOf(scratch) + sizeOf(join(home, 'dist')))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function watchProgress(child: ChildProcess, size: () => number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = ''
    let last = size()
    let quietSince = performance.now()
    child.stderr?.on('data', (chunk) => {
      said += String(chunk)
    })
    const timer = setInterval(() => {
      const now = size()
      if (now !== last) quietSince = performance.now()
      last = now
      if (performance.now() - quietSince > NO_PROGRESS_MS) child.kill('SIGKILL')
    }, 500)
    child.on('close', (code) => {
      clearInterval(timer)
      if (code === 0) resolve(undefined)
      else resolve(code === null ? 'no progress for 10 seconds' : firstLine(said))
    })
  })
}

const firstLine = (text: string): string =>
  text
    .trim()
    .split('\n')[0]
    ?.replace(/^\w*Error: /, '') || 'it failed'

function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0
  return bytes
}
