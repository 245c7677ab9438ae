import i18next from 'i18next'
import { useEffect } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { makeEmptyFlow } from '../features/flows/make-flow.ts'
import { client } from '../link/client.ts'
import { type Command, lendCommands } from '../model/commands.ts'
import { undoDeletion, useDeletedFlows } from '../model/deleted-flows.ts'
import { useFlow } from '../model/flow-store.ts'
import { attempt, useNotices, whileBusy } from '../model/notice-store.ts'
import { useSecrets } from '../model/secrets-store.ts'
import { MOTIONS, TEXT_SIZES, THEMES, useSettings } from '../model/settings-store.ts'
import { useTriggers } from '../model/trigger-store.ts'
import { catalog } from '../ui/block-art/known-blocks.ts'
import { showOverlay } from './command-overlay.ts'
import { MORE_PAGES, PAGES } from './go-pages.ts'

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
  ...[...PAGES, ...MORE_PAGES].map(
    (page): Command => ({
      id: `go.${page}`,
      group: 'go',
      title: () => i18next.t('commands:goTo', { page: i18next.t(page) }),
      does: () => navigate(`/${page}`),
    }),
  ),
  {
    id: 'go.deleted-flows',
    group: 'go',
    title: () => i18next.t('commands:goTo', { page: i18next.t('deletedFlows') }),
    does: () => navigate('/deleted-flows'),
  },
  {
    id: 'go.undo-deletion',
    group: 'go',
    title: () => {
      const { last } = useDeletedFlows.getState()
      return last
        ? i18next.t('commands:undoDeletion', { name: last.name })
        : i18next.t('commands:undoLastDeletion')
    },
    keys: ['Ctrl+Z'],
    // an open flow has an undo of its own
    can: () => useDeletedFlows.getState().last !== null && useFlow.getState().id === null,
    does: undoDeletion,
  },
  ...THEMES.map(
    (theme): Command => ({
      id: `look.${theme}`,
      group: 'look',
      title: () => i18next.t('commands:colours', { theme: i18next.t(`commands:theme.${theme}`) }),
      can: () => useSettings.getState().theme !== theme,
      does: () => useSettings.getState().setTheme(theme),
    }),
  ),
  ...TEXT_SIZES.map(
    (size): Command => ({
      id: `look.text-${size}`,
      group: 'look',
      title: () =>
        i18next.t('commands:textSize', { size: i18next.t(`settings:appearance.textChoices.${size}`) }),
      can: () => useSettings.getState().textSize !== size,
      does: () => useSettings.getState().setTextSize(size),
    }),
  ),
  ...MOTIONS.map(
    (motion): Command => ({
      id: `look.motion-${motion}`,
      group: 'look',
      title: () =>
        i18next.t('commands:motion', { motion: i18next.t(`settings:appearance.motionChoices.${motion}`) }),
      can: () => useSettings.getState().motion !== motion,
      does: () => useSettings.getState().setMotion(motion),
    }),
  ),
  { id: 'go.new-flow', group: 'go', title: () => i18next.t('flows:new'), does: () => attempt(newFlow) },
  {
    ...{ id: 'go.new-secret', group: 'go', title: () => i18next.t('secrets:new') },
    does: () => useSecrets.getState().ask({}),
  },
  {
    ...{ id: 'go.backup', group: 'go', title: () => i18next.t('settings:storage.make') },
    does: () => attempt(backUp),
  },
  {
    ...{ id: 'go.pause', group: 'go', title: () => i18next.t('commands:pauseAll') },
    can: () => useTriggers.getState().triggers !== null && useTriggers.getState().pausedSince === null,
    does: () => attempt(() => whileBusy(i18next.t('busy.pauseAll'), client.triggers.pause())),
  },
  {
    ...{ id: 'go.go-on', group: 'go', title: () => i18next.t('commands:goOn') },
    can: () => useTriggers.getState().pausedSince !== null,
    does: () => attempt(() => whileBusy(i18next.t('busy.goOnAll'), client.triggers.goOn())),
  },
]

async function newFlow(): Promise<void> {
  const name = i18next.t('flows:newName')
  const making = makeEmptyFlow(name, catalog.get('start/manual')?.title ?? name)
  navigate(`/flows/${await whileBusy(i18next.t('busy.newFlow'), making)}`)
}

async function backUp(): Promise<void> {
  await whileBusy(i18next.t('busy.backup'), client.backups.make({}))
  navigate('/storage')
  useNotices.getState().tell({ kind: 'info', message: i18next.t('commands:backedUp') })
}

export function useStudioCommands(): void {
  useEffect(() => lendCommands('studio', everywhere()), [])
}
