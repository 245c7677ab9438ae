// The desktop app's main process: wiring only.
import { join } from 'node:path'
import { compose } from './compose.ts'
import { desktopBin } from './desktop/desktop-bin.ts'
import { electronDesktop } from './desktop/electron-desktop.ts'
import { electronEars } from './desktop/electron-ears.ts'
import { forkWorker } from './desktop/fork-worker.ts'
import { keychain } from './desktop/keychain.ts'
import { startDesktop } from './desktop/start-desktop.ts'
import { desktopHooksPort, listenForHooks } from './server/hooks-listener.ts'
import { findAppRoot } from './world/app-root.ts'
import { dataFolderOf } from './world/data-place.ts'

const root = findAppRoot(import.meta.dirname)
const dataFolder = dataFolderOf(process.env)

startDesktop({
  dataFolder,
  studioFolder: join(root, 'out', 'renderer'),
  preload: join(root, 'out', 'preload', 'index.cjs'),
  compose: (login) =>
    compose({
      folder: dataFolder,
      host: 'desktop',
      root,
      bin: desktopBin(),
      desktop: electronDesktop,
      ears: electronEars,
      forkWorker,
      keychain,
      login,
      hooksPort: (settings) => (hooks) => listenForHooks(hooks, desktopHooksPort(settings)),
    }),
})
