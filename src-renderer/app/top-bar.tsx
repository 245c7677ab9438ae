import { ChevronRight, CloudCheck, CloudOff, CloudUpload, Redo2, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFlow } from '../model/flow-store.ts'
import { IconButton } from '../ui/button.tsx'
import { FindBlock } from './find-block.tsx'
import { FlowName } from './flow-name.tsx'
import { FlowSwitch } from './flow-switch.tsx'
import { RunControl } from './run-control.tsx'
import { keysOf } from './shortcuts.ts'
import { StudioMenu } from './studio-menu.tsx'
import './top-bar.css'

/** The bar over the editor: where you are, whether it is kept, and Run. */
export function TopBar({ flowId }: { flowId: string }) {
  const { t } = useTranslation()
  const open = useFlow((flow) => flow.status === 'open')
  return (
    <header className="top-bar">
      <StudioMenu />
      <a className="top-bar-back" href="#/flows">
        {t('flows')}
      </a>
      <ChevronRight size={14} className="faint" aria-hidden />
      <FlowName />
      <SavedWord />
      <span className="grow" />
      {open && <FlowTools flowId={flowId} />}
    </header>
  )
}

function FlowTools({ flowId }: { flowId: string }) {
  const { t } = useTranslation()
  const canUndo = useFlow((flow) => flow.canUndo)
  const canRedo = useFlow((flow) => flow.canRedo)
  const { undo, redo } = useFlow.getState()
  return (
    <>
      <IconButton
        label={canUndo ? t('undo') : t('nothingToUndo')}
        keys={canUndo ? keysOf('Ctrl+Z') : undefined}
        data-command="edit.undo"
        icon={<Undo2 size={16} />}
        off={!canUndo}
        onClick={undo}
      />
      <IconButton
        label={canRedo ? t('redo') : t('nothingToRedo')}
        keys={canRedo ? keysOf('Ctrl+Shift+Z') : undefined}
        data-command="edit.redo"
        icon={<Redo2 size={16} />}
        off={!canRedo}
        onClick={redo}
      />
      <FindBlock />
      <span className="rule-v" />
      <RunControl flowId={flowId} />
      <FlowSwitch flowId={flowId} />
    </>
  )
}

function SavedWord() {
  const { t } = useTranslation()
  const saving = useFlow((flow) => flow.saving)
  const version = useFlow((flow) => flow.version)
  const open = useFlow((flow) => flow.status === 'open')
  if (!open) return null
  const Icon = { saved: CloudCheck, saving: CloudUpload, offline: CloudOff }[saving]
  const saved = version > 0 ? t('savedVersion', { version }) : t('saved')
  return (
    <span className="top-bar-saved sm" role="status">
      <Icon size={14} aria-hidden />
      {saving === 'saved' ? saved : saving === 'saving' ? t('saving') : t('unsaved')}
    </span>
  )
}
