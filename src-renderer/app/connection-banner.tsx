import { CloudOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { connection } from '../link/client.ts'
import './connection-banner.css'

/** Only when the way to the runtime was lost; being without a network is normal and never announced. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const lost = connection((now) => now.state === 'lost')
  if (!lost) return null
  return (
    <div className="connection-banner" role="status">
      <CloudOff size={15} aria-hidden />
      {t('lost')}
    </div>
  )
}
