import { useTranslation } from 'react-i18next'
import type { Json, Link } from '#shared/flow'
import type { RunView } from '../../../model/run-fold.ts'
import { useRun } from '../../../model/run-store.ts'
import { useCanvas } from '../canvas-store.ts'
import { leftInView } from '../canvas-view.ts'
import { inShort, sayKind } from './value-bubble.tsx'
import type { ShownWire } from './wire-layer.tsx'

/** The last value that went along the wire under the pointer, or along the one that is selected. */
export function WireValue({ wires }: { wires: readonly ShownWire[] }) {
  const key = useCanvas(({ drag, hoveredWire, selectedWire }) => {
    if (drag) return null
    return hoveredWire ?? (selectedWire && `${selectedWire.from}|${selectedWire.out}|${selectedWire.to}`)
  })
  const wire = wires.find((each) => each.key === key)
  return wire ? <Value wire={wire} /> : null
}

function Value({ wire: { link, key, place } }: { wire: ShownWire }) {
  const { t } = useTranslation('canvas')
  const value = useRun((run) => ((run.links[key] ?? 0) > 0 ? lastAlong(run, link) : undefined))
  if (value === undefined) return null
  return (
    <div
      className="value-bubble wire-value"
      role="note"
      style={{ transform: `translate(${leftInView(place[0], 0)}px, ${place[1] + 14}px)` }}
    >
      <span className="value">{inShort(value)}</span>
      <span className="kind">{sayKind(value, t)}</span>
    </div>
  )
}

/** What last left the block by this output; of a mouth, what last arrived at its block. */
function lastAlong(run: RunView, link: Link): Json | undefined {
  for (let i = run.steps.length - 1; i >= 0; i -= 1) {
    const step = run.steps[i]
    if (step?.block === link.from && step.out === link.out && step.output !== undefined) return step.output
  }
  return run.blocks[link.to]?.lastInput
}
