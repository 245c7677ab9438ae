import i18next from 'i18next'
import { RefreshCw } from 'lucide-react'
import { useEffect, useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { FlowDraft } from '#shared/contract'
import type { Block } from '#shared/flow'
import { client } from '../link/client.ts'
import { useFlow } from '../model/flow-store.ts'
import { tellError, useNotices, whileBusy } from '../model/notice-store.ts'
import { useSwitchOn } from '../model/switch-command.ts'
import { useTriggers } from '../model/trigger-store.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { sayAll } from '../ui/trigger/say-trigger.ts'
import './flow-switch.css'
import { sayWhyNot } from './run-flow.ts'

/** ms that typing rests before it is asked whether the draft is still what is on */
const ASK_AFTER = 400
const TOPIC = 'switch'

/** Whether the flow runs by itself, and what is on when that is no longer what is on the screen. */
export function FlowSwitch({ flowId }: { flowId: string }) {
  const { t } = useTranslation('triggers')
  const id = useId()
  const isOn = useFlow((flow) => flow.onVersion !== null)
  const paused = useTriggers((state) => state.pausedSince !== null)
  const words = useWhatHappens(flowId, isOn, paused)
  useFollowSwitch(flowId)
  useOfferSwitch()
  return (
    <span className="flow-switch">
      <ChangedSince flowId={flowId} />
      <Tooltip text={words}>
        <span className="row">
          <Switch
            id={id}
            on={isOn}
            onChange={(on) => void (on ? switchOn(flowId) : switchOff(flowId))}
            data-command={isOn ? 'flow.switch-off' : 'flow.switch-on'}
            aria-label={t('flow.label')}
            aria-describedby={`${id}-words`}
          />
          <label htmlFor={id} className="flow-switch-word">
            {t(isOn ? (paused ? 'flow.paused' : 'flow.on') : 'flow.off')}
          </label>
          <span id={`${id}-words`} className="unseen">
            {words}
          </span>
        </span>
      </Tooltip>
    </span>
  )
}

/** Other panels may switch on the same way. */
function useOfferSwitch(): void {
  useEffect(() => {
    useSwitchOn.setState({ switchOn })
    return () => useSwitchOn.setState({ switchOn: null })
  }, [])
}

function useWhatHappens(flowId: string, isOn: boolean, paused: boolean): string {
  const { t } = useTranslation('triggers')
  const all = useTriggers((state) => state.triggers)
  // the hats alone: with every key typed into a field the blocks are others
  const hats = useFlow(useShallow((flow) => hatsOf(flow.document?.blocks ?? [])))
  return useMemo(() => {
    const own = isOn ? (all ?? []).filter((one) => one.flowId === flowId) : hats
    const words = sayAll(own)
    if (isOn) return t(paused ? 'flow.isPaused' : 'flow.isOn', { words })
    return own.length > 0 ? t('flow.wouldRun', { words }) : t('flow.isOff')
  }, [all, hats, flowId, isOn, paused, t])
}

/** The blocks that would start it by themselves. */
const hatsOf = (blocks: readonly Block[]): Block[] =>
  blocks.filter(
    ({ type, options }) =>
      type.startsWith('start/') &&
      type !== 'start/manual' &&
      type !== 'start/called' &&
      options?.disabled !== true,
  )

function ChangedSince({ flowId }: { flowId: string }) {
  const { t } = useTranslation('triggers')
  const version = useFlow((flow) => flow.onVersion)
  const changed = useFlow((flow) => flow.changedSinceOn)
  if (version === null || !changed) return null
  return (
    <Tooltip text={t('flow.changed', { version })}>
      <Button
        kind="line"
        icon={<RefreshCw size={14} aria-hidden />}
        data-command="flow.update"
        aria-description={t('flow.changed', { version })}
        onClick={() => void switchOn(flowId)}
      >
        {t('flow.update')}
      </Button>
    </Tooltip>
  )
}

/** What is on may change by saving, here or elsewhere; what is in the store changes with every edit. */
function useFollowSwitch(flowId: string): void {
  const isOn = useFlow((flow) => flow.onVersion !== null)
  const revision = useFlow((flow) => (flow.saving === 'saved' ? flow.revision : null))
  const version = useFlow((flow) => flow.version)
  const running = useTriggers(({ triggers }) => triggers?.find((one) => one.flowId === flowId)?.versionId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what may have changed is what asks again
  useEffect(() => {
    if (revision === null || !(isOn || running !== undefined)) return
    const timer = setTimeout(() => {
      // what is not known now is asked for again with the next change
      useFlow
        .getState()
        .refreshVersion()
        .catch(() => {})
    }, ASK_AFTER)
    return () => clearTimeout(timer)
  }, [revision, version, isOn, running])
}

/** Switches the flow on, or takes over what is on the screen where it is on; else says the first problem and goes there. */
export async function switchOn(flowId: string): Promise<void> {
  const { check, flush, document, onVersion } = useFlow.getState()
  const errors = check().filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first) return sayWhyNot(first, errors.length, { key: 'triggers:flow.problems', topic: TOPIC })
  const hats = hatsOf(document?.blocks ?? [])
  const { tell, withdraw } = useNotices.getState()
  withdraw(TOPIC)
  if (hats.length === 0) {
    const [message, fix] = [
      i18next.t('triggers:flow.nothingStarts'),
      i18next.t('triggers:flow.nothingStartsFix'),
    ]
    return tell({ kind: 'error', message, fix, topic: TOPIC })
  }
  try {
    const draft = await whileBusy(
      i18next.t('busy.switchOn', { name: document?.name }),
      flush().then(() => client.flows.on({ id: flowId })),
    )
    take(draft)
    const words = sayAll(hats)
    const message =
      onVersion === null
        ? i18next.t('triggers:flow.isOn', { words })
        : i18next.t('triggers:flow.updated', { version: draft.onVersion })
    tell({ kind: 'info', message, topic: TOPIC })
  } catch (error) {
    tellError(error)
  }
}

/** What runs already goes on. */
export async function switchOff(flowId: string): Promise<void> {
  try {
    const name = useFlow.getState().document?.name
    const draft = await whileBusy(i18next.t('busy.switchOff', { name }), client.flows.off({ id: flowId }))
    take(draft)
    const message = i18next.t('triggers:flow.switchedOff', { name: draft.name })
    useNotices.getState().tell({ kind: 'info', message, topic: TOPIC })
  } catch (error) {
    tellError(error)
  }
}

function take({ id, version, onVersion, changedSinceOn }: FlowDraft): void {
  if (useFlow.getState().id === id) useFlow.setState({ version, onVersion, changedSinceOn })
}
