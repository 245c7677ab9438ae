import { useFlow } from '../../../model/flow-store.ts'
import { useRun } from '../../../model/run-store.ts'
import { later } from '../../../ui/later.tsx'

const MonitorsLayer = later(async () => (await import('./monitors-layer.tsx')).MonitorsLayer)

/** Variables that are watched on the canvas. What draws them comes with the first variable. */
export function Monitors() {
  const inFlow = useFlow(({ document }) => hasAny(document?.variables) || hasAny(document?.monitors))
  const inRun = useRun(({ variables }) => hasAny(variables))
  return (inFlow || inRun) && <MonitorsLayer />
}

function hasAny(things: object | undefined): boolean {
  for (const _ in things) return true
  return false
}
