import i18next from 'i18next'
import { useEffect } from 'react'
import type { FlowEdit } from '#shared/flow'
import type { Snippet } from '#shared/snippet'
import type { Where } from '../../model/add-block.ts'
import { useBlockCommands } from '../../model/block-commands.ts'
import { type Command, lendCommands } from '../../model/commands.ts'
import { useFlow } from '../../model/flow-store.ts'
import { onlyBlock, useSelection } from '../../model/selection-store.ts'
import { putSnippet } from './backpack/put-snippet.ts'
import { outputsOf } from './block-kinds.ts'
import { setCanvas, useCanvas } from './canvas-store.ts'
import { useCanvasView } from './canvas-view.ts'
import { editField } from './editing.ts'
import { canFold, foldTitle, toggleFold } from './fold-commands.ts'
import { withFolded } from './geometry/folding.ts'
import { askForName } from './my-block/ask-for-name.ts'
import { flowCalledBy, openDefinition } from './my-block/called-flow.ts'
import { openQuickAdd } from './quick-add/quick-add-store.ts'
import { align, chosenBoxes, tidy } from './tidy-commands.ts'
import { copyChosen, deleteChosen, duplicateChosen, hasChosen, keepChosen } from './use-clipboard.ts'
import { removeHere, runAlone } from './use-keyboard.ts'
import type { OwnScene } from './use-scene.ts'

/** The block that has the keyboard. */
export const focusedBlock = (): string | undefined =>
  document.activeElement?.closest<SVGElement>('.canvas [data-block]')?.dataset.block

/** What a command on blocks means: the selection, else the block that has the keyboard; and what is folded into it. */
function meantBlocks(own: OwnScene): string[] {
  const { blocks } = useSelection.getState()
  const meant = blocks.size > 0 ? [...blocks] : [focusedBlock() ?? '']
  return withFolded(
    own.flow,
    meant.filter((id) => own.flow.blocks.has(id)),
  )
}

/** The block with the keyboard, else the one that is chosen alone. */
export const meantBlock = (own: OwnScene): string | undefined =>
  [focusedBlock(), onlyBlock(useSelection.getState())].find((id): id is string =>
    own.flow.blocks.has(id ?? ''),
  )

/** A selection stays as it is, notes and all. */
function chooseMeant(own: OwnScene): void {
  if (hasChosen()) return
  useSelection.getState().select(meantBlocks(own))
}

/** Switches the meant blocks off, or on again when all of them are off. One undo step. */
export function toggleDisabled(own: OwnScene): void {
  const blocks = meantBlocks(own).flatMap((id) => own.flow.blocks.get(id)?.block ?? [])
  const enable = blocks.every((block) => block.options?.disabled === true)
  const edits = blocks.map(({ id, options: { disabled: _, ...rest } = {} }): FlowEdit => {
    const options = enable ? rest : { ...rest, disabled: true }
    return { do: 'set-options', id, options: Object.keys(options).length > 0 ? options : undefined }
  })
  useFlow.getState().apply(edits)
}

function allDisabled(own: OwnScene): boolean {
  const meant = meantBlocks(own)
  return meant.length > 0 && meant.every((id) => own.flow.blocks.get(id)?.block.options?.disabled === true)
}

const outputsOfMeant = (own: OwnScene): number => {
  const block = own.flow.blocks.get(meantBlock(own) ?? '')?.block
  return block ? outputsOf(block).length : 0
}

const say = (key: string) => () => i18next.t(`canvas:command.${key}`)

