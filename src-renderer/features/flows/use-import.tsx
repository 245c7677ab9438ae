import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { AppError } from '#shared/error'
import { client } from '../../link/client.ts'
import { tellError, useNotices, whileBusy } from '../../model/notice-store.ts'
import { Dialog } from '../../ui/dialog.tsx'

/** The limit of the file format (20 MB); the runtime checks it again. */
const LARGEST = 20 * 1024 * 1024

type Import = {
  importFile(file: File): Promise<void>
  /** asks what to do when the flow is here already; stands anywhere in the page */
  question: ReactNode
}

/** Takes in flow files, and opens the flow that came of one. */
export function useImport(): Import {
  const { t } = useTranslation('flows')
  const [, go] = useLocation()
  const [asked, setAsked] = useState<{ name: string; text: string } | null>(null)

  const take = async (name: string, text: string, ifExists: 'ask' | 'replace' | 'copy') => {
    try {
      const { id } = await whileBusy(t('importing', { name }), client.flows.import({ text, ifExists }))
      setAsked(null)
      go(`/flows/${id}`)
    } catch (error) {
      if (ifExists === 'ask' && error instanceof AppError && error.code === 'flow.exists')
        return setAsked({ name, text })
      setAsked(null)
      tellError(error)
    }
  }
  const importFile = async (file: File) => {
    if (file.size > LARGEST)
      return useNotices.getState().tell({
        kind: 'error',
        message: t('notAFile', { name: file.name }),
        fix: t('notAFileFix'),
      })
    await take(file.name, await file.text(), 'ask')
  }
  const question = asked && (
    <Dialog
      open
      onClose={() => setAsked(null)}
      title={t('existsTitle', { name: asked.name })}
      text={t('existsText')}
      cancel={t('cancel')}
      action={t('existsCopy')}
      onAction={() => take(asked.name, asked.text, 'copy')}
      other={{ title: t('existsReplace'), onClick: () => take(asked.name, asked.text, 'replace') }}
    />
  )
  return { importFile, question }
}
