import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron'
import type { Blockloom } from '../compose.ts'
import type { DesktopWords } from './desktop-words.ts'
import type { HeardLoginStart } from './login-start.ts'
import * as pictures from './tray-pictures.ts'
import { trayWords } from './tray-words.ts'

type TrayParts = {
  blockloom: Pick<Blockloom, 'triggers' | 'client' | 'now' | 'onBug'>
  login: HeardLoginStart
  words: DesktopWords
  open(): void
  quit(): void
}

/** The icon beside the clock, by which the program is reached while it has no window. */
export function showTray({ blockloom, login, words, open, quit }: TrayParts): void {
  const { triggers, now, onBug } = blockloom
  const { say } = words
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
      { label: say('tray.open'), click: open },
      { type: 'separator' },
      { label: say(paused ? 'tray.goOn' : 'tray.pauseAll'), click: () => pause(!paused) },
      {
        ...{ label: say('tray.startAtLogin'), type: 'checkbox', checked: login.isOn() },
        click: () => startAtLogin(!login.isOn()),
      },
      { type: 'separator' },
      { label: say('tray.quit'), click: quit },
    ]
    tray.setContextMenu(Menu.buildFromTemplate(template))
  }
  login.listen(setMenu)
  let shown: { says: string; paused: boolean } | undefined
  const show = () => {
    const paused = triggers.pausedSince() !== null
    const says = trayWords(triggers.list(), paused, now(), words)
    if (says !== shown?.says) tray.setToolTip(says)
    // a menu that is open would be closed by a new one
    if (paused !== shown?.paused) setMenu()
    shown = { says, paused }
  }
  words.listen(() => {
    shown = undefined
    show()
  })
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
