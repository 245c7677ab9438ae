import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { autostartFile, hasAutostart, setAutostart } from './autostart-file.ts'

/** How the program is told that nobody asked for its window. */
export const IN_TRAY = '--in-tray'

/** Whether the program starts when the person logs in; the system keeps it, so its own settings show it too. */
export type LoginStart = {
  isOn(): boolean
  /** @throws Error of the file system, on Linux */
  set(on: boolean): void
}

/** What starts it: unpacked, Electron has to be told where the app is. */
const appArgs = () => (app.isPackaged ? [] : [app.getAppPath()])

/** macOS and Windows have a setting, which Electron reaches; Linux has a file (XDG autostart), which it leaves to us. */
export function loginStart(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): LoginStart {
  if (platform === 'linux') {
    const file = autostartFile(env.XDG_CONFIG_HOME || join(homedir(), '.config'))
    // an AppImage runs from a folder that is there only as long as it runs
    const command = [env.APPIMAGE ?? process.execPath, ...appArgs(), IN_TRAY]
    return { isOn: () => hasAutostart(file), set: (on) => setAutostart(file, on ? command : null) }
  }
  const args = [...appArgs(), IN_TRAY]
  return {
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (on) => app.setLoginItemSettings({ openAtLogin: on, args }),
  }
}

/** macOS hands no words to what it starts, but tells. */
export const wasStartedAtLogin = (platform: NodeJS.Platform, argv: readonly string[]): boolean =>
  argv.includes(IN_TRAY) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
