import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron'
import type { Blockloom } from '../compose.ts'
import type { HeardLoginStart } from './login-start.ts'
import * as pictures from './tray-pictures.ts'
import { trayWords } from './tray-words.ts'

type TrayParts = {
  blockloom: Pick<Blockloom, 'triggers' | 'client' | 'now' | 'onBug'>
  login: HeardLoginStart
  open(): void
  quit(): void
}

/** The icon beside the clock, by which the program is reached while it has no window. */
export function showTray({ blockloom, login, open, quit }: TrayParts): void {
  const { triggers, now, onBug } = blockloom
  const tray = new Tray(pictureFor(process.platform))
  const pause = (wanted: boolean) =>
    void (wanted ? triggers.pause() : triggers.goOn()).catch((error) => onBug(error, 'pausing triggers'))
  // who says it here is not asked in the studio
  const startAtLogin = (on: boolean) =>
    void blockloom
      .client('desktop')
      .system.changeLoginStart({ on })
      .catch((error) => {
        onBug(error, 'starting at login')
        setMenu()
      })
  const setMenu = () => {
    const paused = triggers.pausedSince() !== null
    const template: MenuItemConstructorOptions[] = [
      { label: 'Open', click: open },
      { type: 'separator' },
      { label: paused ? 'Go on' : 'Pause all', click: () => pause(!paused) },
      {
        ...{ label: 'Start at login', type: 'checkbox', checked: login.isOn() },
        click: () => startAtLogin(!login.isOn()),
      },
      { type: 'separator' },
      { label: 'Quit', click: quit },
    ]
    tray.setContextMenu(Menu.buildFromTemplate(template))
  }
  login.listen(setMenu)
  let shown: { words: string; paused: boolean } | undefined
  const show = () => {
    const paused = triggers.pausedSince() !== null
    const words = trayWords(triggers.list(), paused, now())
    if (words !== shown?.words) tray.setToolTip(words)
    // a menu that is open would be closed by a new one
    if (paused !== shown?.paused) setMenu()
    shown = { words, paused }
  }
  let isDue = false
  triggers.listen(() => {
    // many triggers change in one turn
    if (isDue) return
    isDue = true
    setImmediate(() => {
      isDue = false
      show()
    })
  })
  // on macOS a click opens the menu
  if (process.platform !== 'darwin') tray.on('click', open)
  show()
}

function pictureFor(platform: NodeJS.Platform): NativeImage {
  const [one, two] =
    platform === 'darwin' ? pictures.mac : platform === 'win32' ? pictures.windows : pictures.linux
  const image = nativeImage.createFromBuffer(Buffer.from(one, 'base64'))
  image.addRepresentation({ scaleFactor: 2, buffer: Buffer.from(two, 'base64') })
  // macOS paints it in the colour of its menu bar
  if (platform === 'darwin') image.setTemplateImage(true)
  return image
}
