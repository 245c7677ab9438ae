import { execFile } from 'node:child_process'
import type { BlockDesktop } from '#shared/block'
import { AppError } from '#shared/error'

/** A program of the system, with what it reads. */
type Tool = { readonly program: string; readonly args: readonly string[]; readonly input?: string }
/** How a system does it, the best way first. */
type Ways = {
  notify(title: string, text: string): readonly Tool[]
  open(what: string): readonly Tool[]
  readonly read: readonly Tool[]
  write(text: string): readonly Tool[]
}

/** ms that such a program may take */
const PATIENCE = 10_000

/** PowerShell, with what it is told in its environment: nothing has to be quoted. */
const powershell = (script: string): Tool => ({
  program: 'powershell.exe',
  args: [
    '-NoProfile',
    '-NonInteractive',
    '-Command',
    `[Console]::OutputEncoding=[Text.Encoding]::UTF8;${script}`,
  ],
})

const WINDOWS: Ways = {
  notify: () => [
    powershell(
      `Add-Type -AssemblyName System.Windows.Forms;$n=New-Object System.Windows.Forms.NotifyIcon;` +
        `$n.Icon=[System.Drawing.SystemIcons]::Information;$n.Visible=$true;` +
        `$n.ShowBalloonTip(5000,$env:BLOCKLOOM_TITLE,$env:BLOCKLOOM_TEXT,'Info');Start-Sleep 6;$n.Dispose()`,
    ),
  ],
  open: () => [powershell('Start-Process -FilePath $env:BLOCKLOOM_TEXT')],
  read: [powershell('Get-Clipboard -Raw')],
  write: () => [powershell('Set-Clipboard -Value $env:BLOCKLOOM_TEXT')],
}
const MACOS: Ways = {
  notify: () => [
    {
      program: 'osascript',
      args: [
        '-e',
        'display notification (system attribute "BLOCKLOOM_TEXT") with title (system attribute "BLOCKLOOM_TITLE")',
      ],
    },
  ],
  open: (what) => [{ program: 'open', args: ['--', what] }],
  read: [{ program: 'pbpaste', args: [] }],
  write: (text) => [{ program: 'pbcopy', args: [], input: text }],
}
const FREEDESKTOP: Ways = {
  notify: (title, text) => [{ program: 'notify-send', args: ['--app-name=Blockloom', '--', title, text] }],
  open: (what) => [{ program: 'xdg-open', args: [what] }],
  read: [
    { program: 'wl-paste', args: ['--no-newline', '--type', 'text'] },
    { program: 'xclip', args: ['-selection', 'clipboard', '-out'] },
    { program: 'xsel', args: ['--clipboard', '--output'] },
  ],
  write: (text) => [
    { program: 'wl-copy', args: [], input: text },
    { program: 'xclip', args: ['-selection', 'clipboard', '-in'], input: text },
    { program: 'xsel', args: ['--clipboard', '--input'], input: text },
  ],
}
const WAYS: Readonly<Record<string, Ways>> = { win32: WINDOWS, darwin: MACOS }

/**
 * The desktop through the programs that the system has for it, for hosts without Electron. Where there is no desktop,
 * or none of them, each says so.
 */
export function systemDesktop(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): BlockDesktop {
  const ways = WAYS[platform] ?? FREEDESKTOP
  const hasDesktop =
    platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  const byFirst = (tools: readonly Tool[], told: { title?: string; text?: string }, none: AppError) =>
    hasDesktop ? firstOf(tools, { ...env, ...wordsOf(told) }, none) : Promise.reject(none)
  return {
    async notify(title, text) {
      await byFirst(ways.notify(title, text), { title, text }, NO_NOTIFICATIONS())
    },
    async open(what) {
      await byFirst(ways.open(what), { text: what }, cannotOpen(what))
    },
    readClipboard: () => byFirst(ways.read, {}, NO_CLIPBOARD()),
    async writeClipboard(text) {
      await byFirst(ways.write(text), { text }, NO_CLIPBOARD())
    },
  }
}

const wordsOf = ({ title, text }: { title?: string; text?: string }) => ({
  ...(title !== undefined && { BLOCKLOOM_TITLE: title }),
  ...(text !== undefined && { BLOCKLOOM_TEXT: text }),
})

/** The first program that is there and does it. */
async function firstOf(tools: readonly Tool[], env: NodeJS.ProcessEnv, none: AppError): Promise<string> {
  for (const tool of tools) {
    const out = await byTool(tool, env)
    if (out !== null) return out
  }
  throw none
}

const byTool = ({ program, args, input }: Tool, env: NodeJS.ProcessEnv): Promise<string | null> =>
  new Promise((resolve) => {
    const child = execFile(program, args, { env, timeout: PATIENCE, windowsHide: true }, (error, out) =>
      resolve(error ? null : out),
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end(input ?? '')
    // programs that keep the clipboard stay behind and hold their outputs
    child.on('exit', (code) => setTimeout(() => resolve(code === 0 ? '' : null), 500).unref())
  })

const NO_NOTIFICATIONS = (): AppError =>
  new AppError({
    code: 'desktop.no-notifications',
    message: 'There is no desktop here that shows notifications.',
    fix: 'Run the flow in the desktop app. On Linux the program notify-send is needed.',
  })

const NO_CLIPBOARD = (): AppError =>
  new AppError({
    code: 'desktop.no-clipboard',
    message: 'There is no clipboard here.',
    fix: 'Run the flow in the desktop app. On Linux one of the programs wl-clipboard, xclip or xsel is needed.',
  })

const cannotOpen = (what: string): AppError =>
  new AppError({
    code: 'desktop.cannot-open',
    message: `${what} could not be opened here.`,
    fix: 'Check that it is there and that some program opens it. Without a desktop nothing can be opened.',
  })
