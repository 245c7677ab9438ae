import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../link/client.ts'
import { Button } from '../../ui/button.tsx'
import { Logo } from '../../ui/logo.tsx'
import { ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { useLoad } from '../../ui/use-load.ts'
import './about-page.css'

/** What this is, where its data lies, and whose work it stands on. */
export function AboutPage() {
  const { t } = useTranslation('settings')
  const { value: info, error } = useLoad(useCallback(() => client.system.info(), []))
  return (
    <div className="page about">
      <h1 className="row about-title">
        <Logo />
        Blockloom
      </h1>
      <p>{t('about.what')}</p>
      {error && <ErrorBox error={error} />}
      {!info && !error && <LoadingBars label={t('about.loading')} widths={[40, 60, 50]} />}
      {info && (
        <dl className="about-facts">
          <dt>{t('about.version')}</dt>
          <dd>{info.version}</dd>
          <dt>{t('about.data')}</dt>
          <dd className="mono">{info.dataFolder}</dd>
          <dt>{t('about.host')}</dt>
          <dd>{t(`about.hosts.${info.host}`)}</dd>
          <dt>{t('about.zone')}</dt>
          <dd>{info.zone}</dd>
        </dl>
      )}
      <h2>{t('about.licence')}</h2>
      <p>{t('about.free')}</p>
      <Licences />
    </div>
  )
}

/** The licences of all that is built in, as the build wrote them down. */
function Licences() {
  const { t } = useTranslation('settings')
  const [text, setText] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const load = async () => {
    setFailed(false)
    try {
      const answer = await fetch('./licenses.md')
      if (!answer.ok) throw new Error(String(answer.status))
      setText(await answer.text())
    } catch {
      setFailed(true)
    }
  }
  if (text !== null)
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      <section className="about-licences" tabIndex={0} aria-label={t('about.others')}>
        {text}
      </section>
    )
  return (
    <>
      <Button kind="line" onClick={() => void load()}>
        {t('about.show')}
      </Button>
      {failed && <ErrorBox error={{ message: t('about.none'), fix: t('about.noneFix') }} />}
    </>
  )
}