/** What can be done on the canvas, by name. The context menu, the keys and the list of commands show these. */
function canvasCommands(own: OwnScene): Command[] {
  const onBlocks = (does: () => void): Pick<Command, 'group' | 'can' | 'does'> => ({
    group: 'block',
    can: () => meantBlocks(own).length > 0,
    does() {
      chooseMeant(own)
      does()
    },
  })
  const onBlock = (does: (id: string) => void): Pick<Command, 'group' | 'can' | 'does'> => ({
    group: 'block',
    can: () => meantBlock(own) !== undefined,
    does() {
      const id = meantBlock(own)
      if (id !== undefined) does(id)
    },
  })
  const runnable = (id: string | undefined) =>
    id !== undefined && own.flow.blocks.get(id)?.form.shape !== 'hat'
  const onChosen = (does: () => void): Pick<Command, 'group' | 'can' | 'does'> => ({
    ...onBlocks(does),
    can: () => hasChosen() || meantBlocks(own).length > 0,
  })
  return [
    {
      ...onBlock((id) => openQuickAdd({ kind: 'block', id })),
      ...{ id: 'canvas.add', title: say('add'), keys: ['/'], onCanvas: true },
    },
    {
      ...onBlock((id) => editField(own.flow.blocks.get(id)?.block as never, undefined)),
      ...{ id: 'canvas.edit', title: say('edit'), keys: ['Enter'], onCanvas: true },
    },
    {
      ...onBlock((id) => runAlone(own, id)),
      ...{ id: 'canvas.run-alone', title: say('runAlone'), keys: ['Shift+Enter'], onCanvas: true },
      can: () => runnable(meantBlock(own)),
    },
    {
      ...onBlocks(() => toggleDisabled(own)),
      ...{ id: 'canvas.disable', keys: ['D'], onCanvas: true },
      title: () => i18next.t(allDisabled(own) ? 'canvas:command.enable' : 'canvas:command.disable'),
    },
    {
      ...onChosen(() => duplicateChosen(own)),
      ...{ id: 'canvas.duplicate', title: say('duplicate'), keys: ['Ctrl+D'] },
    },
    {
      ...onChosen(() => void copyChosen(own)),
      ...{ id: 'canvas.copy', title: say('copy') },
    },
    {
      ...onChosen(() => void copyChosen(own).then((copied) => copied && deleteChosen(own))),
      ...{ id: 'canvas.cut', title: say('cut') },
    },
    {
      ...onBlocks(() => keepChosen(own)),
      ...{ id: 'canvas.keep', title: say('keep'), keys: ['K'], onCanvas: true },
    },
    {
      ...onBlock((id) => setCanvas({ byKeys: { does: 'move', id, alone: false } })),
      ...{ id: 'canvas.move', title: say('move'), keys: ['M'], onCanvas: true },
    },
    {
      ...onBlock((id) => setCanvas({ byKeys: { does: 'move', id, alone: true } })),
      ...{ id: 'canvas.move-alone', title: say('moveAlone'), keys: ['Alt+M'], onCanvas: true },
    },
    {
      ...onBlock((id) => setCanvas({ byKeys: { does: 'wire', id } })),
      ...{ id: 'canvas.wire', title: say('wire'), keys: ['W'], onCanvas: true },
      can: () => outputsOfMeant(own) > 0,
    },
    {
      ...onBlocks(() => askForName(withFolded(own.flow, useSelection.getState().blocks))),
      ...{ id: 'canvas.my-block', title: say('myBlock'), keys: ['B'], onCanvas: true },
    },
    {
      ...onBlock((id) => openDefinition(flowCalledBy(id) ?? '')),
      ...{ id: 'canvas.open-called', title: say('openCalled'), keys: ['O'], onCanvas: true },
      can: () => flowCalledBy(meantBlock(own)) !== undefined,
    },
    {
      ...onBlock((id) => toggleFold(own, id)),
      ...{ id: 'canvas.collapse', keys: ['C'], onCanvas: true },
      title: () => foldTitle(own, meantBlock(own)),
      can: () => canFold(own.flow, meantBlock(own)),
    },
    {
      ...{ id: 'canvas.tidy', group: 'edit', title: say('tidy'), keys: ['Ctrl+Shift+L'] },
      can: () => own.layout.stacks.length > 0,
      does: () => tidy(own),
    },
    {
      ...{ id: 'canvas.align-left', group: 'edit', title: say('alignLeft') },
      can: () => chosenBoxes(own).length > 1,
      does: () => align(own, 'left'),
    },
    {
      ...{ id: 'canvas.align-top', group: 'edit', title: say('alignTop') },
      can: () => chosenBoxes(own).length > 1,
      does: () => align(own, 'top'),
    },
    {
      id: 'canvas.select-all',
      group: 'edit',
      title: say('selectAll'),
      keys: ['Ctrl+A'],
      onCanvas: true,
      can: () => own.flow.blocks.size > 0 || own.flow.document.notes !== undefined,
      does: () =>
        useSelection.getState().select(own.flow.blocks.keys(), { notes: own.flow.document.notes?.keys() }),
    },
    {
      id: 'canvas.delete',
      group: 'block',
      title: say('delete'),
      keys: ['Delete', 'Backspace'],
      onCanvas: true,
      can: () => hasChosen() || meantBlocks(own).length > 0 || useCanvas.getState().selectedWire !== null,
      does: () => removeHere(own, focusedBlock()),
    },
  ]
}

/** Lends the studio what the canvas can do, for as long as it shows this flow. */
export function useCanvasCommands(own: OwnScene): void {
  const { getArea } = useCanvasView()
  useEffect(() => {
    const commands = {
      duplicate: () => duplicateChosen(own),
      remove: () => deleteChosen(own),
      put: (snippet: Snippet, where: Where) => putSnippet(own, snippet, where, getArea()),
    }
    useBlockCommands.setState({ commands })
    const takeAway = lendCommands('canvas', canvasCommands(own))
    return () => {
      useBlockCommands.setState({ commands: null })
      takeAway()
    }
  }, [own, getArea])
}
