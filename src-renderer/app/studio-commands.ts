import i18next from 'i18next'
import { useEffect } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { type Command, lendCommands } from '../model/commands.ts'
import { THEMES, useSettings } from '../model/settings-store.ts'
import { showOverlay } from './command-overlay.ts'

const PAGES = ['flows', 'runs', 'triggers', 'templates', 'secrets'] as const

/** What can be done everywhere: go to a page, change the colours, see all commands and keys. */
const everywhere = (): Command[] => [
  {
    id: 'help.commands',
    group: 'help',
    title: () => i18next.t('commands:title'),
    keys: ['Ctrl+K'],
    inFields: true,
    does: () => showOverlay('commands'),
  },
  {
    ...{ id: 'help.keys', group: 'help', title: () => i18next.t('commands:keys.title'), keys: ['?'] },
    does: () => showOverlay('keys'),
  },
  ...PAGES.map(
    (page): Command => ({
      id: `go.${page}`,
      group: 'go',
      title: () => i18next.t('commands:goTo', { page: i18next.t(page) }),
      does: () => navigate(`/${page}`),
    }),
  ),
  ...THEMES.map(
    (theme): Command => ({
      id: `look.${theme}`,
      group: 'look',
      title: () => i18next.t('commands:colours', { theme: i18next.t(`commands:theme.${theme}`) }),
      can: () => useSettings.getState().theme !== theme,
      does: () => useSettings.getState().setTheme(theme),
    }),
  ),
]

export function useStudioCommands(): void {
  useEffect(() => lendCommands('studio', everywhere()), [])
}
