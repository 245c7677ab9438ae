import type { MenuItemConstructorOptions, WebPreferences } from 'electron'
import { powerMonitor } from './power-monitor.ts'

/** What the main process did that a test may ask for over the process's IPC channel. */
export const facts = {
  opened: [] as string[],
  notified: [] as { title: string; body: string }[],
  /** presses the notification that came last */
  press: undefined as (() => unknown) | undefined,
  clipboard: '',
  errorBoxes: [] as { title: string; content: string }[],
  menu: undefined as MenuItemConstructorOptions[] | undefined,
  webPreferences: [] as (WebPreferences | undefined)[],
  permissionRequest: undefined as ((name: string) => Promise<boolean>) | undefined,
  permissionCheck: undefined as ((name: string) => boolean) | undefined,
  devicePermission: undefined as (() => boolean) | undefined,
  focused: 0,
  closed: 0,
  trayImage: undefined as { bytes: number[] } | undefined,
  trayWords: '',
  trayMenu: [] as MenuItemConstructorOptions[],
  keys: new Map<string, () => void>(),
}

/** Of a menu and all inside it; an item without a label of its own would show Electron's, which is English. */
const labelsIn = (items: MenuItemConstructorOptions[]): string[] =>
  items
    .filter(({ type }) => type !== 'separator')
    .flatMap(({ label, role, submenu }) => [
      label ?? `no label: ${role}`,
      ...(Array.isArray(submenu) ? labelsIn(submenu) : []),
    ])

/** The questions that the tests ask. */
const answers = {
  opened: () => facts.opened,
  notified: () => facts.notified,
  press: () => facts.press?.(),
  clipboard: () => facts.clipboard,
  errorBoxes: () => facts.errorBoxes,
  menuLabels: () => facts.menu?.map((item) => item.label ?? item.role),
  everyLabel: () => labelsIn(facts.menu ?? []),
  webPreferences: () => facts.webPreferences,
  permission: async () => [
    await facts.permissionRequest?.('geolocation'),
    facts.permissionCheck?.('geolocation'),
    facts.devicePermission?.(),
  ],
  focused: () => facts.focused,
  closed: () => facts.closed,
  tray: () => ({
    words: facts.trayWords,
    menu: facts.trayMenu.filter(({ label }) => label).map(({ label }) => label),
    loginIsOn: facts.trayMenu.some(({ label, checked }) => label === 'Start at login' && checked),
    pictures: facts.trayImage?.bytes.filter((bytes) => bytes > 0).length,
  }),
  chooseInTray: (label: string) =>
    facts.trayMenu.find((item) => item.label === label)?.click?.(...([] as unknown as [never, never, never])),
  keys: () => [...facts.keys.keys()],
  pressKeys: (keys: string) => facts.keys.get(keys)?.(),
  copy: (text: string) => {
    facts.clipboard = text
  },
  sleepHours: (hours: string) => powerMonitor.sleep(Number(hours) * 3_600_000),
  shutDown: () => void powerMonitor.emit('shutdown'),
} as const
export type Question = keyof typeof answers

type Asked = { id: number; ask: Question; word: string }
process.on('message', async ({ id, ask, word }: Asked) => {
  process.send?.({ id, answer: await answers[ask](word) })
})
