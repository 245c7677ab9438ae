import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../link/client.ts'
import { useLoginStart } from '../../model/login-start-store.ts'
import { tellError } from '../../model/notice-store.ts'
import { Switch } from '../../ui/switch.tsx'

/** Whether the app starts at login. A server has no such row: who keeps the machine starts it. */
export function LoginStartRow() {
  const { t } = useTranslation('settings')
  const id = useId()
  const now = useLoginStart((state) => state.now)
  if (!now?.available) return null
  const change = async (on: boolean) => {
    try {
      useLoginStart.setState({ now: await client.system.changeLoginStart({ on }) })
    } catch (error) {
      tellError(error)
    }
  }
  return (
    <section className="login-start" aria-labelledby={`${id}-title`}>
      <h2 className="label" id={`${id}-title`}>
        {t('login.title')}
      </h2>
      <div className="row">
        <Switch id={id} on={now.on} onChange={(on) => void change(on)} aria-describedby={`${id}-help`} />
        <label htmlFor={id}>{t('login.label')}</label>
      </div>
      <p className="sm muted" id={`${id}-help`}>
        {t('login.help')}
      </p>
    </section>
  )
}
