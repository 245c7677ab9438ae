import { useFlow } from '../../../model/flow-store.ts'
import { later } from '../../../ui/later.tsx'

const MonitorsLayer = later(async () => (await import('./monitors-layer.tsx')).MonitorsLayer)

/** Variables that are watched on the canvas. Most flows have none, so what draws them comes when one has. */
export function Monitors() {
  const some = useFlow(({ document }) => document?.monitors !== undefined)
  return some && <MonitorsLayer />
}
