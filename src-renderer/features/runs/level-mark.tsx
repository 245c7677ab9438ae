import { CircleX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Before a line of a log that warns or tells of something wrong; nothing before the others. */
export function LevelMark({ level }: { level: string }) {
  const { t } = useTranslation('runs')
  if (level === 'warn') return <TriangleAlert size={13} aria-label={t('level.warn')} />
  return level === 'error' ? <CircleX size={13} aria-label={t('level.error')} /> : null
}
