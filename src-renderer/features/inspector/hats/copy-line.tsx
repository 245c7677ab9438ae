import { useTranslation } from 'react-i18next'
import { tellError } from '../../../model/notice-store.ts'
import { CopyLine as Line } from '../../../ui/copy-line.tsx'

/** A line of a start block for elsewhere. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('hats')
  return <Line text={text} label={label} copied={t('copied')} onError={tellError} />
}
