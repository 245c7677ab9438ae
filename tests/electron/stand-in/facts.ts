import type { MenuItemConstructorOptions, WebPreferences } from 'electron'

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
}

/** The questions that the tests ask. */
const answers = {
  opened: () => facts.opened,
  notified: () => facts.notified,
  press: () => facts.press?.(),
  clipboard: () => facts.clipboard,
  errorBoxes: () => facts.errorBoxes,
  menuLabels: () => facts.menu?.map((item) => item.label ?? item.role),
  webPreferences: () => facts.webPreferences,
  permission: async () => [
    await facts.permissionRequest?.('geolocation'),
    facts.permissionCheck?.('geolocation'),
    facts.devicePermission?.(),
  ],
  focused: () => facts.focused,
} as const
export type Question = keyof typeof answers

process.on('message', async ({ id, ask }: { id: number; ask: Question }) => {
  process.send?.({ id, answer: await answers[ask]() })
})
