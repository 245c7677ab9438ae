import { useTranslation } from 'react-i18next'
import { client } from '../../link/client.ts'
import { tellError, useNotices } from '../../model/notice-store.ts'
import { Dialog } from '../../ui/dialog.tsx'

type DeleteFlowProps = { id: string; name: string; onClose(): void; onDeleted(): void }

/** Asks before a flow goes. */
export function DeleteFlow({ id, name, onClose, onDeleted }: DeleteFlowProps) {
  const { t } = useTranslation('flows')
  const remove = async () => {
    onClose()
    try {
      await client.flows.delete({ id })
      onDeleted()
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
      text={t('deleteText')}
      action={t('delete')}
      cancel={t('cancel')}
      onAction={() => void remove()}
    />
  )
}
