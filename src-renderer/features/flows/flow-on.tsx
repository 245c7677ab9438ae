import { RefreshCw } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { FlowSummary } from '#shared/contract'
import { AppError, type Problem } from '#shared/error'
import { client } from '../../link/client.ts'
import { tellError, useNotices, whileBusy } from '../../model/notice-store.ts'
import { revealOnceOpen } from '../../model/open-at.ts'
import { useTriggers } from '../../model/trigger-store.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { sayAll } from '../../ui/trigger/say-trigger.ts'

type FlowOnProps = { flow: FlowSummary; onChanged(): void }

const TOPIC = 'switch'

/** Whether a flow of the list runs by itself, as a switch with its word. */
export function FlowOn({ flow, onChanged }: FlowOnProps) {
  const { t } = useTranslation('triggers')
  const paused = useTriggers((state) => state.pausedSince !== null)
  const switchOn = useSwitchOn(flow, onChanged)
  const isOn = flow.onSince !== null
  const switchOff = async () => {
    try {
      await whileBusy(t('app:busy.switchOff', { name: flow.name }), client.flows.off({ id: flow.id }))
      onChanged()
    } catch (error) {
      tellError(error)
    }
  }
  return (
    <span className="row flow-row-switch">
      <Switch
        on={isOn}
        onChange={(on) => void (on ? switchOn() : switchOff())}
        aria-label={t('flow.labelOf', { name: flow.name })}
      />
      <span className="sm muted" aria-hidden>
        {t(isOn ? (paused ? 'flow.paused' : 'flow.on') : 'flow.off')}
      </span>
    </span>
  )
}

/** Under a flow's name: what starts it where it is on, or why that does not work, and whether that is still what its draft says. */
export function WhatIsOn({ flow, onChanged }: FlowOnProps) {
  const { t } = useTranslation('flows')
  const all = useTriggers((state) => state.triggers)
  const own = useMemo(() => all?.filter(({ flowId }) => flowId === flow.id) ?? [], [all, flow.id])
  const words = useMemo(() => sayAll(own), [own])
  const broken = own.find(({ state }) => state === 'failed')
  const update = useSwitchOn(flow, onChanged)
  const about = flow.description || t('blocks', { count: flow.blocks })
  const changed = t('triggers:flow.changed', { version: flow.onVersion })
  return (
    <span className="flow-row-on">
      {broken?.error ? (
        <a className="clip flow-row-broken" href={`#/triggers/${flow.id}/${broken.block}`}>
          {t('triggers:flow.broken', { why: broken.error.message })}
        </a>
      ) : (
        <small className="clip">
          {flow.onSince === null || words === '' ? about : t('triggers:flow.isOn', { words })}
        </small>
      )}
      {flow.changedSinceOn && (
        <Tooltip text={changed}>
          <Button
            size="small"
            icon={<RefreshCw size={12} aria-hidden />}
            aria-label={t('triggers:flow.updateOf', { name: flow.name })}
            aria-description={changed}
            onClick={() => void update()}
          >
            {t('triggers:flow.update')}
          </Button>
        </Tooltip>
      )}
    </span>
  )
}

/** Switches on, or takes over the draft of one that is on. Where the flow has problems it goes to the first. */
function useSwitchOn({ id, name, onVersion }: FlowSummary, onChanged: () => void): () => Promise<void> {
  const { t } = useTranslation('triggers')
  const [, go] = useLocation()
  return async () => {
    const { tell, withdraw } = useNotices.getState()
    withdraw(TOPIC)
    try {
      const draft = await whileBusy(t('app:busy.switchOn', { name }), client.flows.on({ id }))
      onChanged()
      const hats = await client.triggers.list({ flow: id })
      const message =
        onVersion === null
          ? t('flow.isOn', { words: sayAll(hats) })
          : t('flow.updated', { version: draft.onVersion })
      tell({ kind: 'info', message, topic: TOPIC })
    } catch (error) {
      const first = firstProblem(error)
      if (first?.block !== undefined) {
        revealOnceOpen(id, first.block)
        go(`/flows/${id}`)
      }
      if (!(error instanceof AppError)) return tellError(error)
      const nothing = error.code === 'flow.no-trigger'
      const message = nothing ? t('flow.nothingStarts') : error.message
      tell({ kind: 'error', message, fix: nothing ? t('flow.nothingStartsFix') : error.fix, topic: TOPIC })
    }
  }
}

function firstProblem(error: unknown): Problem | undefined {
  if (!(error instanceof AppError) || error.code !== 'flow.has-problems') return undefined
  return (error.details?.problems as Problem[] | undefined)?.[0]
}
