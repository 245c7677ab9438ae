import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { _electron, type Browser, chromium, type Page } from '@playwright/test'
import type { Question } from './stand-in/facts.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const ELECTRON = join(import.meta.dirname, 'stand-in', 'register.mjs')
const ARCHIVES = join(import.meta.dirname, '..', 'packaging', 'stand-in', 'register.mjs')

/** The built desktop app with its window, on Electron's own binary where it is at hand, else on the stand-in. */
export type Desktop = {
  page: Page
  home: string
  /** what the main process did; on Electron's binary only what it can tell itself */
  ask<T>(question: Question, word?: string): Promise<T>
  /** starts the app a second time; its exit code */
  startAgain(...args: string[]): Promise<number | null>
  /** its window, as soon as there is one */
  window(): Promise<Page>
  /** its exit code, when it ends by itself */
  ended(): Promise<number | null>
  /** ends it the way a person does; its exit code */
  quit(): Promise<number | null>
  words(): string
}

/** Electron's binary, if this machine has it. */
export function electronBinary(): string | undefined {
  const home = join(ROOT, 'node_modules', 'electron')
  const named = existsSync(join(home, 'path.txt'))
    ? readFileSync(join(home, 'path.txt'), 'utf8').trim()
    : 'electron'
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(home, 'dist'), named)
  return existsSync(binary) ? binary : undefined
}

export const makeHome = (): string => mkdtempSync(join(tmpdir(), 'blockloom-desktop-'))
export const dropHome = (home: string): void => rmSync(home, { recursive: true, force: true })

/** As the system starts it at login, on the stand-in: its window is not there until somebody wants it. */
export const launchInTray = (home: string): Promise<Omit<Desktop, 'page'>> =>
  onStandIn(home, ROOT, ['--in-tray'])

/** @param app the folder of the built app, or an archive with it */
export const launchDesktop = (home: string, app = ROOT): Promise<Desktop> =>
  electronBinary() ? onElectron(electronBinary() as string, home, app) : withWindow(onStandIn(home, app))

async function withWindow(starting: Promise<Omit<Desktop, 'page'>>): Promise<Desktop> {
  const desktop = await starting
  const page = await desktop.window()
  return { ...desktop, page }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode)
    else child.once('exit', (code) => resolve(code))
  })

async function onStandIn(home: string, app: string, args: string[] = []): Promise<Omit<Desktop, 'page'>> {
  const devtools = await freePort()
  const env = {
    ...process.env,
    BLOCKLOOM_HOME: home,
    STAND_IN_DEVTOOLS: String(devtools),
    STAND_IN_SOCKET: join(home, 'one-instance'),
    XDG_CONFIG_HOME: join(home, 'config'),
  }
  const standIns = app.endsWith('.asar') ? [ELECTRON, ARCHIVES] : [ELECTRON]
  const before = standIns.flatMap((file) => ['--import', pathToFileURL(file).href])
  const entry = join(app, 'out', 'main', 'desktop.js')
  const start = (words: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    spawn(process.execPath, [...before, entry, ...words], {
      cwd: ROOT,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
  const child = start(args)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const browser = await connect(child, devtools, () => said)
  const quitIt = async () => {
    const code = ended(child)
    for (const page of browser.contexts().flatMap((context) => context.pages())) await page.close()
    // what is switched on keeps it
    child.kill('SIGTERM')
    return code
  }
  return {
    home,
    ask: (question, word) => ask(child, question, word),
    startAgain: (...words) => ended(start(words, { STAND_IN_SECOND: '1' })),
    window: () => firstPage(browser),
    ended: () => ended(child),
    quit: quitIt,
    words: () => said,
  }
}

/** The stand-in says when its Chromium is up; an end before that is a failure that shows its words. */
async function connect(child: ChildProcess, port: number, said: () => string): Promise<Browser> {
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', (code) => reject(new Error(`the desktop app ended with ${code}: ${said()}`)))
  })
  return chromium.connectOverCDP(`http://127.0.0.1:${port}`)
}

async function firstPage(browser: Browser): Promise<Page> {
  for (let i = 0; i < 400; i++) {
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((p) => p.url().startsWith('http'))
    if (page) return page
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('no window opened in 20 s')
}

let nextId = 1
function ask<T>(child: ChildProcess, question: Question, word?: string): Promise<T> {
  const id = nextId++
  return new Promise((resolve) => {
    const hear = (message: { id?: number; answer?: T }) => {
      if (message.id !== id) return
      child.off('message', hear)
      resolve(message.answer as T)
    }
    child.on('message', hear)
    child.send({ id, ask: question, word })
  })
}

async function onElectron(binary: string, home: string, packed: string): Promise<Desktop> {
  const env = { ...(process.env as Record<string, string>), BLOCKLOOM_HOME: home }
  const app = await _electron.launch({ executablePath: binary, args: [packed], env })
  const child = app.process()
  let said = ''
  child.stderr?.on('data', (chunk) => (said += chunk))
  return {
    page: await app.firstWindow(),
    home,
    ask: (question) => app.evaluate(askElectron, question) as never,
    startAgain: (...args) => ended(spawn(binary, [packed, ...args], { env, stdio: 'ignore' })),
    window: () => app.firstWindow(),
    ended: () => ended(child),
    async quit() {
      const code = ended(child)
      await app.close()
      return code
    },
    words: () => said,
  }
}

/** Runs in Electron's main process: the answers it can give about itself. */
function askElectron({ BrowserWindow, Menu }: typeof import('electron'), question: string): unknown {
  const [window] = BrowserWindow.getAllWindows()
  if (question === 'menuLabels') return Menu.getApplicationMenu()?.items.map((item) => item.label)
  if (question === 'focused') return window?.isFocused() ? 1 : 0
  return undefined
}
