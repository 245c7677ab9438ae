import { Dialog } from '@base-ui/react/dialog'
import { useTranslation } from 'react-i18next'
import { allCommands, COMMAND_GROUPS, useCommands } from '../model/commands.ts'
import { Button } from '../ui/button.tsx'
import './key-list.css'
import { showOverlay } from './command-overlay.ts'
import { keysOf } from './shortcuts.ts'

/** What the canvas does with keys that are no commands: walking about, and what the hand does with a key held. */
const ON_CANVAS = [
  { keys: '↑ ↓', does: 'walk' },
  { keys: '← →', does: 'inOut' },
  { keys: 'Home End', does: 'ends' },
  { keys: 'Tab', does: 'quickAdd' },
  { keys: 'Escape', does: 'none' },
  { keys: 'Ctrl+C', does: 'copy' },
  { keys: 'Ctrl+X', does: 'cut' },
  { keys: 'Ctrl+V', does: 'paste' },
  { keys: 'Shift+F10', does: 'menu' },
  { keys: 'Alt', does: 'altDrag' },
  { keys: 'Shift', does: 'shiftDrag' },
] as const

/** All keys there are here, by what they do. */
export function KeyList() {
  const { t } = useTranslation('commands')
  const lists = useCommands((state) => state.lists)
  const withKeys = allCommands({ lists }).filter((command) => command.keys)
  const groups = COMMAND_GROUPS.filter((group) => withKeys.some((command) => command.group === group))
  const hasCanvas = withKeys.some((command) => command.onCanvas)
  const close = () => showOverlay(null)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog key-list" data-own-undo>
          <div className="row">
            <Dialog.Title className="grow">{t('keys.title')}</Dialog.Title>
            <Button kind="line" onClick={close}>
              {t('keys.close')}
            </Button>
          </div>
          <div className="key-groups">
            {groups.map((group) => (
              <section key={group} aria-label={t(`group.${group}`)}>
                <h3 className="label">{t(`group.${group}`)}</h3>
                <dl>
                  {withKeys
                    .filter((command) => command.group === group)
                    .map((command) => (
                      <KeyLine key={command.id} title={command.title()} keys={command.keys ?? []} />
                    ))}
                </dl>
              </section>
            ))}
            {hasCanvas && (
              <section aria-label={t('group.canvas')}>
                <h3 className="label">{t('group.canvas')}</h3>
                <dl>
                  {ON_CANVAS.map(({ keys, does }) => (
                    <KeyLine key={does} title={t(`keys.${does}`)} keys={[keys]} />
                  ))}
                </dl>
              </section>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const KeyLine = ({ title, keys }: { title: string; keys: readonly string[] }) => (
  <div className="key-line">
    <dt>{title}</dt>
    <dd>
      {keys.map((each) => (
        <kbd key={each}>{keysOf(each)}</kbd>
      ))}
    </dd>
  </div>
)
