import { Copy, Download, Pencil, Tags, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '#shared/contract'
import { newName } from '#shared/flow'
import { tellError, whileBusy } from '../../model/notice-store.ts'
import { renameFlow } from '../../model/rename-flow.ts'
import { MoreButton } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx'
import { RenameDialog } from '../../ui/rename-dialog.tsx'
import { DeleteFlow } from './delete-flow.tsx'
import { duplicateFlow, exportFlow, tagFlow } from './make-flow.ts'
import { TagDialog } from './tag-dialog.tsx'

export type FlowQuestion = 'rename' | 'tags' | 'delete'
type FlowMenuProps = {
  flow: FlowSummary
  onChanged(): void
  /** what is being asked; keys of the row ask too */
  asking: FlowQuestion | null
  setAsking(asking: FlowQuestion | null): void
}

/** What can be done with a flow from the list. */
export function FlowMenu({ flow, onChanged, asking, setAsking }: FlowMenuProps) {
  const { t } = useTranslation('flows')
  const { id, name, revision } = flow
  const act = async (what: 'rename' | 'tags' | 'duplicate' | 'export', work: () => Promise<unknown>) => {
    setAsking(null)
    try {
      await whileBusy(t(`app:busy.${what}`, { name }), work())
      onChanged()
    } catch (error) {
      tellError(error)
    }
  }
  const close = () => setAsking(null)
  return (
    <>
      <Menu align="end" trigger={<MoreButton label={t('actions', { name })} />}>
        <MenuItem
          command="flow.rename"
          icon={<Pencil size={15} aria-hidden />}
          onClick={() => setAsking('rename')}
        >
          {t('rename')}
        </MenuItem>
        <MenuItem command="flow.tags" icon={<Tags size={15} aria-hidden />} onClick={() => setAsking('tags')}>
          {t('tags.edit')}
        </MenuItem>
        <MenuItem
          command="flow.duplicate"
          icon={<Copy size={15} aria-hidden />}
          onClick={() => act('duplicate', () => duplicateFlow(id, newName(new Set([name]), name)))}
        >
          {t('duplicate')}
        </MenuItem>
        <MenuItem
          command="flow.export"
          icon={<Download size={15} aria-hidden />}
          onClick={() => act('export', () => exportFlow(id))}
        >
          {t('export')}
        </MenuItem>
        <MenuRule />
        <MenuItem
          command="flow.delete"
          danger
          icon={<Trash2 size={15} aria-hidden />}
          onClick={() => setAsking('delete')}
        >
          {t('delete')}
        </MenuItem>
      </Menu>
      {asking === 'rename' && (
        <RenameDialog
          name={name}
          texts={{ title: t('renameTitle'), label: t('name'), rename: t('rename'), cancel: t('cancel') }}
          onClose={close}
          onName={(next) => act('rename', () => renameFlow(id, next))}
        />
      )}
      {asking === 'tags' && (
        <TagDialog
          name={name}
          tags={flow.tags}
          onClose={close}
          onTags={(tags) => act('tags', () => tagFlow(id, revision, tags))}
        />
      )}
      {asking === 'delete' && (
        <DeleteFlow {...{ id, name }} on={flow.onSince !== null} onClose={close} onDeleted={onChanged} />
      )}
    </>
  )
}
