import { Power } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../link/client.ts'
import { useLoginStart } from '../model/login-start-store.ts'
import { tellError, useNotices } from '../model/notice-store.ts'
import { useTriggers } from '../model/trigger-store.ts'
import { Button } from '../ui/button.tsx'
import './login-offer.css'

/** Asked once, as soon as something runs by itself: it would not after the next restart of the machine. */
export function LoginOffer() {
  const { t } = useTranslation('settings')
  const id = useId()
  const asks = useLoginStart(({ now }) => now?.available && !now.on && !now.answered)
  const runsByItself = useTriggers(({ triggers }) => (triggers?.length ?? 0) > 0)
  const { saying, say } = useAnswer(t('login.isOn'))
  if (!asks || !runsByItself) return null
  return (
    <section className="notice login-offer" aria-labelledby={id}>
      <Power size={16} aria-hidden />
      <div>
        <b id={id}>{t('login.offer')}</b>
        <p>{t('login.offerWhy')}</p>
        <div className="row">
          <Button kind="line" disabled={saying} onClick={() => void say(true)}>
            {t('login.yes')}
          </Button>
          <Button disabled={saying} onClick={() => void say(false)}>
            {t('login.no')}
          </Button>
        </div>
      </div>
    </section>
  )
}

function useAnswer(done: string) {
  const [saying, setSaying] = useState(false)
  const say = async (on: boolean) => {
    setSaying(true)
    try {
      useLoginStart.setState({ now: await client.system.changeLoginStart({ on }) })
      if (on) useNotices.getState().tell({ kind: 'info', message: done })
    } catch (error) {
      tellError(error)
    } finally {
      setSaying(false)
    }
  }
  return { saying, say }
}
