import { useTranslation } from 'react-i18next'
import { client } from '../../link/client.ts'
import { tellError, useNotices, whileBusy } from '../../model/notice-store.ts'
import { useSecrets } from '../../model/secrets-store.ts'
import { Dialog } from '../../ui/dialog.tsx'

type DeleteDialogProps = { name: string; usedBy: readonly { id: string; name: string }[]; onClose(): void }

/** Asks before a secret goes, and says which flows will miss it. */
export function DeleteDialog({ name, usedBy, onClose }: DeleteDialogProps) {
  const { t } = useTranslation('secrets')
  const remove = async () => {
    onClose()
    try {
      await whileBusy(t('app:busy.delete', { name }), client.secrets.delete({ name }))
      useSecrets.getState().changed()
      useNotices.getState().tell({ kind: 'info', message: t('deleted', { name }) })
    } catch (error) {
      tellError(error)
    }
  }
  return (
    <Dialog
      open
      danger
      onClose={onClose}
      title={t('deleteTitle', { name })}
      text={t(usedBy.length > 0 ? 'deleteUsed' : 'deleteText', { count: usedBy.length })}
      action={t('delete')}
      cancel={t('cancel')}
      onAction={remove}
    >
      {usedBy.length > 0 && (
        <ul className="secret-users">
          {usedBy.map((flow) => (
            <li key={flow.id} className="clip">
              {flow.name}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
