import { useTranslation } from 'react-i18next'
import { navigate } from 'wouter/use-hash-location'
import { client } from '../link/client.ts'
import { useFlow } from '../model/flow-store.ts'
import { tellError, useNotices } from '../model/notice-store.ts'
import { Dialog } from '../ui/dialog.tsx'
import { showOverlay } from './command-overlay.ts'

/** Asks before the open flow goes, as the list of flows does. */
export function DeleteOpenFlow() {
  const { t } = useTranslation('flows')
  const id = useFlow((flow) => flow.id)
  const name = useFlow((flow) => flow.document?.name)
  if (id === null || name === undefined) return null
  const remove = async () => {
    showOverlay(null)
    try {
      await client.flows.delete({ id })
      navigate('/flows')
      useNotices.getState().tell({ kind: 'info', message: t('deleted', { name }) })
    } catch (error) {
      tellError(error)
    }
  }
  return (
    <Dialog
      open
      danger
      onClose={() => showOverlay(null)}
      title={t('deleteTitle', { name })}
      text={t('deleteText')}
      action={t('delete')}
      cancel={t('cancel')}
      onAction={() => void remove()}
    />
  )
}
