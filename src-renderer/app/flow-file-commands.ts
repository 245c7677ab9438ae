import i18next from 'i18next'
import { navigate } from 'wouter/use-hash-location'
import { newName } from '#shared/flow'
import { duplicateFlow, exportFlow } from '../features/flows/make-flow.ts'
import type { Command } from '../model/commands.ts'
import { useFlow } from '../model/flow-store.ts'
import { attempt, whileBusy } from '../model/notice-store.ts'
import { useRunsFilter } from '../model/runs-filter.ts'
import { useSelection } from '../model/selection-store.ts'
import { useSettings } from '../model/settings-store.ts'
import { useTriggers } from '../model/trigger-store.ts'
import { showOverlay } from './command-overlay.ts'
import { switchOff, switchOn } from './flow-switch.tsx'

const say = (key: string) => () => i18next.t(`commands:name.${key}`)
const isOpen = () => useFlow.getState().status === 'open'
const isOn = () => isOpen() && useFlow.getState().onVersion !== null

/** What can be done with the open flow from outside: by itself or not, as a file, its past. */
export const flowFileCommands = (flowId: string): Command[] => [
  {
    ...{ id: 'flow.switch-on', group: 'flow', title: say('switchOn') },
    can: () => isOpen() && !isOn(),
    does: () => void switchOn(flowId),
  },
  {
    ...{ id: 'flow.switch-off', group: 'flow', title: say('switchOff') },
    can: isOn,
    does: () => void switchOff(flowId),
  },
  {
    ...{ id: 'flow.update', group: 'flow', title: () => i18next.t('triggers:flow.update') },
    can: () => isOn() && useFlow.getState().changedSinceOn,
    does: () => void switchOn(flowId),
  },
  {
    ...{ id: 'flow.runs', group: 'flow', title: say('runs') },
    can: isOpen,
    does() {
      useRunsFilter.getState().only({ flow: flowId })
      navigate('/runs')
    },
  },
  {
    ...{ id: 'flow.triggers', group: 'flow', title: say('triggers') },
    can: () => useTriggers.getState().triggers?.some((one) => one.flowId === flowId) === true,
    does() {
      const block = useTriggers.getState().triggers?.find((one) => one.flowId === flowId)?.block
      if (block !== undefined) navigate(`/triggers/${flowId}/${block}`)
    },
  },
  {
    ...{ id: 'flow.rename', group: 'flow', title: say('rename') },
    can: isOpen,
    does() {
      const name = document.querySelector<HTMLInputElement>('.flow-name')
      name?.focus()
      name?.select()
    },
  },
  {
    ...{ id: 'flow.tags', group: 'flow', title: () => i18next.t('flows:tags.edit') },
    can: isOpen,
    does() {
      useSelection.getState().clear()
      useSettings.getState().showFlowPanel(true)
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-flow-tags]')?.focus())
    },
  },
  {
    ...{ id: 'flow.duplicate', group: 'flow', title: say('duplicate') },
    can: isOpen,
    does: () => attempt(openCopy),
  },
  {
    ...{ id: 'flow.export', group: 'flow', title: say('export') },
    can: isOpen,
    does: () => attempt(() => whileBusy(busyWith('export'), exportOpen(flowId))),
  },
  {
    ...{ id: 'flow.delete', group: 'flow', title: say('delete') },
    can: isOpen,
    does: () => showOverlay('delete-flow'),
  },
]

const busyWith = (what: 'export' | 'duplicate') =>
  i18next.t(`busy.${what}`, { name: useFlow.getState().document?.name })

async function exportOpen(id: string): Promise<void> {
  await useFlow.getState().flush()
  await exportFlow(id)
}

async function openCopy(): Promise<void> {
  const { id, document, flush } = useFlow.getState()
  if (id === null || !document) return
  const copy = async () => {
    await flush()
    return duplicateFlow(id, newName(new Set([document.name]), document.name))
  }
  navigate(`/flows/${await whileBusy(busyWith('duplicate'), copy())}`)
}
