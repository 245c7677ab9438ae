import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import type { LoginStart } from '../compose.ts'
import { autostartFile, hasAutostart, setAutostart } from './autostart-file.ts'

/** How the program is told that nobody asked for its window. */
export const IN_TRAY = '--in-tray'

/** It may be switched in the tray and in the studio: each shows what the other did. */
export type HeardLoginStart = LoginStart & { listen(listener: () => void): void }

/** What starts it: unpacked, Electron has to be told where the app is. */
const appArgs = () => (app.isPackaged ? [] : [app.getAppPath()])

/** macOS and Windows have a setting, which Electron reaches; Linux has a file (XDG autostart), which it leaves to us. */
export function loginStart(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): HeardLoginStart {
  const { isOn, set } = ofSystem(platform, env)
  const listeners: (() => void)[] = []
  return {
    isOn,
    set(on) {
      set(on)
      for (const listener of listeners) listener()
    },
    listen: (listener) => void listeners.push(listener),
  }
}

function ofSystem(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): LoginStart {
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
