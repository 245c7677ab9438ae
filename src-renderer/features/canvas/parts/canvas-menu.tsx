import { useTranslation } from 'react-i18next'
import { canDo, commandOf, useCommands } from '../../../model/commands.ts'
import { MenuItem, MenuRule } from '../../../ui/menu.tsx'
import { MenuAt } from '../../../ui/menu-at.tsx'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { focusBlock } from '../editing.ts'
import { watchCommands } from '../monitors/watch-commands.ts'

/** In the order they stand in, with rules between the groups. */
const ON_BLOCK = [
  ['canvas.edit', 'canvas.run-alone', 'canvas.add'],
  ['canvas.cut', 'canvas.copy', 'canvas.paste', 'canvas.duplicate', 'canvas.keep'],
  [
    'canvas.move',
    'canvas.wire',
    'canvas.disable',
    'canvas.my-block',
    'canvas.open-called',
    'canvas.collapse',
    'canvas.align-left',
    'canvas.align-top',
  ],
  ['help.block', 'canvas.delete'],
]
const onCanvas = () => [
  ['canvas.add-here', 'canvas.note', ...watchCommands()],
  ['canvas.paste', 'canvas.select-all', 'canvas.tidy'],
  ['edit.undo', 'edit.redo'],
]

/** Keys that the browser itself turns into what the canvas listens to. */
const OWN_KEYS: Readonly<Record<string, string>> = {
  'canvas.cut': 'Ctrl+X',
  'canvas.copy': 'Ctrl+C',
  'canvas.paste': 'Ctrl+V',
}

/** The menu of a block, or of the canvas beside them: commands that also have names and keys. */
export function CanvasMenu() {
  const { t } = useTranslation('canvas')
  const menu = useCanvas((state) => state.menu)
  // those of parts that are still on their way come in
  useCommands((state) => state.lists)
  if (!menu) return null
  const groups = (menu.block === null ? onCanvas() : ON_BLOCK)
    .map((ids) => ids.flatMap((id) => commandOf(id) ?? []).filter(canDo))
    .filter((commands) => commands.length > 0)
  let taken = false
  const close = () => {
    // what was not chosen from this menu has nothing to do with its place
    setCanvas({ menu: null, ...(!taken && { menuAt: null }) })
    if (menu.block !== null) focusBlock(menu.block)
  }
  return (
    <MenuAt
      label={t(menu.block === null ? 'menu.canvas' : 'menu.block')}
      at={{ x: menu.at[0], y: menu.at[1] }}
      onClose={close}
    >
      {groups.flatMap((commands, i) => [
        ...(i > 0 ? [<MenuRule key={`rule-${commands[0]?.id}`} />] : []),
        ...commands.map((command) => (
          <MenuItem
            key={command.id}
            command={command.id}
            keys={command.keys?.[0] ?? OWN_KEYS[command.id]}
            danger={command.id === 'canvas.delete'}
            onClick={() => {
              taken = true
            }}
            onClosed={() => {
              command.does()
              setCanvas({ menuAt: null })
            }}
          >
            {command.title()}
          </MenuItem>
        )),
      ])}
    </MenuAt>
  )
}
