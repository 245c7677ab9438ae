import { type App, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import type { DesktopWords } from './desktop-words.ts'

type MenuOptions = { mac: boolean; dataFolder: string; words: DesktopWords }
type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

/** The application menu. What the studio does itself (undo, run, save) stays with its own keys. */
export function makeMenu(app: App, options: MenuOptions): void {
  const set = () => Menu.setApplicationMenu(Menu.buildFromTemplate(templateOf(app, options)))
  options.words.listen(set)
  set()
}

function templateOf(app: App, { mac, dataFolder, words: { say } }: MenuOptions): Item[] {
  const does = (role: NonNullable<Item['role']>): Item => ({ role, label: say(`menu.${role}`) })
  const openDataFolder: Item = {
    label: say('menu.openDataFolder'),
    click: () => void shell.openPath(dataFolder),
  }
  return [
    ...(mac ? [{ label: app.name, submenu: macMenu(does) }] : []),
    { label: say('menu.file'), submenu: [openDataFolder, separator, does(mac ? 'close' : 'quit')] },
    { label: say('menu.edit'), submenu: [does('cut'), does('copy'), does('paste'), does('selectAll')] },
    {
      label: say('menu.view'),
      submenu: [
        ...[does('reload'), does('toggleDevTools'), separator],
        ...[does('resetZoom'), does('zoomIn'), does('zoomOut'), separator],
        does('togglefullscreen'),
      ],
    },
    {
      ...{ role: 'window', label: say('menu.window') },
      submenu: [does('minimize'), does('zoom'), ...(mac ? [separator, does('front')] : [does('close')])],
    },
    {
      ...{ role: 'help', label: say('menu.help') },
      submenu: [{ label: `Blockloom ${app.getVersion()}`, enabled: false }],
    },
  ]
}

const macMenu = (does: (role: NonNullable<Item['role']>) => Item): Item[] => [
  ...[does('about'), separator, does('services'), separator],
  ...[does('hide'), does('hideOthers'), does('unhide'), separator],
  does('quit'),
]
