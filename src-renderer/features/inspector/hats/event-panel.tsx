import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../../link/client.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { useLoad } from '../../../ui/use-load.ts'
import { hasExpression } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import { CopyLine } from './copy-line.tsx'
import { quotedFor } from './curl-line.ts'
import './hats.css'
import { useHostInfo } from './use-host-info.ts'

/** Who sends the event a flow waits for: flows that do, and the line for a terminal. */
export function EventPanel() {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const host = useHostInfo()
  const { name, sample } = block.config
  if (typeof name !== 'string' || name.trim() === '' || hasExpression(name)) return null
  const quoted = quotedFor(host?.platform === 'win32' ? 'powershell' : 'bash')
  const word = /^[\w.-]+$/.test(name) ? name : quoted(name)
  const line = `blockloom emit ${word} --data ${quoted(JSON.stringify(sample ?? null))}`
  return (
    <section className="hat-panel" aria-label={t('event.title')}>
      <h3 className="label">{t('event.byHand')}</h3>
      <CopyLine text={line} label={t('event.copy')} />
      <Senders name={name} />
    </section>
  )
}

function Senders({ name }: { name: string }) {
  const { t } = useTranslation('hats')
  const saved = useFlow((flow) => flow.revision)
  // biome-ignore lint/correctness/useExhaustiveDependencies: this flow may have begun to send it itself
  const load = useCallback(() => client.events.senders({ name }), [name, saved])
  const { value: senders } = useLoad(load)
  if (!senders) return null
  const flows = [...new Map(senders.map((one) => [one.flowId, one.flowName]))]
  return (
    <>
      <h3 className="label">{t('event.senders')}</h3>
      {flows.length === 0 && <p className="field-note muted">{t('event.nobody')}</p>}
      <ul className="event-senders">
        {flows.map(([id, flowName]) => (
          <li key={id}>
            <a href={`#/flows/${id}`}>{flowName}</a>
          </li>
        ))}
      </ul>
    </>
  )
}
