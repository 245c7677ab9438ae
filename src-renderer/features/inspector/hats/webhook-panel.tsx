import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlow } from '../../../model/flow-store.ts'
import { useSwitchOn } from '../../../model/switch-command.ts'
import { triggerOf, useTriggers } from '../../../model/trigger-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { useInspected } from '../inspector-context.ts'
import { CatchCall } from './catch-call.tsx'
import { CopyLine } from './copy-line.tsx'
import {
  callOf,
  curlLine,
  isSigned,
  kindOfAuth,
  SHELLS,
  type Shell,
  secretIn,
  withLast,
} from './curl-line.ts'
import './hats.css'
import { useLastGiven } from './last-given.ts'
import { useHostInfo } from './use-host-info.ts'

/** Where a webhook is called, how to call it, and what arrives. */
export function WebhookPanel() {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const host = useHostInfo()
  const path = String(block.config.path ?? '').trim()
  if (!host || path === '') return null
  if (host.hooksUrl === null) return null
  return (
    <section className="hat-panel" aria-label={t('webhook.title')}>
      <Address base={host.hooksUrl} path={path} />
      <Switched />
      <Curl base={host.hooksUrl} platform={host.platform} />
      <CatchCall />
    </section>
  )
}

/** As the host says it where it listens, else as it will be. */
function Address({ base, path }: { base: string; path: string }) {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const methods = Array.isArray(block.config.methods) ? block.config.methods : ['POST']
  const address = `${base}/hooks/${path.replace(/^\/+|\/+$/g, '')}`
  return (
    <>
      <h3 className="label">{t('webhook.address')}</h3>
      <div className="row hat-address">
        {methods.map((method) => (
          <span key={String(method)} className="tag mono">
            {String(method).toUpperCase()}
          </span>
        ))}
      </div>
      <CopyLine text={address} label={t('webhook.copyAddress')} />
    </>
  )
}

/** Nothing while it works: that is what is expected. */
function Switched() {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const flow = useFlow((state) => state.id)
  const isOn = useFlow((state) => state.onVersion !== null)
  const trigger = useTriggers(triggerOf(flow, block.id))
  const switchOn = useSwitchOn((state) => state.switchOn)
  if (isOn && (trigger === undefined || trigger.state === 'armed')) return null
  if (isOn && trigger)
    return <p className="hat-note">{t(`webhook.not.${trigger.state}`, { why: trigger.error?.message })}</p>
  return (
    <div className="hat-note hat-note-row">
      <span className="grow">{t('webhook.off')}</span>
      {switchOn && flow !== null && (
        <Button kind="line" size="small" onClick={() => void switchOn(flow)}>
          {t('webhook.switchOn')}
        </Button>
      )}
    </div>
  )
}

function Curl({ base, platform }: { base: string; platform: string }) {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const [shell, setShell] = useState<Shell>(platform === 'win32' ? 'powershell' : 'bash')
  const last = useLastGiven(block.id)
  const line = useMemo(
    () => curlLine(callOf(base, withLast(block.config, last)), shell),
    [base, block.config, last, shell],
  )
  const { auth } = block.config
  return (
    <>
      <div className="hat-head">
        <h3 className="label grow">{t('webhook.curl')}</h3>
        <Select<Shell>
          className="hat-shell"
          aria-label={t('webhook.shell')}
          value={shell}
          choices={SHELLS.map((one) => ({ value: one, title: t(`webhook.shells.${one}`) }))}
          onChange={setShell}
        />
      </div>
      <CopyLine text={line} label={t('webhook.copyCurl')} />
      {isSigned(auth) && <p className="field-note muted">{t('webhook.signed')}</p>}
      {['token', 'basic'].includes(kindOfAuth(auth)) && (
        <p className="field-note muted">{t('webhook.secretPlace', { name: secretIn(auth) })}</p>
      )}
    </>
  )
}
