import { PanelRightOpen } from 'lucide-react'
import { type CSSProperties, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '#shared/error'
import { Palette } from '../features/palette/palette.tsx'
import { bringBack } from '../model/deleted-flows.ts'
import { useFlow } from '../model/flow-store.ts'
import { useRun } from '../model/run-store.ts'
import { useSelection } from '../model/selection-store.ts'
import { PANELS, type Panel, useSettings } from '../model/settings-store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { ErrorBox, LoadingBars } from '../ui/places.tsx'
import { ResizeHandle } from '../ui/resize-handle.tsx'
import { useFlowCommands } from './flow-commands.ts'
import { usePageTitle } from './page-frame.tsx'
import { BackpackPlace, CanvasPlace, HelpPlace, InspectorPlace, RunStripPlace } from './places.tsx'
import './studio-page.css'
import { TopBar } from './top-bar.tsx'
import { useFlowNames } from './use-flow-names.ts'
import { useFlowRuns } from './use-flow-runs.ts'

/** The editor: bar above, palette left, canvas, inspector right, strip below. */
export function StudioPage({ flowId }: { flowId: string }) {
  const { t } = useTranslation()
  const panels = useSettings((settings) => settings.panels)
  const nothingChosen = useSelection((selection) => selection.blocks.size === 0)
  // with no flow there is nothing to add blocks to, and nothing to be chosen
  const gone = useFlow((flow) => flow.status === 'failed')
  const folded = (useSettings((settings) => !settings.flowPanel) && nothingChosen) || gone
  const name = useFlow((flow) => flow.document?.name ?? '')
  usePageTitle(name)
  useOpenFlow(flowId)
  useLivingSelection()
  useLeaving()
  useFlowCommands(flowId)
  useFlowRuns(flowId)
  useFlowNames()
  const sizes = {
    '--palette-now': gone ? '0px' : `${panels.palette}px`,
    '--inspector-now': folded ? '0px' : `${panels.inspector}px`,
    '--strip-now': `${panels.strip}px`,
  } as CSSProperties
  return (
    <div className="studio" style={sizes}>
      <TopBar flowId={flowId} />
      {!gone && (
        <aside className="studio-palette" aria-label={t('palette')}>
          <Palette backpack={BACKPACK} />
          <PanelEdge panel="palette" edge="end" label={t('widthOf')} />
        </aside>
      )}
      <main className="studio-canvas" aria-label={t('canvas')}>
        <h1 className="unseen">{name || t('loading')}</h1>
        <CanvasOrWait flowId={flowId} />
        {folded && !gone && <FlowPanelButton />}
      </main>
      <HelpPlace />
      <section className="studio-strip" aria-label={t('strip')}>
        <PanelEdge panel="strip" edge="top" label={t('heightOfStrip')} />
        <RunStripPlace />
      </section>
      {!folded && (
        <aside className="studio-inspector" aria-label={t(nothingChosen ? 'flowPanel' : 'inspector')}>
          <PanelEdge panel="inspector" edge="start" label={t('widthOfInspector')} />
          <div className="studio-inspector-inside">
            <InspectorPlace />
          </div>
        </aside>
      )}
    </div>
  )
}

// always the same element: the palette is drawn anew for other things
const BACKPACK = <BackpackPlace />

/** Brings back the flow's own panel, which stands there while nothing is chosen. */
function FlowPanelButton() {
  const { t } = useTranslation()
  const show = useSettings((settings) => settings.showFlowPanel)
  return (
    <div className="float studio-unfold">
      <IconButton
        data-command="view.flow-panel"
        label={t('showFlow')}
        icon={<PanelRightOpen size={16} />}
        onClick={() => show(true)}
      />
    </div>
  )
}

function CanvasOrWait({ flowId }: { flowId: string }) {
  const { t } = useTranslation()
  const status = useFlow((flow) => flow.status)
  const error = useFlow((flow) => flow.error)
  if (status === 'open') return <CanvasPlace />
  if (status !== 'failed' || !error)
    return (
      <div className="studio-wait">
        <LoadingBars label={t('loading')} widths={[30, 46, 38, 24]} />
      </div>
    )
  return (
    <div className="studio-wait">
      {error.code === 'flow.not-found' ? (
        <FlowGone flowId={flowId} error={error} />
      ) : (
        <FlowFailed flowId={flowId} error={error} />
      )}
    </div>
  )
}

/** Nothing is there, or it was deleted: then it is a press away. Brought back elsewhere, it opens when this window is looked at. */
function FlowGone({ flowId, error }: { flowId: string; error: AppError }) {
  const { t } = useTranslation()
  const deleted = error.details?.deleted
  const name = typeof deleted === 'string' ? deleted : null
  useEffect(() => {
    if (name === null) return
    const lookAgain = () => void useFlow.getState().open(flowId)
    window.addEventListener('focus', lookAgain)
    return () => window.removeEventListener('focus', lookAgain)
  }, [flowId, name])
  const comeBack = async () => {
    if (name !== null && (await bringBack({ id: flowId, name }))) await useFlow.getState().open(flowId)
  }
  return (
    <ErrorBox
      error={
        name === null
          ? { message: t('flowGone'), fix: t('flowGoneFix') }
          : { message: t('flowDeleted', { name }), fix: t('flowDeletedFix') }
      }
      action={
        name === null ? (
          <a className="btn btn-line" href="#/flows">
            {t('toFlows')}
          </a>
        ) : (
          <Button kind="line" onClick={() => void comeBack()}>
            {t('flows:bin.back')}
          </Button>
        )
      }
    />
  )
}

function FlowFailed({ flowId, error }: { flowId: string; error: AppError }) {
  const { t } = useTranslation()
  return (
    <ErrorBox
      error={error}
      action={
        <Button kind="line" onClick={() => useFlow.getState().open(flowId)}>
          {t('retry')}
        </Button>
      }
    />
  )
}

function PanelEdge({ panel, edge, label }: { panel: Panel; edge: 'start' | 'end' | 'top'; label: string }) {
  const size = useSettings((settings) => settings.panels[panel])
  const setPanel = useSettings((settings) => settings.setPanel)
  const { least, most } = PANELS[panel]
  const resize = (next: number) => setPanel(panel, next)
  return <ResizeHandle edge={edge} label={label} size={size} least={least} most={most} onResize={resize} />
}

/** Opens the flow with its last run on the canvas, and leaves nothing behind when the page goes. */
function useOpenFlow(flowId: string): void {
  useEffect(() => {
    const { open, close } = useFlow.getState()
    open(flowId).then(() => {
      const { id, lastRun } = useFlow.getState()
      if (id === flowId && lastRun) useRun.getState().show(lastRun.id)
    })
    return () => {
      close()
      useRun.getState().clear()
      useSelection.getState().clear()
    }
  }, [flowId])
}

/** What undo, another window or Delete took away is no longer chosen. */
function useLivingSelection(): void {
  useEffect(
    () =>
      useFlow.subscribe(({ structure }, before) => {
        const { blocks, select } = useSelection.getState()
        if (!structure || structure === before.structure || blocks.size === 0) return
        select([...blocks].filter((id) => structure.places.has(id)))
      }),
    [],
  )
}

/** Leaving the page sends what is unsent; where that cannot be, the browser asks first. */
function useLeaving(): void {
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      const { saving, flush } = useFlow.getState()
      if (saving === 'saved') return
      flush().catch(() => {})
      if (saving === 'offline') event.preventDefault()
    }
    window.addEventListener('beforeunload', leave)
    return () => window.removeEventListener('beforeunload', leave)
  }, [])
}
