import { spawn } from 'node:child_process'
import type { Command } from 'commander'
import type { CommandHost } from './command-io.ts'
import { type ElectronRuntime, findElectron, surroundings } from './electron-runtime.ts'
import { EXIT } from './exit-code.ts'
import { linkOfHolder } from './held-studio.ts'
import { serveStudio } from './serve.ts'

const PORT = 4321
/** A window that closes itself so soon did not open. */
const TOO_SOON_MS = 5_000

/** `blockloom` and `blockloom studio`: the desktop app, or where it cannot run, the same in the browser. */
export function register(program: Command, host: CommandHost): void {
  program
    .command('studio', { isDefault: true })
    .description('Open the studio: the desktop app, or where it cannot run, the same in the browser')
    .option('--browser', 'in the browser, also where the desktop app could run')
    .addHelpText('after', '\nExample:\n  blockloom studio')
    .action(async ({ browser }: { browser?: boolean }) => {
      process.exitCode = await openStudio(host, browser ?? false)
    })
}

async function openStudio(host: CommandHost, browser: boolean): Promise<number> {
  const runtime: ElectronRuntime = browser
    ? { why: 'you asked for the browser' }
    : await findElectron(surroundings(host.root, process.env), (line) => host.io.err(`${line}\n`))
  if ('why' in runtime) return inBrowser(host, runtime.why)
  const code = await openWindow(runtime.binary, host)
  return code === 'did-not-open' ? inBrowser(host, 'the window closed before it opened') : code
}

async function inBrowser(host: CommandHost, why: string): Promise<number> {
  host.io.err(`No desktop window, because ${why}; the studio opens in your browser instead.\n`)
  try {
    return await serveStudio(host, { host: '127.0.0.1', port: PORT, open: canOpenBrowser() })
  } catch (error) {
    const link = await linkOfHolder(host, error)
    if (link === undefined) throw error
    host.io.out(`Blockloom runs already. Sign in once with this link: ${link}\n`)
    if (canOpenBrowser()) host.openBrowser(link)
    return EXIT.done
  }
}

const canOpenBrowser = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

function openWindow(binary: string, { root, io }: CommandHost): Promise<number | 'did-not-open'> {
  return new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(binary, [root], { stdio: 'inherit', cwd: root })
    const stop = () => child.kill('SIGTERM')
    io.signal.addEventListener('abort', stop, { once: true })
    child.on('error', () => resolve('did-not-open'))
    child.on('close', (code) => {
      if (code !== 0 && !io.signal.aborted && performance.now() - began < TOO_SOON_MS) resolve('did-not-open')
      else resolve(code ?? EXIT.done)
    })
  })
}
