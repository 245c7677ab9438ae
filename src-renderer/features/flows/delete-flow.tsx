import { useTranslation } from 'react-i18next'
import { DELETED_KEPT_DAYS } from '#shared/flow'
import { deleteFlow } from '../../model/deleted-flows.ts'
import { Dialog } from '../../ui/dialog.tsx'

type DeleteFlowProps = {
  id: string
  name: string
  /** it runs by itself: that ends */
  on: boolean
  onClose(): void
  onDeleted(): void
  /** it was deleted, and that was taken back */
  onBack?(): void
}

/** Asks before a flow goes. */
export function DeleteFlow({ id, name, on, onClose, onDeleted, onBack }: DeleteFlowProps) {
  const { t } = useTranslation('flows')
  const remove = async () => {
    onClose()
    if (await deleteFlow({ id, name }, onBack)) onDeleted()
  }
  return (
    <Dialog
      open
      danger
      onClose={onClose}
      title={t('deleteTitle', { name })}
      text={t(on ? 'deleteTextOn' : 'deleteText', { days: DELETED_KEPT_DAYS })}
      action={t('delete')}
      cancel={t('cancel')}
      onAction={() => void remove()}
    />
  )
}
