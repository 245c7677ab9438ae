import i18next from 'i18next'
import { useEffect } from 'react'
import { useBackpack } from '../model/backpack-store.ts'
import { type Command, lendCommands } from '../model/commands.ts'
import { useFlow } from '../model/flow-store.ts'
import { useHelp } from '../model/help-store.ts'
import { tellError, useNotices, whileBusy } from '../model/notice-store.ts'
import { isAlive, useRun } from '../model/run-store.ts'
import { useSelection } from '../model/selection-store.ts'
import { useSettings } from '../model/settings-store.ts'
import { flowFileCommands } from './flow-file-commands.ts'
import { runOrStop } from './run-flow.ts'

const say = (key: string) => () => i18next.t(`commands:name.${key}`)
const isOpen = () => useFlow.getState().status === 'open'

/** What can be done with the open flow as a whole. */
const flowCommands = (flowId: string): Command[] => [
  {
    ...{ id: 'flow.run', group: 'flow', title: say('run'), keys: ['Ctrl+Enter'], inFields: true },
    can: isOpen,
    does: () => runOrStop(flowId),
  },
  {
    ...{ id: 'flow.stop', group: 'flow', title: say('stop') },
    can: () => isAlive(useRun.getState()),
    does: () => useRun.getState().stop(),
  },
  {
    ...{ id: 'flow.save', group: 'flow', title: say('save'), keys: ['Ctrl+S'], inFields: true },
    can: isOpen,
    does: () => void saveVersion(),
  },
  {
    ...{ id: 'edit.undo', group: 'edit', title: say('undo'), keys: ['Ctrl+Z'] },
    does: () => useFlow.getState().undo(),
  },
  {
    ...{ id: 'edit.redo', group: 'edit', title: say('redo'), keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
    does: () => useFlow.getState().redo(),
  },
  ...flowFileCommands(flowId),
  {
    ...{ id: 'view.flow-panel', group: 'view', title: () => i18next.t('showFlow') },
    does: () => useSettings.getState().showFlowPanel(true),
  },
  {
    ...{ id: 'view.backpack', group: 'view', title: () => i18next.t('backpack:show'), keys: ['Shift+K'] },
    does: () => useBackpack.getState().show(true, { keyboard: true }),
  },
  { id: 'view.search', group: 'view', title: say('search'), keys: ['/'], does: focusSearch },
  {
    ...{ id: 'help.block', group: 'help', title: say('help'), keys: ['F1'], inFields: true },
    can: () => meantType() !== undefined,
    does() {
      const type = meantType()
      if (type !== undefined) useHelp.getState().open(type)
    },
  },
]

/** Lends the commands of the open flow. */
export function useFlowCommands(flowId: string): void {
  useEffect(() => lendCommands('flow', flowCommands(flowId)), [flowId])
}

async function saveVersion(): Promise<void> {
  try {
    await whileBusy(i18next.t('busy.saveVersion'), useFlow.getState().saveVersion())
    const { version } = useFlow.getState()
    useNotices.getState().tell({ kind: 'info', message: i18next.t('versionMade', { version }) })
  } catch (error) {
    tellError(error)
  }
}

function focusSearch(): void {
  const search = document.querySelector<HTMLInputElement>('[data-palette-search]')
  search?.focus()
  search?.select()
}

/** Of the block in the palette that has the keyboard, else of the block on the canvas that has it or is chosen. */
function meantType(): string | undefined {
  const near = document.activeElement
  const onShelf = near?.closest<HTMLElement>('[data-block-type]')?.dataset.blockType
  const [chosen] = useSelection.getState().blocks
  const id = near?.closest<SVGElement>('[data-block]')?.dataset.block ?? chosen
  return onShelf ?? useFlow.getState().document?.blocks.find((block) => block.id === id)?.type
}
