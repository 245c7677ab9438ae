import { Clock, Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isOver } from '#shared/run'
import { isAlive, useRun } from '../model/run-store.ts'
import { Button } from '../ui/button.tsx'
import { Tag } from '../ui/tag.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { RunClock } from './run-clock.tsx'
import { runFlow } from './run-flow.ts'
import { keysOf } from './shortcuts.ts'

/** Run; while a run is alive, what it is doing and Stop, always in sight. */
export function RunControl({ flowId }: { flowId: string }) {
  const { t } = useTranslation()
  const alive = useRun(isAlive)
  if (alive) return <Running />
  return (
    <Tooltip text={t('runFlow')} keys={keysOf('Ctrl+Enter')}>
      <Button
        kind="main"
        className="top-bar-run"
        data-command="flow.run"
        icon={<Play size={14} aria-hidden />}
        onClick={() => runFlow(flowId)}
      >
        {t('run')}
      </Button>
    </Tooltip>
  )
}

function Running() {
  const { t } = useTranslation()
  const summary = useRun((run) => run.summary)
  const stopping = useRun((run) => run.stopping)
  const stop = useRun((run) => run.stop)
  const status = summary && !isOver(summary.status) ? summary.status : 'starting'
  // yellow is for what works at this moment
  const rests = status === 'waiting' || status === 'queued' || status === 'paused'
  return (
    <>
      <Tag
        tone={rests ? 'quiet' : 'running'}
        icon={rests ? <Clock size={12} aria-hidden /> : <span className="run-mark" />}
      >
        {stopping ? t('stopping') : t(`status.${status}`)}
        {summary?.startedAt && <RunClock since={summary.startedAt} />}
      </Tag>
      <Button
        kind="main"
        className="top-bar-run"
        data-command="flow.stop"
        icon={<Square size={14} aria-hidden />}
        // Stop stands where Run was: the second click of a double click on Run is not meant for it.
        onClick={(event) => event.detail <= 1 && stop()}
        aria-disabled={stopping}
      >
        {t('stop')}
      </Button>
    </>
  )
}
