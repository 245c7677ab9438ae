import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../../link/client.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { useLoad } from '../../../ui/use-load.ts'
import { hasExpression } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import { CopyLine } from './copy-line.tsx'
import { emitLine, emitPayload } from './emit-line.ts'
import './hats.css'
import { useLastGiven } from './last-given.ts'
import { useHostInfo } from './use-host-info.ts'

/** Who sends the event a flow waits for: flows that do, and the line for a terminal. */
export function EventPanel() {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const host = useHostInfo()
  const last = useLastGiven(block.id)
  const { name } = block.config
  if (typeof name !== 'string' || name.trim() === '' || hasExpression(name)) return null
  const { payload, madeUp } = emitPayload(block.config, last)
  const line = emitLine(name.trim(), payload, host?.platform === 'win32' ? 'powershell' : 'bash')
  return (
    <section className="hat-panel" aria-label={t('event.title')}>
      <h3 className="label">{t('event.byHand')}</h3>
      <CopyLine text={line} label={t('event.copy')} />
      {madeUp && <p className="field-note muted">{t('event.madeUp')}</p>}
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
