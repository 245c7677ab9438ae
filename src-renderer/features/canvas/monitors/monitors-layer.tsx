import { ViewportPortal } from '@xyflow/react'
import { useFlow } from '../../../model/flow-store.ts'
import { MonitorCard } from './monitor-card.tsx'
import { useMonitorCommands } from './use-monitor-commands.ts'
import './monitors.css'

/** The cards of the watched variables, above the blocks: somebody put them there to look at. */
export function MonitorsLayer() {
  const monitors = useFlow(({ document }) => document?.monitors)
  useMonitorCommands()
  if (!monitors) return null
  return (
    <ViewportPortal>
      {Object.entries(monitors).map(([name, monitor]) => (
        <MonitorCard key={name} name={name} monitor={monitor} />
      ))}
    </ViewportPortal>
  )
}
