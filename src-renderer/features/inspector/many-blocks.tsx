import { SquareStack } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { canDo, commandOf, useCommands } from '../../model/commands.ts'
import { useSelection } from '../../model/selection-store.ts'
import { Button } from '../../ui/button.tsx'

/** In the order of the menu of a block. */
const ON_ALL = [
  'canvas.duplicate',
  'canvas.disable',
  'canvas.my-block',
  'canvas.align-left',
  'canvas.align-top',
  'canvas.delete',
]

/** Several chosen blocks: how many, and what can be done with all of them at once. */
export function ManyBlocks({ count }: { count: number }) {
  const { t } = useTranslation('inspector')
  // what can be done, and how it is called, follows the selection
  useSelection((selection) => selection.blocks)
  useCommands((commands) => commands.lists.canvas)
  const commands = ON_ALL.flatMap((id) => commandOf(id) ?? []).filter(canDo)
  return (
    <>
      <div className="panel-head">
        <span className="tile panel-flow-tile">
          <SquareStack size={17} aria-hidden />
        </span>
        <div className="grow">
          <h2 className="panel-title">{t('blocksChosen', { count })}</h2>
          <div className="panel-kind sm muted">{t('blocksChosenHint')}</div>
        </div>
      </div>
      <div className="panel-section panel-actions">
        {commands.map((command) => (
          <Button
            key={command.id}
            kind={command.id === 'canvas.delete' ? 'danger' : 'line'}
            data-command={command.id}
            onClick={() => command.does()}
          >
            {command.title()}
          </Button>
        ))}
      </div>
    </>
  )
}
